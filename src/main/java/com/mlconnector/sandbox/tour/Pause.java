package com.mlconnector.sandbox.tour;

import java.util.concurrent.locks.LockSupport;

/** Waiting on a plain thread, which a signal ends. */
final class Pause {
  private Pause() {}

  static void millis(long millis) {
    LockSupport.parkNanos(millis * 1_000_000);
    if (Thread.currentThread().isInterrupted()) {
      throw new TourTrouble("interrupted");
    }
  }
}
