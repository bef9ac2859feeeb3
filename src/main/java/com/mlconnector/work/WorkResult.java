package com.mlconnector.work;

import java.time.Duration;
import java.util.Optional;

/** How one piece of work ended. */
public sealed interface WorkResult {

  /** The handler has stored the result and finished the work in one transaction. */
  record Stored() implements WorkResult {}

  /**
   * Nothing was stored; try again.
   *
   * @param delay as the vendor asked for, or empty for the usual schedule
   * @param why one sentence for the operator; no secrets, no addresses
   */
  record TryAgain(Optional<Duration> delay, String why) implements WorkResult {}

  /**
   * Not tried, as the vendor's gate is closed: no attempt, and due again once it is open.
   *
   * @param why as above
   */
  record HeldBack(String why) implements WorkResult {}

  /** Looked at again when the dry run is switched off, which makes all due that has trouble. */
  static WorkResult dryRun() {
    return tryAgain(Duration.ofHours(1), "The connection is in a dry run: nothing is written.");
  }

  static WorkResult stored() {
    return new Stored();
  }

  static WorkResult tryAgain(String why) {
    return new TryAgain(Optional.empty(), why);
  }

  static WorkResult tryAgain(Duration delay, String why) {
    return new TryAgain(Optional.of(delay), why);
  }
}
