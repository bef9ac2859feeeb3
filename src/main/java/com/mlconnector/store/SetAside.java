package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Work that was given up for now, and deliveries that the journal refused. They stay as they are
 * until a new reason or a person sends them on; their neighbours go on.
 */
public final class SetAside {
  /** Beside the {@link Work.Kind}s: a delivery to be put into the journal. */
  public static final String DELIVERY = "delivery";

  /**
   * @param kind a {@link Work.Kind}'s key, or {@link #DELIVERY}
   * @param trouble the last failure, in one sentence
   * @param tries how often it was begun
   * @param shipment that it is about, if it is about one
   */
  public record Entry(
      String kind,
      String key,
      String trouble,
      Instant since,
      int tries,
      Optional<UUID> shipment,
      Optional<String> invoiceNumber) {}

  /**
   * Not if a new reason came meanwhile: then it is due again at once.
   *
   * @return false if the lease was lost, and nothing changed
   */
  public boolean put(Tx tx, Work.Item item, String trouble) {
    return put(tx, item, trouble, false);
  }

  /** Like {@link #put}, whatever came meanwhile: another try would do the same harm. */
  public boolean putAway(Tx tx, Work.Item item, String trouble) {
    return put(tx, item, trouble, true);
  }

  private static boolean put(Tx tx, Work.Item item, String trouble, boolean whateverCame) {
    return tx.run(
            """
            update work
            set lease_until = null, trouble = left($5, 500),
                attempts = case when $7 or seq = $6 then attempts else 0 end,
                faults = case when $7 or seq = $6 then faults else 0 end,
                set_aside_at = case when $7 or seq = $6 then now() end
            where connection_id = $1 and kind = $2 and key = $3 and fence = $4
            """,
            Tuple.of(
                item.connection().value(),
                item.kind().key(),
                item.key(),
                item.fence(),
                trouble,
                item.seq(),
                whateverCame))
        == 1;
  }

  public long count(Tx tx, ConnectionId connection) {
    return tx.one(
            """
            select (select count(*) from work where connection_id = $1 and set_aside_at is not null)
                 + (select count(*) from refused_delivery where connection_id = $1)
            """,
            Tuple.of(connection.value()),
            row -> row.getLong(0))
        .orElseThrow();
  }

  /** The oldest first. */
  public List<Entry> list(Tx tx, ConnectionId connection, int most) {
    return tx.all(
        """
        select w.kind, w.key, w.trouble, w.set_aside_at, w.attempts, s.id, s.invoice_number
        from work w
        left join shipment s
          on w.kind = 'shipment' and s.connection_id = w.connection_id and s.id::text = w.key
        where w.connection_id = $1 and w.set_aside_at is not null
        union all
        select 'delivery', id::text, event || ' ' || object_id || ': ' || trouble, received_at, 1,
               null, null
        from refused_delivery
        where connection_id = $1
        order by set_aside_at, kind, key
        limit $2
        """,
        Tuple.of(connection.value(), most),
        row ->
            new Entry(
                row.getString("kind"),
                row.getString("key"),
                row.getString("trouble"),
                row.getOffsetDateTime("set_aside_at").toInstant(),
                row.getInteger("attempts"),
                Optional.ofNullable(row.getUUID("id")),
                Optional.ofNullable(row.getString("invoice_number"))));
  }

  /**
   * A person sends a delivery on into the journal. False if there is no such one.
   *
   * @throws io.vertx.pgclient.PgException if Postgres refuses it still; see {@link
   *     Journal#isDataFault}
   */
  public boolean retryDelivery(Tx tx, ConnectionId connection, String key) {
    return tx.run(
            """
            with sent_on as (
              delete from refused_delivery where connection_id = $1 and id::text = $2 returning *),
            raised as (
              insert into work as w (connection_id, kind, key)
              select connection_id, kind, object_id from sent_on where kind is not null
            """
                + Work.ONE_MORE_REASON
                + """
                )
                insert into delivery (connection_id, source, event, object_id, received_at, body)
                select connection_id, source, event, object_id, received_at, body from sent_on
                """,
            Tuple.of(connection.value(), key))
        == 1;
  }

  /** A person sends it on: due at once, as if never tried. False if it is not set aside. */
  public boolean retry(Tx tx, ConnectionId connection, Work.Kind kind, String key) {
    return tx.run(
            """
            update work
            set set_aside_at = null, attempts = 0, faults = 0, seq = seq + 1, due_at = now()
            where connection_id = $1 and kind = $2 and key = $3 and set_aside_at is not null
            """,
            Tuple.of(connection.value(), kind.key(), key))
        == 1;
  }
}
