package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import com.mlconnector.verify.Clerk;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import com.mlconnector.verify.Invariants;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Once the faults are over nothing is lost, doubled or stuck, and work goes on. */
final class Aftermath {
  private static final String FLAG = "#ship ground 2lb";
  private static final Duration PATIENCE = Duration.ofSeconds(Faults.number(120, 900));
  private static final Duration PROMPTLY = Duration.ofSeconds(30);

  private final Figures figures;
  private final Clerk clerk;
  private final Invariants invariants;
  private final long client;

  /**
   * @param figures what is found goes there
   */
  Aftermath(Ground ground, Figures figures) {
    this(new Invariants(ground), figures);
  }

  private Aftermath(Invariants invariants, Figures figures) {
    this.figures = figures;
    this.invariants = invariants;
    this.clerk = invariants.clerk();
    this.client = clerk.newClient();
  }

  /** The same of a gateway in this process, with the figures printed. */
  static void check(RunningGateway gateway, String what, int faults) {
    Figures figures = new Figures(what);
    try {
      figures.faults(faults);
      var _ = new Aftermath(gateway.invariants(), figures).isFine(List.of());
    } finally {
      figures.print();
    }
  }

  /** One invoice that is to be shipped. */
  long issue() {
    return clerk.issue(client, FLAG);
  }

  /** As fast as FreshBooks takes them. */
  List<Long> issue(int count) {
    return Stream.generate(this::issue).limit(count).toList();
  }

  /**
   * Waits until nothing is left to do.
   *
   * @return how long that took
   */
  Duration settle() {
    try {
      return invariants.settle(PATIENCE);
    } catch (IllegalStateException notInTime) {
      figures.found(invariants.unfinished().stream().map(left -> "stuck: " + left).toList());
      throw notInTime;
    }
  }

  /**
   * All that should have happened has happened, once, and more invoices ship. Called when the last
   * fault is over.
   *
   * @param invoices issued before that
   * @return how long it took until all was done
   */
  Duration isFine(List<Long> invoices) {
    long begin = System.nanoTime();
    awaitWrittenBack(invoices);
    settle();
    Duration recovery = Duration.ofNanos(System.nanoTime() - begin);
    nothingIsWrong();

    invariants.goesOn(PROMPTLY);
    settle();
    nothingIsWrong();
    return recovery;
  }

  /** A webhook that found nobody is given up after a while; the sweep finds its invoice. */
  private void awaitWrittenBack(List<Long> invoices) {
    try {
      Eventually.see(
          PATIENCE,
          "all are written back",
          () -> invoices.stream().filter(invoice -> !clerk.isWrittenBack(invoice)).toList(),
          List::isEmpty);
    } catch (AssertionError notInTime) {
      figures.found(invariants.violations());
      throw notInTime;
    }
  }

  private void nothingIsWrong() {
    figures.shipped(invariants.shipped());
    List<String> violations = invariants.violations();
    figures.found(violations);
    assertThat(violations).isEmpty();
  }

  /**
   * The pool has all its connections back, between two looks for work. Only those in use tell:
   * where a wait times out just when it ends, Vert.x counts its end twice, and logs "Promise
   * already completed" (vertx-sql-client 1567).
   */
  static void noConnectionIsLeftInUse(GatewayProcess node) {
    Eventually.see(
        "no connection is in use",
        () ->
            Meters.of(node).sum("vertx_pool_in_use", "pool_name=\"gateway\"", "pool_type=\"sql\""),
        inUse -> inUse == 0);
  }
}
