package com.mlconnector.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Several programs at the same time, each in a shop of its own, before the same gateways. What goes
 * wrong in one of them goes wrong for all.
 */
final class Batch {
  /** Of ready nodes: longer than the leases and pauses that one round's trouble can lead to. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What still differs after so long with nothing left to do will not come right any more. */
  private static final Duration IN_VAIN = Duration.ofSeconds(6);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  private final Crew crew;
  private final List<Performance> performances;
  private final Map<Performance, Long> calmSince = new HashMap<>();

  Batch(Crew crew, List<Performance> performances) {
    this.crew = crew;
    this.performances = performances;
  }

  void run() {
    Books.forget(crew.ground());
    for (int i = 0; i < Program.ROUNDS; i++) {
      int number = i;
      List<Performance> clean = performances.stream().filter(Performance::isClean).toList();
      inParallel(clean, it -> it.play(number));
      settle(clean);
    }
  }

  private static void inParallel(List<Performance> all, Consumer<Performance> work) {
    List<Thread> threads = new ArrayList<>();
    for (Performance one : all) {
      threads.add(
          Thread.ofVirtual()
              .name("program " + one.program().seed())
              .uncaughtExceptionHandler((_, why) -> one.broke(why))
              .start(() -> work.accept(one)));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** Until nobody has anything left to do and everything is as it should be, or for too long. */
  private void settle(List<Performance> all) {
    crew.tormentor().heal();
    long healed = System.nanoTime();
    crew.supervisor().heal();
    long ready = System.nanoTime();
    all.forEach(it -> it.clearUp(crew.tables()));
    all.forEach(it -> crew.tables().askForSweep(it.shop().connection()));
    calmSince.clear();
    List<Performance> restless = new ArrayList<>(all);
    while (restless.stream().anyMatch(it -> isHopeful(it, ready))) {
      LockSupport.parkNanos(LOOK_NANOS);
      List<Performance> calm = restless.stream().filter(this::isCalm).toList();
      compare(calm);
      for (Performance it : calm) {
        if (it.isClean()) {
          it.rest(Duration.ofNanos(System.nanoTime() - healed));
          restless.remove(it);
        }
      }
    }
    compare(restless);
    restless.forEach(it -> it.stuck(leftOver(it)));
  }

  private void compare(List<Performance> some) {
    if (!some.isEmpty()) {
      Books books = Books.read(crew.ground());
      some.forEach(it -> it.compare(books, crew.tables()));
    }
  }

  private List<String> leftOver(Performance performance) {
    String shop = performance.shop().connection();
    List<String> left = new ArrayList<>(crew.tables().work(shop));
    if (!crew.tables().isSwept(shop)) {
      left.add("the shop is not swept");
    }
    return left;
  }

  private boolean isCalm(Performance performance) {
    boolean calm = leftOver(performance).isEmpty();
    if (calm) {
      calmSince.putIfAbsent(performance, System.nanoTime());
    } else {
      calmSince.remove(performance);
    }
    return calm;
  }

  private boolean isHopeful(Performance performance, long ready) {
    long now = System.nanoTime();
    boolean inVain = now - calmSince.getOrDefault(performance, now) > IN_VAIN.toNanos();
    return now - ready < PATIENCE.toNanos()
        && (!inVain || crew.tables().looksForLabels(performance.shop().connection()));
  }
}
