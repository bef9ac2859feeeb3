package com.mlconnector.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a class of faults came to, for whoever reads the log of a build. */
final class Figures {
  private final String what;
  private final List<Duration> recoveries = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private long withoutRecovery;
  private long shipped;
  private boolean looked;

  Figures(String what) {
    this.what = what;
  }

  /** One fault, and how long it took until all was done again. */
  void fault(Duration recovery) {
    recoveries.add(recovery);
  }

  /** Faults after which nothing had to recover. */
  void faults(long number) {
    withoutRecovery += number;
  }

  /** Many faults, and how long it took after the last one. */
  void faults(int count, Duration recovery) {
    recoveries.addAll(Collections.nCopies(count, recovery));
  }

  void shipped(long number) {
    shipped = number;
  }

  /** What {@link com.mlconnector.verify.Invariants#violations()} has found. */
  void found(List<String> sentences) {
    looked = true;
    violations.addAll(sentences);
  }

  /** The longest recovery of all. */
  Duration worst() {
    return recoveries.stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** Called when every check has passed, or the test has failed anyway. */
  void print() {
    List<Duration> sorted = recoveries.stream().sorted().toList();
    long faults = sorted.size() + withoutRecovery;
    if (!looked) {
      System.out.printf("%s: %d faults, and nobody came to look what was found%n", what, faults);
      return;
    }
    System.out.printf(
        "%s: %d faults, %d shipped, lost %d, doubled %d, stuck %d%s, recovery %.1f s (median),"
            + " %.1f s (worst)%n",
        what,
        faults,
        shipped,
        count("lost: "),
        count("doubled: "),
        count("stuck: "),
        others(),
        sorted.isEmpty() ? 0 : seconds(sorted.get(sorted.size() / 2)),
        seconds(worst()));
  }

  private long count(String kind) {
    return violations.stream().filter(sentence -> sentence.startsWith(kind)).count();
  }

  private String others() {
    long others = violations.size() - count("lost: ") - count("doubled: ") - count("stuck: ");
    return others == 0 ? "" : ", otherwise wrong " + others;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
