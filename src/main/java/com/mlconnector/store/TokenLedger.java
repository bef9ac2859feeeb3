package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Vendor;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Each request for a token, for a day: vendors allow only so many. */
public final class TokenLedger {
  /** All holders of a connection together. */
  public record Spent(ConnectionId connection, long requests) {}

  /** What became of the wish to make a request. */
  public sealed interface Entry {
    /**
     * Entered.
     *
     * @param requests in the last 24 hours, this one included
     * @param warns the first of a day that leaves less than a fifth of the budget
     */
    record Made(long requests, boolean warns) implements Entry {}

    /**
     * Not entered: the budget is spent.
     *
     * @param left until the oldest request that is in the way is a day old
     */
    record Refused(Duration left) implements Entry {}
  }

  /** How many requests leave less than a fifth of the budget. */
  public static long warningAt(int budget) {
    return (budget * 4L + 4) / 5;
  }

  /** Counts for all holders of a connection together, hence the lock on it. */
  public Entry spend(Tx tx, ConnectionId connection, Vendor vendor, int budget) {
    tx.one(
        "select 1 from connection where id = $1 for update",
        Tuple.of(connection.value()),
        row -> true);
    tx.run("delete from token_request where at <= now() - interval '24 hours'", Tuple.tuple());
    Optional<Entry> made =
        tx.one(
            """
            insert into token_request (connection_id, vendor, warned)
            select $1::text, $2::text, count(*) + 1 >= $4 and not coalesce(bool_or(warned), false)
            from token_request where connection_id = $1 and vendor = $2
            having count(*) < $3
            returning warned,
                      (select count(*) + 1 from token_request
                       where connection_id = $1 and vendor = $2) as requests
            """,
            Tuple.of(connection.value(), vendor.key(), (long) budget, warningAt(budget)),
            row -> new Entry.Made(row.getLong("requests"), row.getBoolean("warned")));
    return made.orElseGet(() -> new Entry.Refused(untilOneIsFree(tx, connection, vendor, budget)));
  }

  private static Duration untilOneIsFree(
      Tx tx, ConnectionId connection, Vendor vendor, int budget) {
    return tx.one(
            """
            select (extract(epoch from at + interval '24 hours' - now()) * 1000)::bigint as left_millis
            from token_request where connection_id = $1 and vendor = $2
            order by at desc limit 1 offset $3
            """,
            Tuple.of(connection.value(), vendor.key(), budget - 1L),
            row -> Duration.ofMillis(row.getLong("left_millis")))
        .orElse(Duration.ZERO);
  }

  /** Requests of one connection within a day. */
  public long lastDay(Tx tx, ConnectionId connection, Vendor vendor) {
    return tx.one(
            """
            select count(*) as requests from token_request
            where connection_id = $1 and vendor = $2 and at > now() - interval '24 hours'
            """,
            Tuple.of(connection.value(), vendor.key()),
            row -> row.getLong("requests"))
        .orElse(0L);
  }

  /** Connections that have asked within a day. */
  public List<Spent> lastDay(Tx tx, Vendor vendor) {
    return tx.all(
        """
        select connection_id, count(*) as requests from token_request
        where vendor = $1 and at > now() - interval '24 hours'
        group by connection_id order by connection_id
        """,
        Tuple.of(vendor.key()),
        row ->
            new Spent(new ConnectionId(row.getString("connection_id")), row.getLong("requests")));
  }
}
