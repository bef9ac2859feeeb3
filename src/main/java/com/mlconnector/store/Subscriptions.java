package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Track Alert subscriptions. UPS gives out neither an id nor an expiry: both times are ours,
 * counted from its "yes".
 */
public final class Subscriptions {

  public record Subscription(
      Optional<Instant> subscribedAt,
      Optional<Instant> expiresAt,
      Optional<Instant> renewAt,
      int times,
      String answer) {}

  static Subscription subscription(Row row) {
    return new Subscription(
        instant(row.getOffsetDateTime("subscribed_at")),
        instant(row.getOffsetDateTime("expires_at")),
        instant(row.getOffsetDateTime("renew_at")),
        row.getInteger("times"),
        row.getString("answer"));
  }

  public void made(
      Tx tx,
      ConnectionId connection,
      String trackingNumber,
      Instant at,
      Instant expires,
      Instant renew) {
    tx.change(
        """
        subscribed as (
          insert into subscription as s (connection_id, tracking_number, subscribed_at, expires_at,
                                         renew_at, times, answer)
          values ($1, $2, $3, $4, $5, 1, 'subscribed')
          on conflict (connection_id, tracking_number) do update
          set subscribed_at = excluded.subscribed_at, expires_at = excluded.expires_at,
              renew_at = excluded.renew_at, times = s.times + 1, answer = excluded.answer)
        """,
        Tuple.of(
            connection.value(),
            trackingNumber,
            at.atOffset(ZoneOffset.UTC),
            expires.atOffset(ZoneOffset.UTC),
            renew.atOffset(ZoneOffset.UTC)));
  }

  /** Not subscribed, and why; an older subscription keeps its times. */
  public void refused(Tx tx, ConnectionId connection, String trackingNumber, String answer) {
    tx.run(
        """
        insert into subscription as s (connection_id, tracking_number, times, answer)
        values ($1, $2, 1, left($3, 300))
        on conflict (connection_id, tracking_number) do update
        set times = s.times + 1, answer = excluded.answer
        """,
        Tuple.of(connection.value(), trackingNumber, answer));
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }
}
