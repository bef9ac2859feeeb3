package com.mlconnector.domain;

import java.time.Duration;

/**
 * The one retry schedule: doubling, capped, with full jitter so that nodes do not march in step.
 */
public final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Backoff() {}

  /**
   * @param attempt the attempt that has just failed, from 1
   * @param dice from 0 (inclusive) to 1 (exclusive)
   * @return at least a tenth of a second, at most five minutes
   */
  public static Duration after(int attempt, double dice) {
    int doublings = Math.clamp(attempt - 1, 0, 16);
    long ceiling = Math.min(LONGEST.toMillis(), FIRST.toMillis() << doublings);
    return Duration.ofMillis(Math.max(100, (long) (ceiling * dice)));
  }
}
