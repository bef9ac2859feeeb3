package com.mlconnector.store;

import com.mlconnector.domain.BearerToken;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.vault.Vault;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tokens at rest, sealed, and the one row lock that makes a refresh happen once over all nodes.
 *
 * <p>A refresh is begun ({@link #begin}, committed), then the vendor is called, then it is ended by
 * one of {@link #complete}, {@link #pause}, {@link #block}. Begun and never ended means: a node
 * died, or the answer was lost.
 */
public final class TokenRows {
  static final String ACCESS = "token-access";
  static final String REFRESH = "token-refresh";

  /**
   * @param token the newest pair's access token, unless the vendor has refused it
   * @param generation of the newest pair; 0 where there never was one
   * @param blocked why no refresh can help until a person acts
   * @param paused no refresh is begun for a while
   */
  public record Held(
      Optional<BearerToken> token,
      long generation,
      Optional<String> blocked,
      Optional<Pause> paused) {}

  /**
   * Refreshes are left alone for a while.
   *
   * @param left by the database's clock
   */
  public record Pause(String why, Duration left) {}

  /**
   * A token that can't be had.
   *
   * @param isBlocked a person has to act
   * @param until when it is tried again by itself, if it is
   */
  public record Trouble(
      TokenSubject subject, boolean isBlocked, String why, Optional<Instant> until) {}

  /**
   * The right to refresh.
   *
   * @param generation of the pair that is to be replaced
   * @param interrupted an earlier refresh was begun and never ended: its answer may have been lost
   * @param failures refreshes in a row that came to nothing
   */
  public record Ticket(
      TokenSubject subject,
      long generation,
      long fence,
      Optional<Secret> refresh,
      boolean interrupted,
      int failures) {}

  private final Seals seals;

  public TokenRows(Vault vault) {
    this.seals = new Seals(vault);
  }

  public Optional<Held> find(Tx tx, TokenSubject subject) {
    return tx.one(
        """
        select sealed_access, expires_at, generation, coalesce(paused_by, '') as paused_by,
               case when not_before is null or not_before > now() then blocked_by end as blocked_by,
               (extract(epoch from not_before - now()) * 1000)::bigint as left_millis
        from token
        where connection_id = $1 and vendor = $2 and holder = $3
        """,
        key(subject),
        row -> held(subject, row));
  }

  /**
   * Empty: somebody else refreshes just now, or the pair is already another one than {@code
   * generation}.
   */
  public Optional<Ticket> begin(Tx tx, TokenSubject subject, long generation, Duration lease) {
    tx.run(
        """
        insert into token (connection_id, vendor, holder) values ($1, $2, $3)
        on conflict do nothing
        """,
        key(subject));
    return tx.one(
        """
        with before as (
          select refresh_started_at is not null as interrupted from token
          where connection_id = $1 and vendor = $2 and holder = $3 and generation = $4
            and case when not_before is null then blocked_by is null else not_before <= now() end
            and (refresh_started_at is null
                 or refresh_started_at < now() - $5::bigint * interval '1 millisecond')
          for update)
        update token set refresh_started_at = now(), refresh_fence = nextval('fence')
        from before
        where connection_id = $1 and vendor = $2 and holder = $3
        returning refresh_fence, sealed_refresh, before.interrupted, failures
        """,
        key(subject).addLong(generation).addLong(lease.toMillis()),
        row ->
            new Ticket(
                subject,
                generation,
                row.getLong("refresh_fence"),
                seals.openOptional(subject.connection(), REFRESH, row.getBuffer("sealed_refresh")),
                row.getBoolean("interrupted"),
                row.getInteger("failures")));
  }

  /**
   * Saves the new pair, also after the lease, unless there is another one by then: the old refresh
   * token is spent, whoever holds the row. False: there is.
   *
   * @param refresh empty keeps the old one (UPS has none)
   */
  public boolean complete(
      Tx tx, Ticket ticket, Secret access, Optional<Secret> refresh, Instant expiresAt) {
    ConnectionId connection = ticket.subject().connection();
    return tx.run(
            """
            update token
            set sealed_access = $6, sealed_refresh = coalesce($7, sealed_refresh), expires_at = $8,
                generation = generation + 1, not_before = null, paused_by = null, failures = 0,
                blocked_by = null,
                refresh_started_at = case when refresh_fence <> $4 then refresh_started_at end,
                refresh_fence = case when refresh_fence <> $4 then refresh_fence end
            where connection_id = $1 and vendor = $2 and holder = $3
              and (refresh_fence = $4 or generation = $5)
            """,
            key(ticket.subject())
                .addLong(ticket.fence())
                .addLong(ticket.generation())
                .addBuffer(seals.seal(connection, ACCESS, access))
                .addBuffer(seals.sealOptional(connection, REFRESH, refresh))
                .addOffsetDateTime(expiresAt.atOffset(ZoneOffset.UTC)))
        == 1;
  }

  /** Certainly not refreshed: the next one may try after the pause, whichever node it is. */
  public void pause(Tx tx, Ticket ticket, Pause pause) {
    tx.run(
        """
        update token
        set refresh_started_at = null, refresh_fence = null, failures = failures + 1,
            blocked_by = null, paused_by = left($6, 500),
            not_before = now() + $5::bigint * interval '1 millisecond'
        where connection_id = $1 and vendor = $2 and holder = $3 and refresh_fence = $4
        """,
        key(ticket.subject())
            .addLong(ticket.fence())
            .addLong(pause.left().toMillis())
            .addString(pause.why()));
  }

  /**
   * No refresh can help until a person acts. False: somebody else holds the row, or has saved a
   * pair.
   *
   * @param again when it is tried all the same; the person may have acted at the vendor's
   */
  public boolean block(Tx tx, Ticket ticket, String why, Optional<Duration> again) {
    return tx.one(
            """
            update token
            set refresh_started_at = null, refresh_fence = null, failures = failures + 1,
                paused_by = null,
                blocked_by = case when generation = $5 then left($6, 500) end,
                not_before = case when generation = $5
                                  then now() + $7::bigint * interval '1 millisecond' end
            where connection_id = $1 and vendor = $2 and holder = $3 and refresh_fence = $4
            returning generation = $5 as is_blocked
            """,
            key(ticket.subject())
                .addLong(ticket.fence())
                .addLong(ticket.generation())
                .addString(why)
                .addLong(again.map(Duration::toMillis).orElse(null)),
            row -> row.getBoolean("is_blocked"))
        .orElse(false);
  }

  /** A person wants it tried at once; answers how many. What needs a new consent stays blocked. */
  public int tryNow(Tx tx, ConnectionId connection, Vendor vendor) {
    return tx.run(
        """
        update token set not_before = now()
        where connection_id = $1 and vendor = $2 and not_before > now()
        """,
        Tuple.of(connection.value(), vendor.key()));
  }

  private static final String TROUBLES =
      """
      select connection_id, vendor, holder, blocked_by is not null as is_blocked,
             coalesce(blocked_by, paused_by) as why, not_before
      from token
      where (blocked_by is not null or (paused_by is not null and not_before > now()))
      """;

  /** Of all connections. */
  public List<Trouble> troubles(Tx tx) {
    return tx.all(TROUBLES, Tuple.tuple(), TokenRows::trouble);
  }

  public List<Trouble> troubles(Tx tx, ConnectionId connection) {
    return tx.all(
        TROUBLES + "and connection_id = $1 order by vendor, holder",
        Tuple.of(connection.value()),
        TokenRows::trouble);
  }

  private static Trouble trouble(Row row) {
    return new Trouble(
        new TokenSubject(
            new ConnectionId(row.getString("connection_id")),
            Vendor.valueOf(row.getString("vendor").toUpperCase(Locale.ROOT)),
            row.getString("holder")),
        row.getBoolean("is_blocked"),
        row.getString("why"),
        Optional.ofNullable(row.getOffsetDateTime("not_before")).map(OffsetDateTime::toInstant));
  }

  /**
   * A pair from a new consent; whatever was there before is replaced, and nothing is blocked any
   * more.
   */
  public void put(Tx tx, TokenSubject subject, Secret access, Secret refresh, Instant expiresAt) {
    ConnectionId connection = subject.connection();
    tx.run(
        """
        insert into token (connection_id, vendor, holder, sealed_access, sealed_refresh, expires_at,
                           generation)
        values ($1, $2, $3, $4, $5, $6, 1)
        on conflict (connection_id, vendor, holder) do update
        set sealed_access = excluded.sealed_access, sealed_refresh = excluded.sealed_refresh,
            expires_at = excluded.expires_at, generation = token.generation + 1,
            refresh_started_at = null, refresh_fence = null, not_before = null, paused_by = null,
            failures = 0, blocked_by = null
        """,
        key(subject)
            .addBuffer(seals.seal(connection, ACCESS, access))
            .addBuffer(seals.seal(connection, REFRESH, refresh))
            .addOffsetDateTime(expiresAt.atOffset(ZoneOffset.UTC)));
  }

  /** The vendor refused this very token: it counts as run out. */
  public boolean spoil(Tx tx, TokenSubject subject, long generation) {
    return tx.run(
            """
            update token set expires_at = null
            where connection_id = $1 and vendor = $2 and holder = $3 and generation = $4
              and expires_at is not null
            """,
            key(subject).addLong(generation))
        == 1;
  }

  /**
   * The account behind a holder is another one now, so its token is of no use, nor is the one that
   * may be under way. Generations go on: nodes remember which one was refused.
   */
  public void forget(Tx tx, TokenSubject subject) {
    tx.run(FORGET + " and holder = $3", key(subject));
  }

  /** Like {@link #forget(Tx, TokenSubject)}, of all holders: the app is another one now. */
  public void forget(Tx tx, ConnectionId connection, Vendor vendor) {
    tx.run(FORGET, Tuple.of(connection.value(), vendor.key()));
  }

  private static final String FORGET =
      """
      update token
      set sealed_access = null, sealed_refresh = null, expires_at = null,
          generation = generation + 1, refresh_started_at = null, refresh_fence = null,
          not_before = null, paused_by = null, failures = 0, blocked_by = null
      where connection_id = $1 and vendor = $2
      """;

  private Held held(TokenSubject subject, Row row) {
    long generation = row.getLong("generation");
    @Nullable OffsetDateTime expires = row.getOffsetDateTime("expires_at");
    Optional<BearerToken> token =
        expires == null
            ? Optional.empty()
            : seals
                .openOptional(subject.connection(), ACCESS, row.getBuffer("sealed_access"))
                .map(access -> new BearerToken(access, expires.toInstant(), generation));
    return new Held(
        token,
        generation,
        Optional.ofNullable(row.getString("blocked_by")),
        Optional.ofNullable(row.getLong("left_millis"))
            .filter(left -> left > 0)
            .map(left -> new Pause(row.getString("paused_by"), Duration.ofMillis(left))));
  }

  private static Tuple key(TokenSubject subject) {
    return Tuple.of(subject.connection().value(), subject.vendor().key(), subject.holder());
  }
}
