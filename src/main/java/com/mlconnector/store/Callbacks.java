package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.Vault;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** The callbacks that we have registered at FreshBooks, each with its own verifier. */
public final class Callbacks {
  static final String VERIFIER = "callback-verifier";

  public record Registered(long id, String event, String uri, boolean verified) {}

  private final Seals seals;

  public Callbacks(Vault vault) {
    this.seals = new Seals(vault);
  }

  public List<Registered> of(Tx tx, ConnectionId connection) {
    return tx.all(
        """
        select callback_id, event, uri, verified_at is not null as verified from callback
        where connection_id = $1 order by callback_id
        """,
        Tuple.of(connection.value()),
        row ->
            new Registered(
                row.getLong("callback_id"),
                row.getString("event"),
                row.getString("uri"),
                row.getBoolean("verified")));
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
        "update callback set verified_at = now() where connection_id = $1 and callback_id = $2",
        Tuple.of(connection.value(), id));
  }

  public void remove(Tx tx, ConnectionId connection, long id) {
    tx.run(
        "delete from callback where connection_id = $1 and callback_id = $2",
        Tuple.of(connection.value(), id));
  }
}
