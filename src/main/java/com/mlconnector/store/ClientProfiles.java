package com.mlconnector.store;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.BlockTemplate;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.Vault;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** What we keep about a FreshBooks client beyond FreshBooks' own record; secrets are sealed. */
public final class ClientProfiles {
  private static final String UPS_ACCOUNT = "client-ups-account";
  private static final String ADDRESS = "client-address";

  /**
   * @param block the client's own words for its invoices
   */
  public record Profile(
      Optional<Secret> upsAccount, Optional<Address> address, Optional<BlockTemplate> block) {

    /** With the shop's words. */
    public Profile(Optional<Secret> upsAccount, Optional<Address> address) {
      this(upsAccount, address, Optional.empty());
    }
  }

  private final Seals seals;

  public ClientProfiles(Vault vault) {
    this.seals = new Seals(vault);
  }

  public Optional<Profile> find(Tx tx, ConnectionId connection, long client) {
    return tx.one(
        """
        select sealed_ups_account, sealed_address, settings from client_profile
        where connection_id = $1 and client_id = $2
        """,
        Tuple.of(connection.value(), client),
        row ->
            new Profile(
                seals.openOptional(connection, UPS_ACCOUNT, row.getBuffer("sealed_ups_account")),
                seals
                    .openOptional(connection, ADDRESS, row.getBuffer("sealed_address"))
                    .map(ClientProfiles::address),
                Optional.ofNullable(row.getJsonObject("settings").getValue("block"))
                    .map(WriteBackJson::storedTemplate)));
  }

  /** Leaves {@code settings} as they are; {@link #putBlock} writes the block among them. */
  public void put(Tx tx, ConnectionId connection, long client, Profile profile) {
    tx.run(
        """
        insert into client_profile (connection_id, client_id, sealed_ups_account, sealed_address)
        values ($1, $2, $3, $4)
        on conflict (connection_id, client_id) do update
        set sealed_ups_account = excluded.sealed_ups_account,
            sealed_address = excluded.sealed_address, updated_at = now()
        """,
        Tuple.tuple()
            .addString(connection.value())
            .addLong(client)
            .addBuffer(seals.sealOptional(connection, UPS_ACCOUNT, profile.upsAccount()))
            .addBuffer(
                seals.sealOptional(
                    connection,
                    ADDRESS,
                    profile.address().map(a -> new Secret(AddressJson.write(a).encode())))));
  }

  /** The client's own words, or the shop's again; false if there is no such profile. */
  public boolean putBlock(
      Tx tx, ConnectionId connection, long client, Optional<BlockTemplate> block) {
    JsonObject json = block.map(WriteBackJson::write).orElse(new JsonObject());
    return tx.run(
            """
            update client_profile
            set settings = case when $4 then settings || jsonb_build_object('block', $3::jsonb)
                                else settings - 'block' end,
                updated_at = now()
            where connection_id = $1 and client_id = $2
            """,
            Tuple.of(connection.value(), client, json, block.isPresent()))
        == 1;
  }

  /** False if there was none. */
  public boolean remove(Tx tx, ConnectionId connection, long client) {
    return tx.run(
            "delete from client_profile where connection_id = $1 and client_id = $2",
            Tuple.of(connection.value(), client))
        == 1;
  }

  private static Address address(Secret stored) {
    return AddressJson.stored(new JsonObject(stored.reveal()));
  }
}
