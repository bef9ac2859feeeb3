package com.mlconnector.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The last line of the report. */
final class Totals {
  private final Map<Difference.Kind, Integer> found = new EnumMap<>(Difference.Kind.class);
  private final List<Duration> recoveries = new ArrayList<>();
  private int seeds;
  private int invoices;
  private int faults;
  private int labels;
  private Duration took = Duration.ZERO;

  void add(Performance performance) {
    seeds++;
    invoices += performance.program().invoices();
    labels += performance.labels();
    faults += performance.faults();
    performance.counts().forEach((kind, count) -> found.merge(kind, count, Integer::sum));
    if (performance.isClean()) {
      recoveries.add(performance.recovery());
    }
  }

  void took(Duration time) {
    took = time;
  }

  boolean isClean() {
    return found.isEmpty() && seeds > 0;
  }

  String line() {
    List<Duration> sorted = recoveries.stream().sorted().toList();
    Duration median = sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
    Duration most = sorted.isEmpty() ? Duration.ZERO : sorted.getLast();
    int others = found.getOrDefault(Difference.Kind.OTHER, 0);
    return String.format(
        Locale.ROOT,
        "verify: %,d seeds, %,d invoices, %,d labels, %,d faults, %d lost, %d doubled, %d stuck,%s"
            + " recovery median %.1f s, max %.1f s, %d min %d s",
        seeds,
        invoices,
        labels,
        faults,
        found.getOrDefault(Difference.Kind.LOST, 0),
        found.getOrDefault(Difference.Kind.DOUBLED, 0),
        found.getOrDefault(Difference.Kind.STUCK, 0),
        others == 0 ? "" : " " + others + " otherwise different,",
        median.toMillis() / 1e3,
        most.toMillis() / 1e3,
        took.toMinutes(),
        took.toSecondsPart());
  }
}
