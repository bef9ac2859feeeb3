package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Work that was given up for now. It stays as it is until a new reason or a person sends it on; its
 * neighbours go on.
 */
public final class SetAside {

  /**
   * @param trouble the last failure, in one sentence
   * @param tries how often it was begun
   * @param shipment that it is about, if it is about one
   */
  public record Entry(
      Work.Kind kind,
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
    return tx.run(
            """
            update work
            set lease_until = null, trouble = left($5, 500),
                attempts = case when seq = $6 then attempts else 0 end,
                faults = case when seq = $6 then faults else 0 end,
                set_aside_at = case when seq = $6 then now() end
            where connection_id = $1 and kind = $2 and key = $3 and fence = $4
            """,
            Tuple.of(
                item.connection().value(),
                item.kind().key(),
                item.key(),
                item.fence(),
                trouble,
                item.seq()))
        == 1;
  }

  public long count(Tx tx, ConnectionId connection) {
    return tx.one(
            "select count(*) from work where connection_id = $1 and set_aside_at is not null",
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
        order by w.set_aside_at, w.kind, w.key
        limit $2
        """,
        Tuple.of(connection.value(), most),
        row ->
            new Entry(
                Work.Kind.ofKey(row.getString("kind")).orElseThrow(),
                row.getString("key"),
                row.getString("trouble"),
                row.getOffsetDateTime("set_aside_at").toInstant(),
                row.getInteger("attempts"),
                Optional.ofNullable(row.getUUID("id")),
                Optional.ofNullable(row.getString("invoice_number"))));
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
