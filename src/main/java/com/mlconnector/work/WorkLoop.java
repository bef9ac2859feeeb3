package com.mlconnector.work;

import com.mlconnector.bus.Hints;
import com.mlconnector.crash.CrashPoint;
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
 * <p>Not thread-safe: lives on the virtual-thread context of the verticle that starts it.
 */
public final class WorkLoop {
  private static final Logger LOG = LoggerFactory.getLogger(WorkLoop.class);

  /**
   * @param interval how often to look without a hint
   * @param lease longer than one piece of work can take
   * @param slots pieces in hand at once
   * @param maxAttempts failures by a bug after which a piece is set aside
   */
  public record Pace(Duration interval, Duration lease, int slots, int maxAttempts) {}

  private final Vertx vertx;
  private final Work work;
  private final Hints hints;
  private final Work.Kind kind;
  private final Pace pace;
  private final Function<Work.Item, WorkResult> handler;

  private @Nullable Context context;
  private long timer = -1;
  private int inHand;
  private boolean claiming;
  private boolean lookAgain;
  private boolean stopping;
  private final Promise<Void> drained = Promise.promise();

  public WorkLoop(
      Vertx vertx,
      Work work,
      Hints hints,
      Work.Kind kind,
      Pace pace,
      Function<Work.Item, WorkResult> handler) {
    this.vertx = vertx;
    this.work = work;
    this.hints = hints;
    this.kind = kind;
    this.pace = pace;
    this.handler = handler;
  }

  public Future<Void> start() {
    Context here = vertx.getOrCreateContext();
    context = here;
    timer = vertx.setPeriodic(1, pace.interval().toMillis(), tick -> look());
    return hints.onWorkDue(kind.key(), () -> here.runOnContext(hint -> look()));
  }

  /** Claims nothing more; completes when what is in hand has ended. */
  public Future<Void> stop() {
    stopping = true;
    vertx.cancelTimer(timer);
    endIfDrained();
    return drained.future();
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
        List<Work.Item> claimed = work.claim(kind, free, pace.lease());
        claimed.forEach(this::begin);
        lookAgain |= claimed.size() == free;
      }
    } catch (Exception e) { // await() also throws checked ones, such as ConnectException
      LOG.warn("Cannot look for {} work: {}", kind.key(), e.toString());
    } finally {
      claiming = false;
      endIfDrained();
    }
  }

  private void begin(Work.Item item) {
    inHand++;
    Context here = context;
    if (here == null) {
      throw new IllegalStateException("Not started");
    }
    here.runOnContext(go -> {
      try {
        CrashPoint.WORK_CLAIMED.pass();
        end(item, handler.apply(item));
      } catch (Work.LeaseLost lost) {
        LOG.info("{}", lost.getMessage());
      } catch (Throwable bug) {
        endWithBug(item, bug);
      } finally {
        inHand--;
        endIfDrained();
        if (!stopping) {
          look();
        }
      }
    });
  }

  private void end(Work.Item item, WorkResult result) {
    switch (result) {
      case WorkResult.Stored stored -> {}
      case WorkResult.TryAgain(var delay, String why) -> {
        Duration wait = delay.orElseGet(() -> backoff(item));
        LOG.info("{} again in {} ms: {}", item, wait.toMillis(), why);
        work.postpone(item, wait, why);
      }
    }
  }

  private void endWithBug(Work.Item item, Throwable bug) {
    LOG.error("{} failed, attempt {}", item, item.attempts(), bug);
    try {
      if (item.faults() + 1 >= pace.maxAttempts()) {
        work.setAside(item, bug.toString());
      } else {
        work.failed(item, backoff(item), bug.toString());
      }
    } catch (Exception e) {
      LOG.warn("{} stays leased until its lease ends: {}", item, e.toString());
    }
  }

  private static Duration backoff(Work.Item item) {
    return Backoff.after(item.attempts(), ThreadLocalRandom.current().nextDouble());
  }

  private void endIfDrained() {
    if (stopping && inHand == 0 && !claiming) {
      drained.tryComplete();
    }
  }
}
