package com.mlconnector.store;

import com.mlconnector.domain.Scope;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens of the management API, of which only hashes are kept. */
public final class AccessTokens {
  private final Database database;

  /** A token that is good at this moment. */
  public record Good(String name, Scope scope) {}

  /** A token as it is listed, good or not. */
  public record Listed(
      String name,
      Scope scope,
      String createdBy,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<Instant> lastUsedAt,
      Optional<Instant> revokedAt) {}

  public AccessTokens(Database database) {
    this.database = database;
  }

  /** False if the name was ever taken. */
  public boolean add(
      Tx tx, String name, Scope scope, Buffer hash, String by, Optional<Duration> life) {
    return tx.run(
            """
            insert into access_token (name, scope, hash, created_by, expires_at)
            values ($1, $2, $3, $4, now() + $5::bigint * interval '1 millisecond')
            on conflict (name) do nothing
            """,
            Tuple.of(name, scope.key(), hash, by, life.map(Duration::toMillis).orElse(null)))
        == 1;
  }

  public Optional<Good> find(Buffer hash) {
    return database
        .all(
            """
            select name, scope, coalesce(last_used_at < now() - interval '1 minute', true) as is_news
            from access_token
            where hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())
            """,
            Tuple.of(hash),
            this::noteUse)
        .stream()
        .findFirst();
  }

  private Good noteUse(Row row) {
    String name = row.getString("name");
    if (row.getBoolean("is_news")) {
      database.run("update access_token set last_used_at = now() where name = $1", Tuple.of(name));
    }
    return new Good(name, scope(row));
  }

  /** Oldest first. */
  public List<Listed> all(Tx tx) {
    return tx.all(
        """
        select name, scope, created_by, created_at, expires_at, last_used_at, revoked_at
        from access_token
        order by created_at, name
        """,
        Tuple.tuple(),
        row ->
            new Listed(
                row.getString("name"),
                scope(row),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                time(row.getOffsetDateTime("expires_at")),
                time(row.getOffsetDateTime("last_used_at")),
                time(row.getOffsetDateTime("revoked_at"))));
  }

  /** False if there is none of this name, or it is revoked already. */
  public boolean revoke(Tx tx, String name) {
    return tx.run(
            "update access_token set revoked_at = now() where name = $1 and revoked_at is null",
            Tuple.of(name))
        == 1;
  }

  /** Puts another first secret in place of the one before; false if there was ever a token. */
  public boolean offerFirst(Tx tx, Buffer hash, Duration life) {
    return tx.run(
            """
            insert into first_admin (hash, expires_at)
            select $1, now() + $2::bigint * interval '1 millisecond'
            where not exists (select from access_token)
            on conflict (only_one) do update
              set hash = excluded.hash, expires_at = excluded.expires_at
            """,
            Tuple.of(hash, life.toMillis()))
        == 1;
  }

  /** It serves once, and not at all once there is a token. */
  public boolean takeFirst(Tx tx, Buffer hash) {
    return tx.run(
            """
            delete from first_admin
            where hash = $1 and expires_at > now() and not exists (select from access_token)
            """,
            Tuple.of(hash))
        == 1;
  }

  private static Scope scope(Row row) {
    return Scope.ofKey(row.getString("scope")).orElseThrow();
  }

  private static Optional<Instant> time(@Nullable OffsetDateTime at) {
    return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
  }
}
