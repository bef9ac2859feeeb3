package com.mlconnector.domain;

import java.time.Duration;

/**
 * The one retry schedule: doubling, capped, with jitter so that nodes do not march in step. A
 * single piece of work begins with a second; a whole vendor, left alone by everybody, with five.
 */
public final class Backoff {
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  private Backoff() {}

  /**
   * When one piece of work is tried again, anywhere up to the ceiling.
   *
   * @param attempt the attempt that has just failed, from 1
   * @param dice from 0 (inclusive) to 1 (exclusive)
   * @return at least a tenth of a second, at most five minutes
   */
  public static Duration after(int attempt, double dice) {
    return Duration.ofMillis(Math.max(100, (long) (ceiling(FIRST, attempt) * dice)));
  }

  /**
   * How long nobody calls a vendor, up to a quarter longer by chance.
   *
   * @param times pauses in a row, this one included, from 1
   * @param dice from 0 (inclusive) to 1 (exclusive)
   * @return at least five seconds, at most five minutes
   */
  public static Duration pause(int times, double dice) {
    long millis = ceiling(FIRST_PAUSE, times);
    return Duration.ofMillis(Math.min(LONGEST.toMillis(), millis + (long) (millis * dice / 4)));
  }

  private static long ceiling(Duration first, int times) {
    return Math.min(LONGEST.toMillis(), first.toMillis() << Math.clamp(times - 1, 0, 16));
  }
}
