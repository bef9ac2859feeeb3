package com.mlconnector.verify;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Several programs at the same time, each in a shop of its own, before the same gateways. What goes
 * wrong in one of them goes wrong for all.
 */
final class Batch {
  /** Longer than a lease and the longest pause that one round's trouble can lead to. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What still differs after so long with nothing left to do will not come right any more. */
  private static final Duration IN_VAIN = Duration.ofSeconds(6);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  private final Ground ground;
  private final Tormentor tormentor;
  private final Supervisor supervisor;
  private final Tables tables;
  private final InstantSource clock;
  private final List<Performance> performances;
  private final Map<Performance, Duration> recovery = new HashMap<>();
  private final Map<Performance, Long> calmSince = new HashMap<>();

  Batch(
      Ground ground,
      Tormentor tormentor,
      Supervisor supervisor,
      Tables tables,
      InstantSource clock,
      List<Performance> performances) {
    this.ground = ground;
    this.tormentor = tormentor;
    this.supervisor = supervisor;
    this.tables = tables;
    this.clock = clock;
    this.performances = performances;
  }

  void run() {
    Books.forget(ground);
    int rounds = performances.getFirst().program().rounds().size();
    for (int i = 0; i < rounds; i++) {
      int number = i;
      List<Performance> clean = performances.stream().filter(Performance::isClean).toList();
      long t0 = System.nanoTime();
      inParallel(clean, it -> it.play(it.program().rounds().get(number)));
      System.err.printf("play %d ms%n", (System.nanoTime() - t0) / 1_000_000);
      settle(clean);
      System.err.printf("round %d ms%n", (System.nanoTime() - t0) / 1_000_000);
    }
  }

  /** The longest that a round's end took to come to rest, and right. */
  Duration recovery(Performance performance) {
    return recovery.getOrDefault(performance, Duration.ZERO);
  }

  private interface Work {
    void of(Performance performance);
  }

  private static void inParallel(List<Performance> all, Work work) {
    Map<Performance, Throwable> failed = new ConcurrentHashMap<>();
    List<Thread> threads = new ArrayList<>();
    for (Performance one : all) {
      threads.add(
          Thread.ofVirtual()
              .name("program " + one.program().seed())
              .uncaughtExceptionHandler((_, e) -> failed.put(one, e))
              .start(() -> work.of(one)));
    }
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    failed.forEach((one, why) -> {
      throw new IllegalStateException("Program " + one.program().seed() + " broke", why);
    });
  }

  private void settle(List<Performance> all) {
    tormentor.heal();
    long healed = System.nanoTime();
    supervisor.heal();
    System.err.printf("nodes %d ms%n", (System.nanoTime() - healed) / 1_000_000);
    all.forEach(it -> it.clearUp(tables));
    all.forEach(it -> tables.askForSweep(it.shop().connection()));
    List<Performance> restless = new ArrayList<>(all);
    calmSince.clear();
    while (restless.stream().anyMatch(it -> isHopeful(it, healed))) {
      LockSupport.parkNanos(LOOK_NANOS);
      List<Performance> calm = restless.stream().filter(this::isCalm).toList();
      if (calm.isEmpty()) {
        continue;
      }
      long t1 = System.nanoTime();
      Books books = Books.read(ground);
      System.err.printf("books %d ms for %d of %d%n", (System.nanoTime() - t1) / 1_000_000, calm.size(), restless.size());
      for (Performance it : calm) {
        it.compare(books, tables);
        if (it.isClean()) {
          it.rest(clock.instant());
          recovery.merge(
              it, Duration.ofNanos(System.nanoTime() - healed), (a, b) -> a.compareTo(b) > 0 ? a : b);
          restless.remove(it);
        }
      }
    }
    hopeless(restless);
  }

  private boolean isCalm(Performance performance) {
    String shop = performance.shop().connection();
    boolean calm = tables.isSwept(shop) && tables.work(shop).isEmpty();
    if (calm) {
      calmSince.putIfAbsent(performance, System.nanoTime());
    } else {
      calmSince.remove(performance);
    }
    return calm;
  }

  private boolean isHopeful(Performance performance, long healed) {
    long now = System.nanoTime();
    boolean inVain = now - calmSince.getOrDefault(performance, now) > IN_VAIN.toNanos();
    return now - healed < PATIENCE.toNanos()
        && (!inVain || tables.looksForLabels(performance.shop().connection()));
  }

  private void hopeless(List<Performance> restless) {
    if (restless.isEmpty()) {
      return;
    }
    Books books = Books.read(ground);
    for (Performance it : restless) {
      it.compare(books, tables);
      List<String> left = new ArrayList<>(tables.work(it.shop().connection()));
      if (!tables.isSwept(it.shop().connection())) {
        left.add("the shop was not swept");
      }
      it.stuck(left);
    }
  }
}
