package com.mlconnector.work;

import com.mlconnector.crash.CrashPoint;
import com.mlconnector.crash.Poison;
import com.mlconnector.domain.Backoff;
import com.mlconnector.store.Work;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims due work of one kind and hands it to a handler, {@code slots} at once.
 *
 * <p>Its own state lives on the virtual-thread context of the verticle that starts it. Each handler
 * runs on a thread of its own, so that one that never waits holds up no other.
 */
public final class WorkLoop {
  private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);

  /**
   * @param interval how often to look without a hint
   * @param lease how long a node that died keeps its work from the others; renewed while a handler
   *     runs
   * @param slots pieces in hand at once
   * @param maxAttempts failures by a bug after which a piece is set aside
   */
  public record Pace(Duration interval, Duration lease, int slots, int maxAttempts) {}

  private final Vertx vertx;
  private final Workbench bench;
  private final Work.Kind kind;
  private final Pace pace;
  private final Function<Work.Item, WorkResult> handler;

  private @Nullable Context context;
  private volatile int inHand;
  private boolean claiming;
  private boolean lookAgain;

  /** More may be due than was claimed: slots were short, or a reason came for what is in hand. */
  private boolean more;

  private volatile boolean stopping;
  private volatile long asked;
  private final Promise<Void> drained = Promise.promise();

  WorkLoop(
      Vertx vertx,
      Workbench bench,
      Work.Kind kind,
      Pace pace,
      Function<Work.Item, WorkResult> handler) {
    this.vertx = vertx;
    this.bench = bench;
    this.kind = kind;
    this.pace = pace;
    this.handler = handler;
    this.asked = System.nanoTime() - pace.interval().toNanos();
  }

  public Future<Void> start() {
    context = vertx.getOrCreateContext();
    return bench.add(this);
  }

  /** Claims nothing more; completes when what is in hand has ended, or was handed back. */
  public Future<Void> stop() {
    stopping = true;
    onContext(this::endIfDrained);
    return drained.future();
  }

  Work.Kind kind() {
    return kind;
  }

  Pace pace() {
    return pace;
  }

  /** Time to ask whether there is anything to claim, within half a {@code tick}. */
  boolean wantsToLook(Duration tick) {
    long now = System.nanoTime();
    boolean wants =
        !stopping
            && inHand < pace.slots()
            && now - asked + tick.toNanos() / 2 >= pace.interval().toNanos();
    if (wants) {
      asked = now;
    }
    return wants;
  }

  /** There is something to claim, however few slots are free. From any thread. */
  void lookSoon() {
    onContext(() -> {
      more |= inHand > 0;
      look();
    });
  }

  /** There may be something to claim, for whoever has room for it. From any thread. */
  void hinted() {
    onContext(() -> {
      more |= inHand > 0;
      if (hasRoom()) {
        look();
      }
    });
  }

  /**
   * Half of the slots are free: one claim for many is worth more than a slot that waits a moment.
   * Should what is in hand take long, the next tick looks all the same.
   */
  private boolean hasRoom() {
    return inHand <= pace.slots() / 2;
  }

  private void look() {
    lookAgain = true;
    if (claiming) {
      return;
    }
    claiming = true;
    try {
      while (lookAgain && !stopping && inHand < pace.slots()) {
        lookAgain = false;
        int free = pace.slots() - inHand;
        List<Work.Item> claimed = bench.claim(kind, free, pace.lease());
        claimed.forEach(this::begin);
        more |= claimed.size() == free;
        lookAgain |= claimed.size() == free;
      }
    } catch (Exception e) { // await() also throws checked ones, such as ConnectException
      LOG.warn("Cannot look for {} work: {}", kind.key(), e.toString());
    } finally {
      claiming = false;
      endIfDrained();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written on the loop's own context only
  private void begin(Work.Item item) {
    inHand++;
    InHand held = new InHand(this, item);
    bench.take(held);
    held.start(() -> work(held));
  }

  /** On a thread of its own. */
  private void work(InHand held) {
    try {
      CrashPoint.WORK_CLAIMED.pass();
      if (held.item().faults() >= pace.maxAttempts()) {
        bench.endings().setAside(held.item(), "The gateway died or hung over it, time and again.");
      } else {
        Poison.taste(kind.key(), held.item().key());
        end(held, handler.apply(held.item()));
      }
    } catch (Throwable bug) { // StackOverflowError as well: one piece of work must not end the loop
      endWithBug(held, bug);
    } finally {
      bench.letGo(held);
    }
  }

  private void end(InHand held, WorkResult result) {
    if (held.isOver()) {
      return;
    }
    switch (result) {
      case WorkResult.Stored stored -> {}
      case WorkResult.TryAgain(var delay, String why) ->
          bench.endings().postpone(held.item(), delay.orElseGet(() -> backoff(held.item())), why);
      case WorkResult.HeldBack(String why) -> bench.endings().putBack(held.item(), why);
    }
  }

  private void endWithBug(InHand held, Throwable bug) {
    // What it was told to give up must not keep it from saying so.
    boolean interrupted = Thread.interrupted();
    if (held.isOver()) {
      return;
    }
    Work.Item item = held.item();
    try {
      if (bug instanceof Work.LeaseLost) {
        bench.endings().leaseLost(item);
        return;
      }
      LOG.error("{} failed, attempt {}", item, item.attempts(), bug);
      String trouble = held.isGivenUp() ? bench.tookTooLong(interrupted) : Trouble.sentence(bug);
      if (item.faults() + 1 >= pace.maxAttempts()) {
        bench.endings().setAside(item, trouble);
      } else {
        bench.endings().failed(item, backoff(item), trouble);
      }
    } catch (Exception e) {
      LOG.warn("{} stays leased until its lease ends: {}", item, e.toString());
    }
  }

  private static Duration backoff(Work.Item item) {
    return Backoff.after(item.attempts(), ThreadLocalRandom.current().nextDouble());
  }

  /** One slot is free again. From any thread. */
  void freeSlot() {
    onContext(this::endOne);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written on the loop's own context only
  private void endOne() {
    inHand--;
    endIfDrained();
    if (more && !stopping && hasRoom()) {
      more = false;
      look();
    }
  }

  private void endIfDrained() {
    if (stopping && inHand == 0 && !claiming) {
      drained.tryComplete();
    }
  }

  private void onContext(Runnable step) {
    Context here = context;
    if (here == null) {
      throw new IllegalStateException("Not started");
    }
    here.runOnContext(go -> step.run());
  }
}
