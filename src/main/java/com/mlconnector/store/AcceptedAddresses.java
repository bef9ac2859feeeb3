package com.mlconnector.store;

import com.mlconnector.domain.AcceptedAddress;
import com.mlconnector.domain.Address;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.Vault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** The addresses of each client that a person has looked at, both forms sealed. */
public final class AcceptedAddresses {
  /** The newest ones; a client with more places has them looked at again. */
  private static final int MOST = 50;

  private static final String TYPED = "address-typed";
  private static final String USED = "address-used";

  private final Seals seals;

  public AcceptedAddresses(Vault vault) {
    this.seals = new Seals(vault);
  }

  /** Newest first: what was accepted last counts. */
  public List<AcceptedAddress> ofClient(Tx tx, ConnectionId connection, long client) {
    return tx.all(
        """
        select sealed_typed, sealed_used from accepted_address
        where connection_id = $1 and client_id = $2
        order by id desc limit $3
        """,
        Tuple.of(connection.value(), client, MOST),
        row ->
            new AcceptedAddress(
                open(connection, TYPED, row.getBuffer("sealed_typed")),
                open(connection, USED, row.getBuffer("sealed_used"))));
  }

  public void add(Tx tx, ConnectionId connection, long client, AcceptedAddress accepted) {
    tx.run(
        """
        insert into accepted_address (connection_id, client_id, sealed_typed, sealed_used)
        values ($1, $2, $3, $4)
        """,
        Tuple.of(
            connection.value(),
            client,
            seal(connection, TYPED, accepted.typed()),
            seal(connection, USED, accepted.used())));
  }

  private Buffer seal(ConnectionId connection, String field, Address address) {
    return seals.seal(connection, field, new Secret(AddressJson.write(address).encode()));
  }

  private Address open(ConnectionId connection, String field, Buffer sealed) {
    return AddressJson.stored(new JsonObject(seals.open(connection, field, sealed).reveal()));
  }
}
