package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal of webhooks: what a sender was told we have. */
public final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  /**
   * A webhook to be acknowledged.
   *
   * @param object id of the thing it speaks of: letters, digits and hyphens only
   * @param reason the work this is a reason for, or null for events that need none
   * @param audit canonical content of its audit row
   */
  public record Delivery(
      ConnectionId connection,
      String source,
      String event,
      String object,
      Instant receivedAt,
      Buffer body,
      Work.@Nullable Kind reason,
      String audit) {}

  /** A stored delivery. */
  public record Stored(long id, String event, Instant receivedAt, Buffer body) {}

  // Under 2,048 characters and the same for every batch size: it stays in the statement cache.
  private static final String APPEND =
      """
      with d as (
        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[],
                             $6::bytea[], $7::text[], $8::text[])
          as d(connection_id, source, event, object_id, received_at, body, kind, content)),
      journal as (
        insert into delivery (connection_id, source, event, object_id, received_at, body)
        select connection_id, source, event, object_id, received_at, body from d),
      trail as (
        insert into audit (connection_id, at, action, content)
        select connection_id, received_at, 'delivery-received', content from d)
      insert into work as w (connection_id, kind, key, seq)
      select connection_id, kind, object_id, count(*) from d where kind is not null
      group by connection_id, kind, object_id
      order by connection_id, kind, object_id
      """
          + Work.ONE_MORE_REASON;

  private static final String KEEP_APART =
      """
      with kept as (
        insert into refused_delivery
          (connection_id, source, event, object_id, received_at, body, kind, trouble)
        values ($1, $2, $3, $4, $5, $6, $7, $8)),
      trail as (
        insert into audit (connection_id, at, action, content)
        values ($1, $5, 'delivery-received', $9))
      insert into work as w (connection_id, kind, key)
      select $1::text, $7::text, $4::text where $7 is not null
      """
          + Work.ONE_MORE_REASON;

  private final Database database;

  public Journal(Database database) {
    this.database = database;
  }

  /**
   * Writes a batch in one statement: journal rows, audit rows, and one raise of each thing's work.
   * Complete means committed. A delivery that Postgres refuses when it is alone is kept apart, for
   * a person ({@link SetAside}), and does its work all the same: its sender would only send it
   * again.
   */
  public Future<Void> append(List<Delivery> batch) {
    int size = batch.size();
    String[] connections = new String[size];
    String[] sources = new String[size];
    String[] events = new String[size];
    String[] objects = new String[size];
    OffsetDateTime[] times = new OffsetDateTime[size];
    Buffer[] bodies = new Buffer[size];
    @Nullable String[] kinds = new String[size];
    String[] contents = new String[size];
    for (int i = 0; i < size; i++) {
      Delivery delivery = batch.get(i);
      connections[i] = delivery.connection().value();
      sources[i] = delivery.source();
      events[i] = delivery.event();
      objects[i] = delivery.object();
      times[i] = delivery.receivedAt().atOffset(ZoneOffset.UTC);
      bodies[i] = delivery.body();
      kinds[i] = delivery.reason() == null ? null : delivery.reason().key();
      contents[i] = delivery.audit();
    }
    Tuple values =
        Tuple.tuple()
            .addArrayOfString(connections)
            .addArrayOfString(sources)
            .addArrayOfString(events)
            .addArrayOfString(objects)
            .addArrayOfOffsetDateTime(times)
            .addArrayOfBuffer(bodies)
            .addArrayOfString(kinds)
            .addArrayOfString(contents);
    return append(values)
        .recover(failure -> isMadeJustNow(failure) ? append(values) : Future.failedFuture(failure))
        .recover(failure ->
            size == 1 && isDataFault(failure)
                ? keepApart(batch.getFirst(), (PgException) failure)
                : Future.failedFuture(failure));
  }

  private Future<Void> keepApart(Delivery delivery, PgException refusal) {
    LOG.error(
        "Postgres refuses a {} delivery of {}: {}",
        delivery.source(),
        delivery.connection(),
        refusal.getMessage());
    return database
        .pool()
        .preparedQuery(KEEP_APART)
        .execute(
            Tuple.tuple()
                .addString(delivery.connection().value())
                .addString(delivery.source())
                .addString(printable(delivery.event()))
                .addString(printable(delivery.object()))
                .addOffsetDateTime(delivery.receivedAt().atOffset(ZoneOffset.UTC))
                .addBuffer(delivery.body())
                .addString(delivery.reason() == null ? null : delivery.reason().key())
                .addString(refusal.getErrorMessage() + " (" + refusal.getSqlState() + ")")
                .addString(delivery.audit()))
        .mapEmpty();
  }

  /** Perhaps it is the very character that Postgres refuses. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private Future<Void> append(Tuple values) {
    return database.pool().preparedQuery(APPEND).execute(values).mapEmpty();
  }

  /**
   * The month was made between the choice of a partition and the insert into it: the row is not the
   * default partition's any more. Chosen again, it finds its place.
   */
  private static boolean isMadeJustNow(Throwable failure) {
    return failure instanceof PgException pg && "23514".equals(pg.getSqlState());
  }

  /** Whether it is the batch's own content that Postgres refuses, and not Postgres that is away. */
  public static boolean isDataFault(Throwable failure) {
    return failure instanceof PgException pg
        && pg.getSqlState() != null
        && (pg.getSqlState().startsWith("22") || pg.getSqlState().startsWith("23"));
  }

  /** UPS's deliveries for a parcel after the given one, oldest first. */
  public List<Stored> ofParcel(Tx tx, ConnectionId connection, String trackingNumber, long after) {
    return tx.all(
        """
        select id, event, received_at, body from delivery
        where source = 'ups' and connection_id = $1 and object_id = $2 and id > $3
        order by id
        limit 500
        """,
        Tuple.of(connection.value(), trackingNumber, after),
        row ->
            new Stored(
                row.getLong("id"),
                row.getString("event"),
                row.getOffsetDateTime("received_at").toInstant(),
                row.getBuffer("body")));
  }
}
