package com.mlconnector.verify;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the bytes of all connections have to go through. */
final class Weather {
  /** How soon a change of the weather is felt by those who wait. */
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private volatile boolean stalled;
  private volatile long delayNanos;
  private volatile long nanosPerByte;

  void stall() {
    stalled = true;
  }

  void delay(Duration by) {
    delayNanos = by.toNanos();
  }

  void throttle(int bytesPerSecond) {
    nanosPerByte = TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
  }

  void clear() {
    stalled = false;
    delayNanos = 0;
    nanosPerByte = 0;
  }

  /** Returns when so many bytes may pass, or when nobody waits for them any more. */
  void hold(int bytes, BooleanSupplier wanted) {
    long begin = System.nanoTime();
    while (wanted.getAsBoolean()
        && (stalled || System.nanoTime() - begin < delayNanos + bytes * nanosPerByte)) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}
