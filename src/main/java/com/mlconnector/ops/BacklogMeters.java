package com.mlconnector.ops;

import com.mlconnector.store.Work;
import com.mlconnector.store.Work.Backlog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What waits in the work table, as gauges for each connection and kind. Read by a timer, not by the
 * scrape: a scrape must cost no query.
 */
public final class BacklogMeters {
  private final Work work;
  private final MultiGauge due;
  private final MultiGauge setAside;
  private final MultiGauge oldest;

  public BacklogMeters(Work work, MeterRegistry meters) {
    this.work = work;
    this.due = MultiGauge.builder("work.due").register(meters);
    this.setAside = MultiGauge.builder("work.set.aside").register(meters);
    this.oldest = MultiGauge.builder("work.oldest.seconds").register(meters);
  }

  /** Waits for the database. */
  public void refresh() {
    List<Backlog> backlog = work.backlog();
    show(due, backlog, Backlog::due);
    show(setAside, backlog, Backlog::setAside);
    show(oldest, backlog, Backlog::oldestSeconds);
  }

  private static void show(
      MultiGauge gauge, List<Backlog> backlog, ToDoubleFunction<Backlog> value) {
    gauge.register(
        backlog.stream()
            .<MultiGauge.Row<?>>map(b ->
                MultiGauge.Row.of(
                    Tags.of("connection", b.connection().value(), "kind", b.kind()),
                    () -> value.applyAsDouble(b)))
            .toList(),
        true);
  }
}
