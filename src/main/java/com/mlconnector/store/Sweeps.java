package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** How far each connection has been swept, and who sweeps it now: one node at a time, by lease. */
public final class Sweeps {

  /**
   * @param watermark everything changed before this instant has been seen
   */
  public record Claim(ConnectionId connection, Instant watermark, long fence) {}

  /** Empty: swept within {@code interval}, or somebody sweeps just now. */
  public Optional<Claim> claim(
      Tx tx, ConnectionId connection, Instant first, Duration interval, Duration lease) {
    tx.run(
        """
        insert into sweep (connection_id, watermark) values ($1, $2) on conflict do nothing
        """,
        Tuple.of(connection.value(), first.atOffset(ZoneOffset.UTC)));
    return tx.one(
        """
        update sweep
        set lease_until = now() + $3::bigint * interval '1 millisecond', fence = nextval('fence')
        where connection_id = $1
          and (swept_at is null or swept_at <= now() - $2::bigint * interval '1 millisecond')
          and (lease_until is null or lease_until < now())
        returning watermark, fence
        """,
        Tuple.of(connection.value(), interval.toMillis(), lease.toMillis()),
        row ->
            new Claim(
                connection, row.getOffsetDateTime("watermark").toInstant(), row.getLong("fence")));
  }

  /** False: the lease was lost, somebody else sweeps. */
  public boolean renew(Tx tx, Claim claim, Duration lease) {
    return tx.run(
            """
            update sweep set lease_until = now() + $3::bigint * interval '1 millisecond'
            where connection_id = $1 and fence = $2
            """,
            Tuple.of(claim.connection().value(), claim.fence(), lease.toMillis()))
        == 1;
  }

  /** The sweep went through: everything changed before {@code watermark} has been seen. */
  public void done(Tx tx, Claim claim, Instant watermark) {
    tx.run(
        """
        update sweep set watermark = $3, swept_at = now(), lease_until = null
        where connection_id = $1 and fence = $2
        """,
        Tuple.of(claim.connection().value(), claim.fence(), watermark.atOffset(ZoneOffset.UTC)));
  }

  public void release(Tx tx, Claim claim) {
    tx.run(
        "update sweep set lease_until = null where connection_id = $1 and fence = $2",
        Tuple.of(claim.connection().value(), claim.fence()));
  }
}
