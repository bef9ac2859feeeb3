package com.mlconnector.sandbox.tour;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows live who calls whom, each line once and in the order in which it began.
 *
 * <p>What the stand-ins have noted is read again and again. A line is shown a little late, so that
 * one that began earlier can still come in before it.
 */
final class Traffic implements AutoCloseable {
  private static final long LOOK_MILLIS = 60;
  private static final Duration LAG = Duration.ofMillis(200);

  /** An answer that takes longer no longer holds up what began after it. */
  private static final Duration MOST_WAIT = Duration.ofSeconds(2);

  /** A write-back comes back as a webhook and is read once more; that takes less than this. */
  private static final Duration QUIET = Duration.ofMillis(400);

  private static final Duration MOST_UNQUIET = Duration.ofSeconds(4);

  private final Printer printer;
  private final InstantSource clock;
  private final Supplier<List<Sight>> logs;
  private final List<Sight> told = new ArrayList<>();
  private final Set<String> shown = new HashSet<>();
  private final List<String> troubles = new ArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tour-traffic").factory());

  /**
   * @param logs what happened at the vendors, all of it from the beginning
   */
  Traffic(Printer printer, InstantSource clock, Supplier<List<Sight>> logs) {
    this.printer = printer;
    this.clock = clock;
    this.logs = logs;
  }

  Traffic start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::lookQuietly, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return this;
  }

  Instant now() {
    return clock.instant();
  }

  /** A line of the tour's own, in its turn among the others. */
  synchronized void tell(Instant at, String who, String what, String outcome) {
    told.add(new Sight("told " + told.size(), at, Printer.Tone.PLAIN, who, what, outcome, true));
  }

  /**
   * Waits until nothing moves any more and shows the rest.
   *
   * @return what did not go well since the last time, each once
   */
  List<String> settle() {
    Instant end = clock.instant().plus(MOST_UNQUIET);
    while (clock.instant().isBefore(end) && !isQuiet()) {
      Pause.millis(LOOK_MILLIS);
    }
    return rest();
  }

  private synchronized List<String> rest() {
    show(waiting(), Instant.MAX);
    List<String> seen = troubles.stream().distinct().toList();
    troubles.clear();
    return seen;
  }

  private boolean isQuiet() {
    Instant recent = clock.instant().minus(QUIET);
    return all().stream().allMatch(sight -> sight.at().isBefore(recent));
  }

  private void lookQuietly() {
    try {
      synchronized (this) {
        show(waiting(), clock.instant().minus(LAG));
      }
    } catch (TourTrouble gone) {
      // A stand-in that is stopping answers no more; the steps themselves say what is wrong.
    }
  }

  private synchronized List<Sight> all() {
    List<Sight> all = new ArrayList<>(logs.get());
    all.addAll(told);
    return all;
  }

  private synchronized List<Sight> waiting() {
    return all().stream()
        .filter(sight -> !shown.contains(sight.key()))
        .sorted(Comparator.comparing(Sight::at))
        .toList();
  }

  private void show(List<Sight> sights, Instant limit) {
    Instant patience = clock.instant().minus(MOST_WAIT);
    for (Sight sight : sights) {
      if (sight.at().isAfter(limit)) {
        return;
      }
      if (sight.settled()) {
        show(sight);
      } else if (sight.at().isAfter(patience) && limit.isBefore(Instant.MAX)) {
        return;
      }
    }
  }

  private void show(Sight sight) {
    shown.add(sight.key());
    if (sight.tone() == Printer.Tone.BAD) {
      troubles.add(sight.who() + ": " + sight.what() + " " + sight.outcome());
    }
    printer.event(sight.at(), sight.tone(), sight.who(), sight.what(), sight.outcome());
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
