package com.mlconnector.ops;

import com.mlconnector.store.Work;
import com.mlconnector.store.Work.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * What waits in the work table, as gauges. Read by a timer, not by the scrape: a scrape must cost
 * no query.
 */
public final class BacklogMeters {
  private static final Backlog NONE = new Backlog("", 0, 0, 0);

  private final Work work;
  private final Map<String, Backlog> latest = new ConcurrentHashMap<>();

  public BacklogMeters(Work work, MeterRegistry meters) {
    this.work = work;
    for (Work.Kind kind : Work.Kind.values()) {
      gauge(meters, "work.due", kind.key(), Backlog::due);
      gauge(meters, "work.set.aside", kind.key(), Backlog::setAside);
      gauge(meters, "work.oldest.seconds", kind.key(), Backlog::oldestSeconds);
    }
  }

  private void gauge(
      MeterRegistry meters, String name, String kind, ToDoubleFunction<Backlog> value) {
    Gauge.builder(name, () -> value.applyAsDouble(latest.getOrDefault(kind, NONE)))
        .tag("kind", kind)
        .register(meters);
  }

  /** Waits for the database. */
  public void refresh() {
    Map<String, Backlog> read = new ConcurrentHashMap<>();
    work.backlog().forEach(backlog -> read.put(backlog.kind(), backlog));
    latest.keySet().retainAll(read.keySet());
    latest.putAll(read);
  }
}
