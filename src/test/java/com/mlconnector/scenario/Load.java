package com.mlconnector.scenario;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Somebody issues invoices all the time, whatever happens to the gateway. */
final class Load {
  private static final long PAUSE_MILLIS = 150;

  private final List<Long> invoices = new CopyOnWriteArrayList<>();
  private final CountDownLatch enough = new CountDownLatch(1);
  private final CompletableFuture<Void> work;

  private Load(LongSupplier issue) {
    this.work =
        CompletableFuture.runAsync(
            () -> {
              do {
                invoices.add(issue.getAsLong());
              } while (!isEnough());
            },
            task -> Thread.ofVirtual().name("load").start(task));
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
  List<Long> end() {
    enough.countDown();
    work.join();
    return List.copyOf(invoices);
  }

  int issued() {
    return invoices.size();
  }
}
