package com.mlconnector.poller;

import com.mlconnector.store.Database;
import com.mlconnector.store.Sweeps;
import com.mlconnector.store.Sweeps.Claim;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps connections as they come due, each by itself: a slow or failing one delays no other.
 *
 * <p>Not thread-safe: lives on the virtual-thread context of the verticle that makes it.
 */
final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  /** A sweep mostly waits for FreshBooks, so this is more than there are processors. */
  private static final int AT_ONCE = 16;

  private final Vertx vertx;
  private final Context context;
  private final Database database;
  private final Sweeps sweeps;
  private final Sweep sweep;
  private final Sweep.Pace pace;
  private final Promise<Void> stopping = Promise.promise();
  private final Promise<Void> drained = Promise.promise();
  private long timer = -1;
  private int inHand;
  private boolean claiming;

  Sweeper(Vertx vertx, Database database, Sweep.Pace pace, Sweep.Parts parts) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.database = database;
    this.sweeps = parts.sweeps();
    this.pace = pace;
    this.sweep = new Sweep(database, pace, parts, this::pause);
  }

  void start() {
    timer = vertx.setPeriodic(1, pace.look().toMillis(), tick -> look());
  }

  /** Sweeps under way break off at their next page; completes when they have. */
  Future<Void> stop() {
    vertx.cancelTimer(timer);
    stopping.tryComplete();
    endIfDrained();
    return drained.future();
  }

  private void look() {
    if (claiming || isStopping() || inHand == AT_ONCE) {
      return;
    }
    claiming = true;
    try {
      List<Claim> claimed =
          database.transact(tx ->
              sweeps.claim(
                  tx, pace.interval(), pace.fullInterval(), pace.lease(), AT_ONCE - inHand));
      claimed.forEach(this::begin);
    } catch (Exception e) { // await() also throws checked ones, such as ConnectException
      LOG.warn("Cannot look for connections to sweep: {}", e.toString());
    } finally {
      claiming = false;
      endIfDrained();
    }
  }

  private void begin(Claim claim) {
    inHand++;
    context.runOnContext(go -> {
      try {
        sweep.run(claim);
      } catch (Exception e) { // the database, or a bug: the lease runs out by itself
        LOG.warn("Sweep of {} failed; the next one begins again", claim.connection(), e);
      } finally {
        inHand--;
        endIfDrained();
      }
    });
  }

  /** False: stopping, the pause is over early. */
  private boolean pause(Duration duration) {
    if (!isStopping() && duration.isPositive()) {
      Future.any(
              vertx.timer(Math.max(1, duration.toMillis()), TimeUnit.MILLISECONDS),
              stopping.future())
          .await();
    }
    return !isStopping();
  }

  private boolean isStopping() {
    return stopping.future().isComplete();
  }

  private void endIfDrained() {
    if (isStopping() && inHand == 0 && !claiming) {
      drained.tryComplete();
    }
  }
}
