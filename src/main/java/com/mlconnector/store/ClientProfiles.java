package com.mlconnector.store;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.BlockTemplate;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Intake;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.Weight;
import com.mlconnector.vault.Vault;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What we keep about a FreshBooks client beyond FreshBooks' own record; secrets are sealed. */
public final class ClientProfiles {
  static final String UPS_ACCOUNT = "client-ups-account";
  static final String ADDRESS = "client-address";

  /**
   * @param shipUnchecked as in {@link com.mlconnector.domain.ConnectionSettings}, for this client
   * @param softLimit in place of the connection's
   * @param block the client's own words for its invoices
   */
  public record Profile(
      Optional<Secret> upsAccount,
      Optional<Address> address,
      boolean shipUnchecked,
      Optional<Weight> softLimit,
      Optional<BlockTemplate> block) {
    public static final Profile NONE =
        new Profile(Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());

    public Intake.ClientProfile forIntake() {
      return new Intake.ClientProfile(upsAccount.isPresent(), address, softLimit);
    }
  }

  private final Seals seals;

  public ClientProfiles(Vault vault) {
    this.seals = new Seals(vault);
  }

  private static final String OF_CLIENT =
      """
      select sealed_ups_account, sealed_address, settings from client_profile
      where connection_id = $1 and client_id = $2
      """;

  public Optional<Profile> find(Tx tx, ConnectionId connection, long client) {
    return tx.one(OF_CLIENT, Tuple.of(connection.value(), client), row -> profile(connection, row));
  }

  /** For a change of it in this transaction. */
  public Optional<Profile> lock(Tx tx, ConnectionId connection, long client) {
    return tx.one(
        OF_CLIENT + " for update",
        Tuple.of(connection.value(), client),
        row -> profile(connection, row));
  }

  /** A client's number, and what we keep about it. */
  public record OfClient(long client, Profile profile) {}

  /** By number, from the first above {@code after}. */
  public List<OfClient> list(Tx tx, ConnectionId connection, long after, int most) {
    return tx.all(
        """
        select client_id, sealed_ups_account, sealed_address, settings from client_profile
        where connection_id = $1 and client_id > $2
        order by client_id limit $3
        """,
        Tuple.of(connection.value(), after, most),
        row -> new OfClient(row.getLong("client_id"), profile(connection, row)));
  }

  Profile profile(ConnectionId connection, Row row) {
    JsonObject settings = row.getJsonObject("settings");
    return new Profile(
        seals.openOptional(connection, UPS_ACCOUNT, row.getBuffer("sealed_ups_account")),
        seals
            .openOptional(connection, ADDRESS, row.getBuffer("sealed_address"))
            .map(ClientProfiles::address),
        settings.getBoolean("shipUnchecked", false),
        Optional.ofNullable(settings.getString("softLimitGrams"))
            .map(grams -> new Weight(new BigDecimal(grams))),
        Optional.ofNullable(settings.getValue("block")).map(WriteBackJson::storedTemplate));
  }

  public void put(Tx tx, ConnectionId connection, long client, Profile profile) {
    tx.run(
        """
        insert into client_profile
          (connection_id, client_id, sealed_ups_account, sealed_address, settings)
        values ($1, $2, $3, $4, $5)
        on conflict (connection_id, client_id) do update
        set sealed_ups_account = excluded.sealed_ups_account,
            sealed_address = excluded.sealed_address, settings = excluded.settings,
            updated_at = now()
        """,
        Tuple.tuple()
            .addString(connection.value())
            .addLong(client)
            .addBuffer(seals.sealOptional(connection, UPS_ACCOUNT, profile.upsAccount()))
            .addBuffer(
                seals.sealOptional(
                    connection,
                    ADDRESS,
                    profile.address().map(a -> new Secret(AddressJson.write(a).encode()))))
            .addJsonObject(
                new JsonObject()
                    .put("shipUnchecked", profile.shipUnchecked())
                    .put(
                        "softLimitGrams",
                        profile.softLimit().map(w -> w.grams().toPlainString()).orElse(null))
                    .put("block", profile.block().map(WriteBackJson::write).orElse(null))));
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
