package com.mlconnector.store;

import com.mlconnector.domain.Scope;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** People who are logged in. Nobody has more than a few sessions, and each ends. */
public final class Sessions {
  private static final int MOST_OF_A_PERSON = 10;

  private final Database database;

  public record Session(String person, Scope scope) {}

  public Sessions(Database database) {
    this.database = database;
  }

  /** The oldest ones of the person end where there are too many. */
  public void open(Tx tx, Buffer hash, Session session, Duration life) {
    tx.run("delete from session where expires_at < now()", Tuple.tuple());
    tx.run(
        """
        insert into session (hash, person, scope, expires_at)
        values ($1, $2, $3, now() + $4::bigint * interval '1 millisecond')
        """,
        Tuple.of(hash, session.person(), session.scope().key(), life.toMillis()));
    tx.run(
        """
        delete from session where hash in
          (select hash from session where person = $1 order by created_at desc, hash offset $2)
        """,
        Tuple.of(session.person(), MOST_OF_A_PERSON));
  }

  public Optional<Session> find(Buffer hash) {
    return database
        .all(
            "select person, scope from session where hash = $1 and expires_at > now()",
            Tuple.of(hash),
            row ->
                new Session(
                    row.getString("person"), Scope.ofKey(row.getString("scope")).orElseThrow()))
        .stream()
        .findFirst();
  }

  public void close(Tx tx, Buffer hash) {
    tx.run("delete from session where hash = $1", Tuple.of(hash));
  }
}
