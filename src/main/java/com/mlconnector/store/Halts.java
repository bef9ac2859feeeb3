package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.ReasonCode;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that waits for a person, in one queue, oldest first. */
public final class Halts {

  /** All of it: shipments that wait, labels whose invoice changed, write-backs that failed. */
  private static final String WAITING =
      """
      with waiting as (
        select connection_id, id, updated_at as since, reason_code as reason
        from shipment where reason_code is not null
        union all
        select connection_id, id, updated_at, 'CHANGED_AFTER_SHIPPING'
        from shipment where change_open
        union all
        select connection_id, id, updated_at, 'LABEL_TO_VOID'
        from shipment where late_label is not null
        union all
        select w.connection_id, s.id, w.troubled_at, w.trouble_code
        from write_back w
        cross join lateral (
          select id from shipment
          where connection_id = w.connection_id and invoice_id = w.invoice_id and state = 'bought'
          order by generation desc limit 1) s
        where w.trouble_code is not null)
      """;

  public record Count(ReasonCode reason, long count) {}

  /** Where one page ends and the next begins. */
  public record Place(Instant since, UUID shipment) {}

  public record Entry(UUID shipment, ReasonCode reason, Instant since) {
    public Place place() {
      return new Place(since, shipment);
    }
  }

  public record Total(ConnectionId connection, ReasonCode reason, long count) {}

  /** Of all connections, for metrics. */
  public List<Total> totals(Tx tx) {
    return tx.all(
        WAITING + "select connection_id, reason, count(*) from waiting group by 1, 2",
        Tuple.tuple(),
        row ->
            new Total(
                new ConnectionId(row.getString("connection_id")),
                ReasonCode.valueOf(row.getString("reason")),
                row.getLong("count")));
  }

  /** The most frequent reason first. */
  public List<Count> counts(Tx tx, ConnectionId connection) {
    return tx.all(
        WAITING
            + """
            select reason, count(*) from waiting where connection_id = $1
            group by reason order by 2 desc, 1
            """,
        Tuple.of(connection.value()),
        row -> new Count(ReasonCode.valueOf(row.getString("reason")), row.getLong("count")));
  }

  public List<Entry> list(
      Tx tx,
      ConnectionId connection,
      Optional<ReasonCode> reason,
      Optional<Place> after,
      int most) {
    @Nullable OffsetDateTime since =
        after.map(place -> place.since().atOffset(ZoneOffset.UTC)).orElse(null);
    return tx.all(
        WAITING
            + """
            select id, since, reason from waiting
            where connection_id = $1 and ($2::text is null or reason = $2)
              and ($3::timestamptz is null or (since, id) > ($3, $4::uuid))
            order by since, id limit $5
            """,
        Tuple.tuple()
            .addString(connection.value())
            .addString(reason.map(Enum::name).orElse(null))
            .addOffsetDateTime(since)
            .addUUID(after.map(Place::shipment).orElse(null))
            .addInteger(most),
        row ->
            new Entry(
                row.getUUID("id"),
                ReasonCode.valueOf(row.getString("reason")),
                row.getOffsetDateTime("since").toInstant()));
  }
}
