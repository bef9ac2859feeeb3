package com.mlconnector.audit;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.Tx;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Adds rows to the audit trail, and reads them back. There is no other operation. */
public final class AuditTrail {
  /** All rows of a transaction in one statement: a step of a shipment has up to four. */
  private static final Tx.AtEnd<AuditEntry> INSERT =
      new Tx.AtEnd<>(
          """
          trail as (
            insert into audit (connection_id, shipment_id, at, action, content)
            select * from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[]))
          """,
          entries ->
              Tuple.tuple()
                  .addArrayOfString(texts(entries, entry -> entry.connection().value()))
                  .addArrayOfUUID(
                      entries.stream()
                          .map(entry -> entry.shipment().orElse(null))
                          .toArray(UUID[]::new))
                  .addArrayOfOffsetDateTime(
                      entries.stream()
                          .map(entry -> entry.at().atOffset(ZoneOffset.UTC))
                          .toArray(OffsetDateTime[]::new))
                  .addArrayOfString(texts(entries, entry -> entry.action().key()))
                  .addArrayOfString(texts(entries, AuditEntry::canonical)));

  private final InstantSource clock;

  public AuditTrail(InstantSource clock) {
    this.clock = clock;
  }

  /** A step of a connection as a whole. */
  public void add(Tx tx, ConnectionId connection, Action action, Map<String, String> details) {
    add(tx, AuditEntry.of(connection, clock.instant(), action, details));
  }

  /** A step of one shipment. */
  public void add(
      Tx tx, ConnectionId connection, UUID shipment, Action action, Map<String, String> details) {
    add(tx, AuditEntry.of(connection, shipment, clock.instant(), action, details));
  }

  private static void add(Tx tx, AuditEntry entry) {
    tx.atEnd(INSERT, entry);
  }

  private static String[] texts(List<AuditEntry> entries, Function<AuditEntry, String> text) {
    return entries.stream().map(text).toArray(String[]::new);
  }

  /** A row as stored; {@code content} is the canonical JSON. */
  public record Row(long id, Instant at, String action, String content) {}

  public List<Row> ofShipment(Tx tx, ConnectionId connection, UUID shipment) {
    return tx.all(
        """
        select id, at, action, content from audit
        where shipment_id = $1 and connection_id = $2
        order by id
        limit 1000
        """,
        Tuple.of(shipment, connection.value()),
        AuditTrail::row);
  }

  /** The newest rows of a connection, newest first. */
  public List<Row> newest(Tx tx, ConnectionId connection, int most) {
    return tx.all(
        """
        select id, at, action, content from audit
        where connection_id = $1
        order by id desc
        limit $2
        """,
        Tuple.of(connection.value(), most),
        AuditTrail::row);
  }

  private static Row row(io.vertx.sqlclient.Row row) {
    return new Row(
        row.getLong("id"),
        row.getOffsetDateTime("at").toInstant(),
        row.getString("action"),
        row.getString("content"));
  }
}
