package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** How far each connection has been swept, and who sweeps it now: one node at a time, by lease. */
public final class Sweeps {

  /** How much of an account a sweep looks at. */
  public enum Scope {
    /** Everything there is, once. */
    FIRST,
    /** What changed since the watermark. */
    CHANGED,
    /** What changed, and everything of the last days. */
    FULL
  }

  /**
   * @param watermark everything changed before this instant has been seen
   * @param failures since the last sweep that went through
   */
  public record Claim(
      ConnectionId connection, Scope scope, Instant watermark, long fence, int failures) {}

  /** What a sweep has come to so far. */
  public record Progress(int pages, int seen, int changed) {
    public static final Progress NONE = new Progress(0, 0, 0);

    public Progress plus(int invoices, int raised) {
      return new Progress(pages + 1, seen + invoices, changed + raised);
    }
  }

  /**
   * @param secondsSinceDone empty before the first sweep has gone through
   */
  public record State(
      ConnectionId connection,
      Instant watermark,
      Optional<Double> secondsSinceDone,
      Progress progress,
      int failures) {}

  /** Claims connections that are due and that nobody sweeps just now. */
  public List<Claim> claim(
      Tx tx, Duration interval, Duration fullInterval, Duration lease, int most) {
    tx.run(
        """
        insert into sweep (connection_id, watermark)
        select id, go_live_at from connection where state = 'active' and go_live_at is not null
        on conflict do nothing
        """,
        Tuple.tuple());
    return tx.all(
        """
        with due as (
          select s.connection_id from sweep s join connection c on c.id = s.connection_id
          where c.state = 'active'
            and (s.swept_at is null or s.swept_at <= now() - $1::bigint * interval '1 millisecond')
            and (s.lease_until is null or s.lease_until < now())
          order by s.swept_at nulls first
          limit $4
          for update of s skip locked)
        update sweep s
        set lease_until = now() + $3::bigint * interval '1 millisecond', fence = nextval('fence'),
            pages = 0, seen = 0, changed = 0
        from due
        where s.connection_id = due.connection_id
        returning s.connection_id, s.watermark, s.fence, s.failures, s.full_swept_at is null as first,
                  s.full_swept_at <= now() - $2::bigint * interval '1 millisecond' as full_due
        """,
        Tuple.of(interval.toMillis(), fullInterval.toMillis(), lease.toMillis(), most),
        Sweeps::claim);
  }

  /** Other books than before: the next sweep is a first one. Whoever sweeps just now has lost. */
  public void startOver(Tx tx, ConnectionId connection) {
    tx.run(
        """
        update sweep s
        set watermark = c.go_live_at, swept_at = null, full_swept_at = null, lease_until = null,
            fence = nextval('fence')
        from connection c where c.id = s.connection_id and s.connection_id = $1
        """,
        Tuple.of(connection.value()));
  }

  private static Claim claim(Row row) {
    Scope scope =
        row.getBoolean("first")
            ? Scope.FIRST
            : row.getBoolean("full_due") ? Scope.FULL : Scope.CHANGED;
    return new Claim(
        new ConnectionId(row.getString("connection_id")),
        scope,
        row.getOffsetDateTime("watermark").toInstant(),
        row.getLong("fence"),
        row.getInteger("failures"));
  }

  /** Still at it: the lease begins anew. False: it was lost, somebody else sweeps. */
  public boolean renew(Tx tx, Claim claim, Duration lease, Progress progress) {
    return tx.run(
            """
            update sweep
            set lease_until = now() + $3::bigint * interval '1 millisecond',
                pages = $4, seen = $5, changed = $6
            where connection_id = $1 and fence = $2
            """,
            Tuple.of(
                claim.connection().value(),
                claim.fence(),
                lease.toMillis(),
                progress.pages(),
                progress.seen(),
                progress.changed()))
        == 1;
  }

  /**
   * The sweep went through: everything changed before {@code watermark} has been seen. False: the
   * lease was lost.
   */
  public boolean done(Tx tx, Claim claim, Instant watermark) {
    return tx.run(
            """
            update sweep
            set watermark = $3, swept_at = now(), lease_until = null, failures = 0,
                full_swept_at = case when $4 then now() else full_swept_at end
            where connection_id = $1 and fence = $2
            """,
            Tuple.of(
                claim.connection().value(),
                claim.fence(),
                watermark.atOffset(ZoneOffset.UTC),
                claim.scope() != Scope.CHANGED))
        == 1;
  }

  /** Broken off by no trouble of the connection's: anybody may begin again at once. */
  public void release(Tx tx, Claim claim) {
    tx.run(
        "update sweep set lease_until = null where connection_id = $1 and fence = $2",
        Tuple.of(claim.connection().value(), claim.fence()));
  }

  /**
   * Broken off by trouble. The lease stays for {@code pause}, so that nobody asks again at once.
   */
  public void failed(Tx tx, Claim claim, Duration pause) {
    tx.run(
        """
        update sweep
        set failures = failures + 1, lease_until = now() + $3::bigint * interval '1 millisecond'
        where connection_id = $1 and fence = $2
        """,
        Tuple.of(claim.connection().value(), claim.fence(), pause.toMillis()));
  }

  /** How the sweeps of all active connections stand, for metrics. */
  public List<State> states(Tx tx) {
    return tx.all(
        """
        select s.connection_id, s.watermark, s.pages, s.seen, s.changed, s.failures,
               extract(epoch from now() - s.swept_at)::float8 as since_done
        from sweep s join connection c on c.id = s.connection_id
        where c.state = 'active'
        """,
        Tuple.tuple(),
        row ->
            new State(
                new ConnectionId(row.getString("connection_id")),
                row.getOffsetDateTime("watermark").toInstant(),
                Optional.ofNullable(row.getDouble("since_done")),
                new Progress(
                    row.getInteger("pages"), row.getInteger("seen"), row.getInteger("changed")),
                row.getInteger("failures")));
  }
}
