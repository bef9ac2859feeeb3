package com.mlconnector.sandbox.tour;

import java.time.Instant;

/**
 * One thing that happened, to be shown once.
 *
 * @param key names it among all others of the tour
 * @param at when it began, so that a cause sorts before its effects
 * @param settled false while its outcome is open; {@code outcome} then means nothing
 */
record Sight(
    String key,
    Instant at,
    Printer.Tone tone,
    String who,
    String what,
    String outcome,
    boolean settled) {

  /** Not begun yet, but sure to come: a webhook that waits to be sent. */
  static Sight expected(String key) {
    return new Sight(key, Instant.MAX, Printer.Tone.DIM, "", "", "", false);
  }
}
