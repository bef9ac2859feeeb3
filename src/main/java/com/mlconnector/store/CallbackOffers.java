package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.Vault;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/**
 * Verifiers that came in with a {@code callback.verify}. Anyone who knows the URL can send one, so
 * they wait here, few and sealed, until FreshBooks itself has confirmed the callback.
 */
public final class CallbackOffers {
  static final String VERIFIER = "callback-offer";
  private static final int MOST_WAITING = 20;

  private final Database database;
  private final Seals seals;

  public CallbackOffers(Database database, Vault vault) {
    this.database = database;
    this.seals = new Seals(vault);
  }

  /** Keeps an offer and makes its check due. False: too many wait already. Does not wait itself. */
  public Future<Boolean> offer(ConnectionId connection, long callback, String verifier) {
    return Future.<Buffer>future(
            sealed -> sealed.complete(seals.seal(connection, VERIFIER, new Secret(verifier))))
        .compose(sealed -> insert(connection, callback, sealed));
  }

  private Future<Boolean> insert(ConnectionId connection, long callback, Buffer sealed) {
    return database
        .pool()
        .preparedQuery(
            """
            with offer as (
              insert into callback_offer (connection_id, callback_id, sealed_verifier)
              select $1, $2, $3
              where (select count(*) from callback_offer where connection_id = $1) < $4
              on conflict (connection_id, callback_id)
              do update set sealed_verifier = excluded.sealed_verifier
              returning connection_id, callback_id)
            insert into work as w (connection_id, kind, key)
            select connection_id, 'callback', callback_id::text from offer
            on conflict (connection_id, kind, key) do update
            set seq = w.seq + 1, set_aside_at = null,
                due_at = case when w.attempts > 0 and w.lease_until is null then w.due_at
                              else least(w.due_at, now()) end
            """)
        .execute(Tuple.of(connection.value(), callback, sealed, MOST_WAITING))
        .map(result -> result.rowCount() == 1);
  }

  public Optional<Secret> find(Tx tx, ConnectionId connection, long callback) {
    return tx.one(
        """
        select sealed_verifier from callback_offer where connection_id = $1 and callback_id = $2
        """,
        Tuple.of(connection.value(), callback),
        row -> seals.open(connection, VERIFIER, row.getBuffer("sealed_verifier")));
  }

  public void remove(Tx tx, ConnectionId connection, long callback) {
    tx.run(
        "delete from callback_offer where connection_id = $1 and callback_id = $2",
        Tuple.of(connection.value(), callback));
  }
}
