package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.HttpApi;
import com.mlconnector.verify.Clerk;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import com.mlconnector.verify.Invariants;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Once the faults are over nothing is lost, doubled or stuck, and work goes on. */
final class Aftermath {
  /** Longer faults and more of them, for a night: {@code -Dfaults=full}. */
  static final boolean FULL = "full".equals(System.getProperty("faults"));

  static final int LONGEST_SECONDS = 1_800;

  private static final String FLAG = "#ship ground 2lb";
  private static final int FIVE_MORE = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(FULL ? 900 : 90);
  private static final Duration PROMPTLY = Duration.ofSeconds(15);

  private static final String IN_USE = "vertx_pool_in_use{pool_name=\"gateway\",pool_type=\"sql\"}";

  private final Clerk clerk;
  private final Invariants invariants;
  private final long client;

  Aftermath(Ground ground) {
    this.clerk = ground.clerk();
    this.invariants = new Invariants(ground);
    this.client = clerk.newClient();
  }

  /** Invoices that are to be shipped, as fast as FreshBooks takes them. */
  List<Long> issue(int count) {
    return Stream.generate(() -> clerk.issue(client, FLAG)).limit(count).toList();
  }

  /**
   * Waits until nothing is left to do.
   *
   * @return how long that took
   */
  Duration settle() {
    return invariants.settle(PATIENCE);
  }

  /**
   * All that should have happened has happened, once. Called when the last fault is over.
   *
   * @param invoices issued before that
   * @return how long it took until that was so
   */
  Duration isFine(List<Long> invoices) {
    Duration recovery = settle();
    assertThat(invariants.violations()).isEmpty();
    assertThat(invoices).allMatch(clerk::isWrittenBack);

    List<Long> more = issue(FIVE_MORE);
    invariants.settle(PROMPTLY);
    assertThat(invariants.violations()).isEmpty();
    assertThat(more).allMatch(clerk::isWrittenBack);
    return recovery;
  }

  /**
   * The pool has all its connections back, between two looks for work. Only those in use tell:
   * where a wait times out just when it ends, Vert.x counts its end twice, and logs "Promise
   * already completed" (vertx-sql-client 1567).
   */
  static void noConnectionIsLeftInUse(GatewayProcess node) {
    HttpApi management = new HttpApi(node.managementUrl());
    Eventually.see(
        "no connection is in use",
        () ->
            management
                .call("GET", "/metrics", null)
                .text()
                .lines()
                .filter(line -> line.startsWith(IN_USE))
                .toList(),
        gauges -> gauges.size() == 1 && gauges.getFirst().endsWith(" 0.0"));
  }

  long shipped() {
    return invariants.shipped();
  }
}
