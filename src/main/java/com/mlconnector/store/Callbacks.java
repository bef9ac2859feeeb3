package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.Vault;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** The callbacks that we have registered at FreshBooks, each with its own verifier. */
public final class Callbacks {
  static final String VERIFIER = "callback-verifier";

  /**
   * @param held we have its verifier: what it sends can be believed
   */
  public record Registered(long id, String event, String uri, boolean held, boolean verified) {}

  private final Seals seals;

  public Callbacks(Vault vault) {
    this.seals = new Seals(vault);
  }

  public List<Registered> of(Tx tx, ConnectionId connection) {
    return tx.all(
        """
        select callback_id, event, uri, sealed_verifier is not null as held,
               verified_at is not null as verified
        from callback where connection_id = $1 order by callback_id
        """,
        Tuple.of(connection.value()),
        row ->
            new Registered(
                row.getLong("callback_id"),
                row.getString("event"),
                row.getString("uri"),
                row.getBoolean("held"),
                row.getBoolean("verified")));
  }

  /** It is there, and nothing is known of its verifier yet. */
  public void register(Tx tx, ConnectionId connection, long id, String event, String uri) {
    tx.run(
        """
        insert into callback (connection_id, callback_id, event, uri) values ($1, $2, $3, $4)
        on conflict do nothing
        """,
        Tuple.of(connection.value(), id, event, uri));
  }

  /** Kept before FreshBooks is told, so that a delivery that follows at once finds its key. */
  public void keepVerifier(
      Tx tx, ConnectionId connection, long id, String event, String uri, Secret verifier) {
    tx.run(
        """
        insert into callback (connection_id, callback_id, event, uri, sealed_verifier)
        values ($1, $2, $3, $4, $5)
        on conflict (connection_id, callback_id) do update
        set event = excluded.event, uri = excluded.uri, sealed_verifier = excluded.sealed_verifier
        """,
        Tuple.of(connection.value(), id, event, uri, seals.seal(connection, VERIFIER, verifier)));
  }

  public void markVerified(Tx tx, ConnectionId connection, long id) {
    tx.run(
        """
        update callback set verified_at = now()
        where connection_id = $1 and callback_id = $2 and verified_at is null
        """,
        Tuple.of(connection.value(), id));
  }

  /** FreshBooks says so; it may take a verification back when deliveries fail. */
  public void markUnverified(Tx tx, ConnectionId connection, long id) {
    tx.run(
        "update callback set verified_at = null where connection_id = $1 and callback_id = $2",
        Tuple.of(connection.value(), id));
  }

  /** What was offered was not its verifier. */
  public void forgetVerifier(Tx tx, ConnectionId connection, long id) {
    tx.run(
        """
        update callback set sealed_verifier = null, verified_at = null
        where connection_id = $1 and callback_id = $2
        """,
        Tuple.of(connection.value(), id));
  }

  /** FreshBooks has only those of {@code ids} any more. */
  public void removeOthers(Tx tx, ConnectionId connection, List<Long> ids) {
    tx.run(
        "delete from callback where connection_id = $1 and callback_id <> all ($2)",
        Tuple.tuple().addString(connection.value()).addArrayOfLong(ids.toArray(Long[]::new)));
  }
}
