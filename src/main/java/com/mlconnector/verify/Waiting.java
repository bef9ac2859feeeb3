package com.mlconnector.verify;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks again and again, but not for ever. */
final class Waiting {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private Waiting() {}

  /**
   * @param what said if it never was so
   * @return how long it took
   */
  static Duration until(Duration patience, Supplier<String> what, BooleanSupplier look) {
    long begin = System.nanoTime();
    while (!look.getAsBoolean()) {
      if (System.nanoTime() - begin > patience.toNanos()) {
        throw new IllegalStateException("Not within " + patience.toSeconds() + " s: " + what.get());
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
