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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tokens at rest, sealed, and the one row lock that makes a refresh happen once over all nodes.
 *
 * <p>A refresh is begun ({@link #begin}, committed), then the vendor is called, then it is ended by
 * one of {@link #complete}, {@link #abandon}, {@link #block}. Begun and never ended means: a node
 * died, or the answer was lost.
 */
public final class TokenRows {
  static final String ACCESS = "token-access";
  static final String REFRESH = "token-refresh";

  /**
   * @param token the newest pair's access token, unless the vendor has refused it
   * @param generation of the newest pair; 0 where there never was one
   * @param blocked why no refresh can help until a person acts
   * @param paused the vendor has just turned a refresh down; not to be asked yet
   */
  public record Held(
      Optional<BearerToken> token, long generation, Optional<String> blocked, boolean paused) {}

  /**
   * The right to refresh.
   *
   * @param interrupted an earlier refresh was begun and never ended: its answer may have been lost
   */
  public record Ticket(
      TokenSubject subject, long fence, Optional<Secret> refresh, boolean interrupted) {}

  private final Seals seals;

  public TokenRows(Vault vault) {
    this.seals = new Seals(vault);
  }

  public Optional<Held> find(Tx tx, TokenSubject subject) {
    return tx.one(
        """
        select sealed_access, expires_at, generation, blocked_by,
               coalesce(not_before > now(), false) as paused
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
            and blocked_by is null
            and (not_before is null or not_before <= now())
            and (refresh_started_at is null
                 or refresh_started_at < now() - $5::bigint * interval '1 millisecond')
          for update)
        update token set refresh_started_at = now(), refresh_fence = nextval('fence')
        from before
        where connection_id = $1 and vendor = $2 and holder = $3
        returning refresh_fence, sealed_refresh, before.interrupted
        """,
        key(subject).addLong(generation).addLong(lease.toMillis()),
        row ->
            new Ticket(
                subject,
                row.getLong("refresh_fence"),
                seals.openOptional(subject.connection(), REFRESH, row.getBuffer("sealed_refresh")),
                row.getBoolean("interrupted")));
  }

  /**
   * Saves the new pair. False: the lease was lost meanwhile and somebody else holds the row.
   *
   * @param refresh empty keeps the old one (UPS has none)
   */
  public boolean complete(
      Tx tx, Ticket ticket, Secret access, Optional<Secret> refresh, Instant expiresAt) {
    ConnectionId connection = ticket.subject().connection();
    return tx.run(
            """
            update token
            set sealed_access = $5, sealed_refresh = coalesce($6, sealed_refresh), expires_at = $7,
                generation = generation + 1, refresh_started_at = null, refresh_fence = null
            where connection_id = $1 and vendor = $2 and holder = $3 and refresh_fence = $4
            """,
            key(ticket.subject())
                .addLong(ticket.fence())
                .addBuffer(seals.seal(connection, ACCESS, access))
                .addBuffer(seals.sealOptional(connection, REFRESH, refresh))
                .addOffsetDateTime(expiresAt.atOffset(ZoneOffset.UTC)))
        == 1;
  }

  /** Certainly not refreshed: the next one may try after {@code pause}, whichever node it is. */
  public void abandon(Tx tx, Ticket ticket, Duration pause) {
    tx.run(
        """
        update token
        set refresh_started_at = null, refresh_fence = null,
            not_before = now() + $5::bigint * interval '1 millisecond'
        where connection_id = $1 and vendor = $2 and holder = $3 and refresh_fence = $4
        """,
        key(ticket.subject()).addLong(ticket.fence()).addLong(pause.toMillis()));
  }

  /**
   * No refresh can help until a person acts. False: somebody else holds the row, and may have a
   * good pair.
   */
  public boolean block(Tx tx, Ticket ticket, String why) {
    return tx.run(
            """
            update token set refresh_started_at = null, refresh_fence = null, blocked_by = $5
            where connection_id = $1 and vendor = $2 and holder = $3 and refresh_fence = $4
            """,
            key(ticket.subject()).addLong(ticket.fence()).addString(why))
        == 1;
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
            refresh_started_at = null, refresh_fence = null, not_before = null,
            blocked_by = null
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
    tx.run(
        """
        update token
        set sealed_access = null, sealed_refresh = null, expires_at = null,
            generation = generation + 1, refresh_started_at = null, refresh_fence = null,
            not_before = null, blocked_by = null
        where connection_id = $1 and vendor = $2 and holder = $3
        """,
        key(subject));
  }

  /**
   * Pairs that run out before {@code when}; those that never were any good are left to whoever
   * needs them.
   */
  public List<TokenSubject> runningOut(Tx tx, Vendor vendor, Instant when) {
    return tx.all(
        """
        select connection_id, holder from token
        where vendor = $1 and expires_at < $2 and blocked_by is null
        limit 100
        """,
        Tuple.of(vendor.key(), when.atOffset(ZoneOffset.UTC)),
        row ->
            new TokenSubject(
                new ConnectionId(row.getString("connection_id")), vendor, row.getString("holder")));
  }

  /**
   * Enters a token request into the ledger. False, and no entry: {@code budget} requests were made
   * in the last 24 hours. Counts for all holders of a connection together, hence the lock on it.
   */
  public boolean spendRequest(Tx tx, ConnectionId connection, Vendor vendor, int budget) {
    tx.one(
        "select 1 from connection where id = $1 for update",
        Tuple.of(connection.value()),
        row -> true);
    tx.run("delete from token_request where at <= now() - interval '24 hours'", Tuple.tuple());
    return tx.run(
            """
            insert into token_request (connection_id, vendor)
            select $1::text, $2::text
            where $3 > (select count(*) from token_request where connection_id = $1 and vendor = $2)
            """,
            Tuple.of(connection.value(), vendor.key(), (long) budget))
        == 1;
  }

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
        row.getBoolean("paused"));
  }

  private static Tuple key(TokenSubject subject) {
    return Tuple.of(subject.connection().value(), subject.vendor().key(), subject.holder());
  }
}
