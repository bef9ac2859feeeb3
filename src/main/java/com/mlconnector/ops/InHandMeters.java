package com.mlconnector.ops;

import com.mlconnector.store.Work;
import com.mlconnector.work.Workbench;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** For how long this node has had its oldest work in hand, by kind: a handler that hangs shows. */
public final class InHandMeters {
  private InHandMeters() {}

  public static void register(Workbench bench, MeterRegistry meters) {
    for (Work.Kind kind : Work.Kind.values()) {
      Gauge.builder(
              "work.in.hand.oldest.seconds",
              bench,
              node -> node.oldestInHand().getOrDefault(kind.key(), 0.0))
          .tag("kind", kind.key())
          .description("Since when the oldest piece of work in hand is worked on")
          .register(meters);
    }
    FunctionCounter.builder("work.given.up", bench, Workbench::givenUp)
        .description("Handlers that ran into the time limit")
        .register(meters);
  }
}
