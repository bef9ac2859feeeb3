package com.mlconnector.scenario;

import com.mlconnector.support.Eventually;
import com.mlconnector.verify.Rows;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * What was in hand at one moment. A node that lives finishes it or makes the lease longer; what is
 * claimed again has another fence; so a row stays as it is only while its holder is dead.
 */
final class HeldWork {
  private static final String IN_HAND =
      """
      select kind || ' ' || key || ' ' || fence || ' ' || lease_until
      from work where lease_until is not null
      """;

  private final Rows rows;
  private final long begin = System.nanoTime();
  private final Set<String> inHand;

  private HeldWork(Rows rows) {
    this.rows = rows;
    this.inHand = now();
  }

  static HeldWork of(Rows rows) {
    return new HeldWork(rows);
  }

  boolean isEmpty() {
    return inHand.isEmpty();
  }

  /** How much is still as it was, so long after the beginning. */
  int leftBehind(Duration after) {
    Eventually.see("time has passed", this::age, age -> age.compareTo(after) >= 0);
    return still().size();
  }

  /** Waits until nothing is as it was; how long after the beginning. */
  Duration awaitHeirs(Duration patience) {
    Eventually.see(patience, "nothing is held by the dead", this::still, Set::isEmpty);
    return age();
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private Set<String> still() {
    Set<String> both = now();
    both.retainAll(inHand);
    return both;
  }

  private Set<String> now() {
    return new HashSet<>(rows.texts(IN_HAND));
  }
}
