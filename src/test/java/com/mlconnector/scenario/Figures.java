package com.mlconnector.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a class of faults came to, for whoever reads the log of a build. */
final class Figures {
  private final String what;
  private final List<Duration> recoveries = new ArrayList<>();
  private long shipped;

  Figures(String what) {
    this.what = what;
  }

  /** One fault, and how long it took until all was done again. */
  void fault(Duration recovery) {
    recoveries.add(recovery);
  }

  void shipped(long number) {
    shipped = number;
  }

  /** Called when every check has passed, or the test has failed anyway. */
  void print() {
    List<Duration> sorted = recoveries.stream().sorted().toList();
    System.out.printf(
        "%s: %d faults, %d shipped, recovery %.1f s (median), %.1f s (worst)%n",
        what,
        sorted.size(),
        shipped,
        sorted.isEmpty() ? 0 : seconds(sorted.get(sorted.size() / 2)),
        sorted.isEmpty() ? 0 : seconds(sorted.getLast()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
