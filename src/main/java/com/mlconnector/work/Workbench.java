package com.mlconnector.work;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.store.Database;
import com.mlconnector.store.Work;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all loops of one node share: one look for due work of every kind, one statement that renews
 * the leases of all that is in hand, and the end of what takes too long.
 *
 * <p>Thread-safe. Looks and renews by timers, without waiting.
 */
public final class Workbench {
  private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);
  private static final Duration TEND = Duration.ofMillis(250);

  /** A statement that is lost on its way must not keep the next one from being sent. */
  private static final long PATIENCE_SECONDS = 10;

  /** For a handler that was told to give up, and that waits for something, to say so. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /**
   * @param look how often to look for due work; a loop's own interval may be longer
   * @param timeLimit after which a handler is given up, however often its lease was renewed
   */
  public record Settings(Duration look, Duration timeLimit) {}

  private final Vertx vertx;
  private final Work work;
  private final Hints hints;
  private final Endings endings;
  private final Settings settings;
  private final List<WorkLoop> loops = new CopyOnWriteArrayList<>();
  private final Set<InHand> inHand = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicBoolean renewing = new AtomicBoolean();
  private final AtomicLong givenUp = new AtomicLong();
  private final long lookTimer;
  private final long tendTimer;

  public Workbench(
      Vertx vertx, Database database, Work work, AuditTrail audit, Hints hints, Settings settings) {
    this.vertx = vertx;
    this.work = work;
    this.hints = hints;
    this.endings = new Endings(database, work, audit);
    this.settings = settings;
    this.lookTimer = vertx.setPeriodic(1, settings.look().toMillis(), tick -> look());
    this.tendTimer = vertx.setPeriodic(TEND.toMillis(), tick -> tend());
  }

  public WorkLoop loop(
      Work.Kind kind, WorkLoop.Pace pace, Function<Work.Item, WorkResult> handler) {
    return new WorkLoop(vertx, this, kind, pace, handler);
  }

  Future<Void> add(WorkLoop loop) {
    loops.add(loop);
    return hints.onWorkDue(loop.kind().key(), loop::hinted);
  }

  List<Work.Item> claim(Work.Kind kind, int most, Duration lease) {
    return work.claim(kind, most, lease);
  }

  Endings endings() {
    return endings;
  }

  void take(InHand held) {
    inHand.add(held);
  }

  void letGo(InHand held) {
    inHand.remove(held);
    if (held.end()) {
      held.loop().freeSlot();
    }
  }

  String tookTooLong(boolean stillDoing) {
    return "It took longer than "
        + settings.timeLimit().toSeconds()
        + " seconds"
        + (stillDoing ? ", and did not stop when told to." : ".");
  }

  private void look() {
    List<WorkLoop> asking =
        loops.stream().filter(loop -> loop.wantsToLook(settings.look())).toList();
    if (asking.isEmpty() || !looking.compareAndSet(false, true)) {
      return;
    }
    work.due(asking.stream().map(WorkLoop::kind).collect(Collectors.toSet()))
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .onComplete(answer -> looking.set(false))
        .onSuccess(due ->
            asking.stream().filter(loop -> due.contains(loop.kind())).forEach(WorkLoop::lookSoon))
        .onFailure(e -> LOG.warn("Cannot look for work: {}", e.toString()));
  }

  private void tend() {
    renewLeases();
    for (InHand held : inHand) {
      Duration over = held.age().minus(settings.timeLimit());
      if (held.isGivenUp() && over.compareTo(LAST_WORDS) > 0) {
        abandon(held);
      } else if (!held.isGivenUp() && over.isPositive()) {
        giveUp(held);
      }
    }
  }

  private void renewLeases() {
    List<InHand> aging = inHand.stream().filter(InHand::wantsRenewal).toList();
    if (aging.isEmpty() || !renewing.compareAndSet(false, true)) {
      return;
    }
    aging.forEach(held -> LOG.info("{} is at it for {} s", held.item(), held.age().toSeconds()));
    work.renew(aging.stream().map(InHand::lease).toList())
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .onComplete(answer -> renewing.set(false))
        .onSuccess(done -> aging.forEach(InHand::renewed))
        .onFailure(e -> LOG.warn("Cannot renew {} leases: {}", aging.size(), e.toString()));
  }

  private void giveUp(InHand held) {
    Throwable where = new Throwable("here");
    where.setStackTrace(held.stack());
    LOG.error("{} is given up after {} s", held.item(), held.age().toSeconds(), where);
    givenUp.incrementAndGet();
    held.giveUp();
  }

  /** Code that never waits cannot be stopped. Trying it again would cost one more processor. */
  private void abandon(InHand held) {
    if (!held.end()) {
      return;
    }
    inHand.remove(held);
    Scripts.run(
            vertx,
            () -> {
              endings.putAway(held.item(), tookTooLong(true));
              return true;
            })
        .onFailure(e -> LOG.warn("{} stays leased: {}", held.item(), e.toString()))
        .onComplete(ended -> held.loop().freeSlot());
  }

  /** No claims from now on; completes when nothing is in hand any more. */
  public Future<Void> stop() {
    vertx.cancelTimer(lookTimer);
    return Future.join(loops.stream().map(WorkLoop::stop).toList()).mapEmpty();
  }

  /**
   * Whatever has not ended yet is somebody else's now; its handler's result is refused once he has
   * claimed it. Call after {@link #stop}.
   */
  public Future<Integer> handBack() {
    vertx.cancelTimer(tendTimer);
    List<InHand> unfinished = inHand.stream().filter(InHand::end).toList();
    if (unfinished.isEmpty()) {
      return Future.succeededFuture(0);
    }
    unfinished.forEach(inHand::remove);
    unfinished.forEach(held -> LOG.warn("{} is handed back unfinished", held.item()));
    return work.release(unfinished.stream().map(InHand::item).toList())
        .onComplete(released -> unfinished.forEach(held -> held.loop().freeSlot()));
  }

  /**
   * How long the oldest piece of each kind is in hand, in seconds. A kind with nothing in hand is
   * not there.
   */
  public Map<String, Double> oldestInHand() {
    return inHand.stream()
        .collect(
            Collectors.toMap(
                held -> held.item().kind().key(),
                held -> held.age().toMillis() / 1_000.0,
                Math::max));
  }

  /** Handlers that were given up since the start. */
  public long givenUp() {
    return givenUp.get();
  }
}
