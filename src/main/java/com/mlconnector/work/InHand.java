package com.mlconnector.work;

import com.mlconnector.store.Work;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One claimed piece of work, from its claim to its end, and the thread that works on it. */
final class InHand {
  private final WorkLoop loop;
  private final Work.Item item;
  private final long begun = System.nanoTime();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile long leased = begun;
  private volatile boolean givenUp;
  private volatile @Nullable Thread thread;

  InHand(WorkLoop loop, Work.Item item) {
    this.loop = loop;
    this.item = item;
  }

  void start(Runnable work) {
    Thread working = Thread.ofVirtual().name(item.kind().key() + " " + item.key()).unstarted(work);
    thread = working;
    working.start();
  }

  WorkLoop loop() {
    return loop;
  }

  Work.Item item() {
    return item;
  }

  Work.Lease lease() {
    return new Work.Lease(item, loop.pace().lease());
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Half of the lease is over. */
  boolean wantsRenewal() {
    return System.nanoTime() - leased > loop.pace().lease().toNanos() / 2;
  }

  void renewed() {
    leased = System.nanoTime();
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /** Whatever it waits for, it waits no longer. Code that never waits does not notice. */
  void giveUp() {
    givenUp = true;
    Thread working = thread;
    if (working != null) {
      working.interrupt();
    }
  }

  /** Where it hangs, for the log. */
  StackTraceElement[] stack() {
    Thread working = thread;
    return working == null ? new StackTraceElement[0] : working.getStackTrace();
  }

  boolean isOver() {
    return over.get();
  }

  /** True for the first who says so: it is he who says how it ended. */
  boolean end() {
    return over.compareAndSet(false, true);
  }
}
