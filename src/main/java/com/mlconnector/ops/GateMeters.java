package com.mlconnector.ops;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Lane;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.VendorGates;
import com.mlconnector.store.VendorGates.Closed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which vendors are left alone, for each connection and lane: 1 while the gate is closed. Read from
 * the database by a timer, as a scrape must cost no query.
 */
public final class GateMeters {
  private final Database database;
  private final Connections connections;
  private final VendorGates gates;
  private final MultiGauge closed;

  public GateMeters(
      Database database, Connections connections, VendorGates gates, MeterRegistry meters) {
    this.database = database;
    this.connections = connections;
    this.gates = gates;
    this.closed =
        MultiGauge.builder("vendor.gate.closed")
            .description("1 while this connection makes no such calls to the vendor")
            .register(meters);
  }

  private record Seen(List<ConnectionId> connections, List<Closed> closed) {
    double isClosed(ConnectionId connection, Lane lane) {
      return closed.stream()
              .filter(gate -> gate.left().isPositive())
              .anyMatch(gate -> gate.connection().equals(connection) && gate.lane() == lane)
          ? 1
          : 0;
    }
  }

  /** Waits for the database. */
  public void refresh() {
    Seen seen =
        database.transact(tx ->
            new Seen(connections.all(tx).stream().map(Connection::id).toList(), gates.closed(tx)));
    closed.register(
        seen.connections().stream().flatMap(connection -> rows(seen, connection)).toList(), true);
  }

  private static Stream<MultiGauge.Row<?>> rows(Seen seen, ConnectionId connection) {
    return Arrays.stream(Lane.values())
        .map(lane ->
            MultiGauge.Row.of(
                Tags.of(
                    "connection",
                    connection.value(),
                    "vendor",
                    lane.vendor().key(),
                    "lane",
                    lane.key()),
                seen.isClosed(connection, lane)));
  }
}
