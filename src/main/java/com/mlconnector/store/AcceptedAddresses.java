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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The addresses of each client that a person has looked at, both forms sealed. */
public final class AcceptedAddresses {
  /** The newest ones; a client with more places has them looked at again. */
  static final int MOST = 50;

  static final String TYPED = "address-typed";
  static final String USED = "address-used";

  private final Seals seals;

  public AcceptedAddresses(Vault vault) {
    this.seals = new Seals(vault);
  }

  List<AcceptedAddress> addresses(
      ConnectionId connection, Buffer @Nullable [] typed, Buffer @Nullable [] used) {
    if (typed == null || used == null) {
      return List.of();
    }
    return IntStream.range(0, typed.length)
        .mapToObj(i ->
            new AcceptedAddress(open(connection, TYPED, typed[i]), open(connection, USED, used[i])))
        .toList();
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

  /** Nobody knows this client here any more. */
  public int removeOfClient(Tx tx, ConnectionId connection, long client) {
    return tx.run(
        "delete from accepted_address where connection_id = $1 and client_id = $2",
        Tuple.of(connection.value(), client));
  }

  private Buffer seal(ConnectionId connection, String field, Address address) {
    return seals.seal(connection, field, new Secret(AddressJson.write(address).encode()));
  }

  private Address open(ConnectionId connection, String field, Buffer sealed) {
    return AddressJson.stored(new JsonObject(seals.open(connection, field, sealed).reveal()));
  }
}
