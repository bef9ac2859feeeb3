package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Gate;
import com.mlconnector.domain.Lane;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The gates that are not open, one row each: in a healthy gateway the table is empty. */
public final class VendorGates {
  private final Database database;

  public VendorGates(Database database) {
    this.database = database;
  }

  /**
   * A gate that is closed.
   *
   * @param left of its pause, by the database's clock; not positive: the next call is a trial
   */
  public record Closed(
      ConnectionId connection,
      Lane lane,
      Instant since,
      Instant until,
      Duration left,
      Gate.Reason reason,
      String why) {}

  /** The lane that work of this kind makes its calls on; empty for work that makes none. */
  static String lane(Work.Kind kind) {
    return switch (kind) {
      case INVOICE, CLIENT, WRITE_BACK -> Lane.INVOICES.key();
      case CALLBACK -> Lane.WEBHOOKS.key();
      case SHIPMENT, LATECOMER -> Lane.SHIPPING.key();
      case SUBSCRIPTION -> Lane.TRACKING.key();
      case TRACKING, RESEAL -> "";
    };
  }

  private static final String COLUMNS =
      """
      select connection_id, lane, closed_since, closed_until, reason, why,
             (extract(epoch from closed_until - now()) * 1000)::bigint as left_millis
      from vendor_gate
      """;

  /** All of them, in a statement of its own and without waiting: asked for before calls. */
  public Future<List<Closed>> closed() {
    return database
        .pool()
        .preparedQuery(COLUMNS)
        .execute()
        .map(rows -> {
          List<Closed> all = new ArrayList<>(rows.size());
          rows.forEach(row -> all.add(closed(row)));
          return all;
        });
  }

  public List<Closed> closed(Tx tx) {
    return tx.all(COLUMNS, Tuple.tuple(), VendorGates::closed);
  }

  public List<Closed> of(Tx tx, ConnectionId connection) {
    return tx.all(
        COLUMNS + "where connection_id = $1 order by lane",
        Tuple.of(connection.value()),
        VendorGates::closed);
  }

  /**
   * The one call that is let through after the pause; nobody else's until {@code lease} is over.
   * Without waiting.
   *
   * @return its pauses so far, or empty if it is not open to a trial
   */
  public Future<Optional<Integer>> tryOne(ConnectionId connection, Lane lane, Duration lease) {
    return database
        .pool()
        .preparedQuery(
            """
            update vendor_gate set closed_until = now() + $3::bigint * interval '1 millisecond'
            where connection_id = $1 and lane = $2 and closed_until <= now()
            returning closings
            """)
        .execute(Tuple.of(connection.value(), lane.key(), lease.toMillis()))
        .map(rows -> {
          RowIterator<Row> found = rows.iterator();
          return found.hasNext() ? Optional.of(found.next().getInteger(0)) : Optional.empty();
        });
  }

  /** Whether it was open; a closed one stays closed for the longer of both pauses. */
  public boolean close(Tx tx, ConnectionId connection, Lane lane, Gate.Pause pause) {
    Tuple values =
        Tuple.of(
            connection.value(),
            lane.key(),
            pause.length().toMillis(),
            pause.reason().key(),
            pause.why());
    int fresh =
        tx.run(
            """
            insert into vendor_gate (connection_id, lane, closed_until, reason, why)
            values ($1, $2, now() + $3::bigint * interval '1 millisecond', $4, left($5, 500))
            on conflict do nothing
            """,
            values);
    if (fresh == 0) {
      tx.run(
          """
          update vendor_gate
          set closed_until = now() + $3::bigint * interval '1 millisecond',
              reason = $4, why = left($5, 500)
          where connection_id = $1 and lane = $2
            and closed_until < now() + $3::bigint * interval '1 millisecond'
          """,
          values);
    }
    return fresh == 1;
  }

  /** After a trial that went wrong. */
  public void closeAgain(
      Tx tx, ConnectionId connection, Lane lane, Gate.Pause pause, int closings) {
    tx.run(
        """
        update vendor_gate
        set closed_until = now() + $3::bigint * interval '1 millisecond',
            reason = $4, why = left($5, 500), closings = $6
        where connection_id = $1 and lane = $2
        """,
        Tuple.of(
            connection.value(),
            lane.key(),
            pause.length().toMillis(),
            pause.reason().key(),
            pause.why(),
            closings));
  }

  /**
   * Lets one call through, from {@code in} on: a trial that told nothing, or an operator's wish.
   */
  public int tryIn(Tx tx, ConnectionId connection, Collection<Lane> lanes, Duration in) {
    return tx.run(
        """
        update vendor_gate set closed_until = now() + $3::bigint * interval '1 millisecond'
        where connection_id = $1 and lane = any ($2)
        """,
        Tuple.of(connection.value(), keys(lanes), in.toMillis()));
  }

  /** After a trial that went well. A vendor that is no longer busy is so on all its lanes. */
  public List<Closed> open(Tx tx, ConnectionId connection, Lane lane) {
    return tx.all(
        """
        delete from vendor_gate
        where connection_id = $1 and (lane = $2 or (lane = any ($3) and reason = $4))
        returning connection_id, lane, closed_since, closed_until, reason, why, 0::bigint as left_millis
        """,
        Tuple.of(
            connection.value(), lane.key(), keys(Lane.of(lane.vendor())), Gate.Reason.BUSY.key()),
        VendorGates::closed);
  }

  private static String[] keys(Collection<Lane> lanes) {
    return lanes.stream().map(Lane::key).toArray(String[]::new);
  }

  private static Closed closed(Row row) {
    return new Closed(
        new ConnectionId(row.getString("connection_id")),
        Lane.valueOf(row.getString("lane").toUpperCase(Locale.ROOT)),
        row.getOffsetDateTime("closed_since").toInstant(),
        row.getOffsetDateTime("closed_until").toInstant(),
        Duration.ofMillis(row.getLong("left_millis")),
        Gate.Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT).replace('-', '_')),
        row.getString("why"));
  }
}
