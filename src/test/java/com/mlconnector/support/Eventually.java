package com.mlconnector.support;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again and again, and tells what it saw last if it was never what was wanted. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final long BETWEEN_LOOKS_MILLIS = 40;

  private Eventually() {}

  public static <T> T see(String what, Supplier<T> look, Predicate<T> wanted) {
    return see(PATIENCE, what, look, wanted);
  }

  public static <T> T see(Duration patience, String what, Supplier<T> look, Predicate<T> wanted) {
    long end = System.nanoTime() + patience.toNanos();
    T seen = look.get();
    while (!wanted.test(seen)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "Not within " + patience.toSeconds() + " s: " + what + ". Last seen: " + seen);
      }
      pause();
      seen = look.get();
    }
    return seen;
  }

  private static void pause() {
    try {
      var _ = new CountDownLatch(1).await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
