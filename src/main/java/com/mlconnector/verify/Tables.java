package com.mlconnector.verify;

import com.mlconnector.verify.Seen.Audited;
import com.mlconnector.verify.Seen.Row;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The gateway's tables, read by their owner past the wire and without any of the gateway's code.
 */
final class Tables implements AutoCloseable {

  record Rows(
      List<Row> shipments,
      Set<String> parcels,
      Optional<String> writeBackTrouble,
      List<Audited> steps,
      Map<String, Integer> journal) {}

  private final Connection connection;

  Tables(PostgresPlace place) {
    try {
      connection = place.connect();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  private synchronized <T> List<T> all(String sql, Reading<T> reading, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(reading.read(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private synchronized void change(String sql, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  Rows of(String shop, long invoice) {
    List<Row> shipments =
        all(
            """
            select id, generation, state, reason_code, reference, sealed_change is not null
            from shipment where connection_id = ? and invoice_id = ? order by generation
            """,
            row ->
                new Row(
                    row.getString(1),
                    row.getInt(2),
                    row.getString(3),
                    Optional.ofNullable(row.getString(4)),
                    Optional.ofNullable(row.getString(5)),
                    row.getBoolean(6)),
            shop,
            invoice);
    return new Rows(
        shipments,
        parcels(shop, invoice),
        trouble(shop, invoice),
        steps(shop, invoice),
        journal(shop, invoice));
  }

  private Set<String> parcels(String shop, long invoice) {
    return new HashSet<>(
        all(
            """
            select p.tracking_number from parcel p join shipment s on s.id = p.shipment_id
            where s.connection_id = ? and s.invoice_id = ?
            """,
            row -> row.getString(1),
            shop,
            invoice));
  }

  private Optional<String> trouble(String shop, long invoice) {
    return all(
            """
            select trouble_code from write_back
            where connection_id = ? and invoice_id = ? and trouble_code is not null
            """,
            row -> row.getString(1),
            shop,
            invoice)
        .stream()
        .findFirst();
  }

  private List<Audited> steps(String shop, long invoice) {
    return all(
        """
        select action, at, content from audit
        where shipment_id in (select id from shipment where connection_id = ? and invoice_id = ?)
        order by id
        """,
        row ->
            new Audited(
                row.getString(1),
                row.getTimestamp(2).toInstant(),
                texts(new JsonObject(row.getString(3)))),
        shop,
        invoice);
  }

  private static Map<String, String> texts(JsonObject content) {
    Map<String, String> texts = new TreeMap<>();
    content.forEach(member -> texts.put(member.getKey(), String.valueOf(member.getValue())));
    return texts;
  }

  private Map<String, Integer> journal(String shop, long invoice) {
    Map<String, Integer> journal = new HashMap<>();
    all(
            "select body from delivery where connection_id = ? and object_id = ?",
            row -> new String(row.getBytes(1), StandardCharsets.UTF_8),
            shop,
            Long.toString(invoice))
        .forEach(body -> journal.merge(body, 1, Integer::sum));
    return journal;
  }

  /** Whether a decision by somebody of this name was taken. */
  boolean isDecided(String shop, String by) {
    return !all(
            """
            select 1 from audit
            where connection_id = ? and action = 'operator-decided'
              and content::jsonb ->> 'd.by' like '% for ' || ?
            """,
            row -> true, shop, by)
        .isEmpty();
  }

  /** The shop is swept as soon as somebody looks, whoever sweeps it now. */
  void askForSweep(String shop) {
    change("update sweep set swept_at = null, lease_until = null where connection_id = ?", shop);
  }

  boolean isSwept(String shop) {
    return !all(
            "select 1 from sweep where connection_id = ? and swept_at is not null",
            row -> true,
            shop)
        .isEmpty();
  }

  /**
   * What is in hand, due soon, or in trouble. What is planned for later is no business of a
   * program: subscriptions are renewed in two weeks, and looking for a purchase that was given up
   * goes on beside everything else.
   */
  List<String> work(String shop) {
    return all(
        """
        select kind, key, due_at - now(), lease_until - now(), attempts, trouble, set_aside_at
        from work
        where connection_id = ? and (kind <> 'latecomer' or set_aside_at is not null)
          and (due_at < now() + interval '20 seconds' or lease_until > now() or trouble is not null
               or set_aside_at is not null)
        order by kind, key
        """,
        row ->
            "%s %s due in %s, lease %s, attempt %d, trouble %s, aside %s"
                .formatted(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getInt(5),
                    row.getString(6),
                    row.getString(7)),
        shop);
  }

  /** Whether a purchase that was given up is still looked for: its label would be voided. */
  boolean looksForLabels(String shop) {
    return !all(
            "select 1 from work where connection_id = ? and kind = 'latecomer' limit 1",
            row -> true,
            shop)
        .isEmpty();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
