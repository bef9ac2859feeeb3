package com.mlconnector.check;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The time that a check may take as a whole. */
final class Patience {
  private final Duration whole;
  private final long end;

  Patience(Duration whole) {
    this.whole = whole;
    this.end = System.nanoTime() + whole.toNanos();
  }

  boolean isOver() {
    return end - System.nanoTime() <= 0;
  }

  String sentence() {
    return "the " + whole.toSeconds() + " s for a check were over";
  }

  /**
   * Waits for a future that times out, not with a limit, which would leave the context dead when
   * the answer comes after all.
   */
  <T> T await(Future<T> answer) throws TimeoutException {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    return answer.timeout(Math.max(1, left), TimeUnit.MILLISECONDS).await();
  }
}
