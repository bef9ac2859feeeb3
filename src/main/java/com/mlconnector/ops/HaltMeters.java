package com.mlconnector.ops;

import com.mlconnector.store.Database;
import com.mlconnector.store.Halts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;

/**
 * How much waits for a person, by reason: what an alert should look at, {@code BRAKE} above all.
 * Read from the database by a timer, as a scrape must cost no query.
 */
public final class HaltMeters {
  private final Database database;
  private final Halts halts;
  private final MultiGauge waiting;

  public HaltMeters(Database database, Halts halts, MeterRegistry meters) {
    this.database = database;
    this.halts = halts;
    this.waiting =
        MultiGauge.builder("halts.waiting")
            .description("Shipments and invoices that wait for a person")
            .register(meters);
  }

  /** Waits for the database. */
  public void refresh() {
    List<Halts.Total> totals = database.transact(halts::totals);
    waiting.register(
        totals.stream()
            .<MultiGauge.Row<?>>map(total ->
                MultiGauge.Row.of(
                    Tags.of(
                        "connection",
                        total.connection().value(),
                        "reason",
                        total.reason().name(),
                        "owner",
                        total.reason().owner().name()),
                    total::count))
            .toList(),
        true);
  }
}
