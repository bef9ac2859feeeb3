package com.mlconnector.scenario;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Somebody issues invoices all the time, whatever happens to the gateway. */
final class Load {
  private static final long PAUSE_MILLIS = 150;

  private final List<Long> invoices = new CopyOnWriteArrayList<>();
  private final CountDownLatch enough = new CountDownLatch(1);
  private final Thread thread;

  private Load(LongSupplier issue) {
    this.thread =
        Thread.ofVirtual()
            .name("load")
            .start(() -> {
              do {
                invoices.add(issue.getAsLong());
              } while (!isEnough());
            });
  }

  static Load of(LongSupplier issue) {
    return new Load(issue);
  }

  private boolean isEnough() {
    try {
      return enough.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** No more; all that were issued. */
  List<Long> end() throws InterruptedException {
    enough.countDown();
    thread.join();
    return List.copyOf(invoices);
  }

  int issued() {
    return invoices.size();
  }
}
