package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.TestDatabase;
import com.mlconnector.support.UpsDepot;
import com.mlconnector.verify.Clerk;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import com.mlconnector.verify.Invariants;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two gateway processes on one database, a clerk with a client, and what must hold in the end. */
final class TwoNodes implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(3);

  /** To see that a lease is over and to claim what it was for, on a machine with much to do. */
  static final Duration LOOKING = Duration.ofSeconds(2);

  /** Longer than any test here, in full. */
  static final int LONGEST_SECONDS = 1_800;

  private static final Duration PATIENCE = Duration.ofSeconds(Faults.number(90, 600));
  private static final Duration PROMPTLY = Duration.ofSeconds(15);
  private static final String FLAG = "#ship ground 2lb";

  private final TestDatabase database = TestDatabase.fresh();
  private final Ground ground;
  private final GatewayProcess first;
  private final GatewayProcess second;
  private final Clerk clerk;
  private final long client;

  private TwoNodes(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("shipping.lost-answer-schedule", "0s, 300ms, 1s");
    settings.put("shipping.latecomer-schedule", "1s, 2s");
    this.ground = Ground.open(database.place(), settings);
    this.first = ground.node("first");
    this.second = ground.node("second");
    this.clerk = ground.clerk();
    this.client = clerk.newClient();
  }

  /** Both are ready, and the vendors know them. */
  static TwoNodes started(Map<String, String> more) {
    TwoNodes nodes = new TwoNodes(more);
    nodes.first.begin();
    nodes.second.begin();
    nodes.first.awaitReady();
    nodes.second.awaitReady();
    nodes.ground.connect();
    return nodes;
  }

  Ground ground() {
    return ground;
  }

  GatewayProcess first() {
    return first;
  }

  GatewayProcess second() {
    return second;
  }

  List<GatewayProcess> both() {
    return List.of(first, second);
  }

  GatewayProcess otherThan(GatewayProcess node) {
    return node == first ? second : first;
  }

  UpsDepot ups() {
    return UpsDepot.at(ground.ups());
  }

  long issue() {
    return clerk.issue(client, FLAG);
  }

  /** From now on UPS takes its time to sell, so that there is always something in hand. */
  void slowPurchases(Duration by) {
    ups()
        .fault(
            new JsonObject()
                .put("operation", "ship")
                .put("kind", "delay")
                .put("delayMillis", by.toMillis())
                .put("times", 0));
  }

  /**
   * Everything that should have happened has happened, once; and it goes on.
   *
   * @param invoices issued while there were faults
   */
  void areFine(List<Long> invoices, Figures figures) {
    Invariants invariants = new Invariants(ground);
    // A webhook that found nobody is given up after a while; the sweep finds its invoice.
    Eventually.see(
        PATIENCE,
        "all are written back",
        () -> invoices.stream().filter(invoice -> !clerk.isWrittenBack(invoice)).toList(),
        List::isEmpty);
    invariants.settle(PATIENCE);
    ups().clearFaults();
    invariants.goesOn(PROMPTLY);
    invariants.settle(PATIENCE);

    figures.shipped(invariants.shipped());
    List<String> violations = invariants.violations();
    figures.found(violations);
    assertThat(violations).isEmpty();
  }

  @Override
  public void close() {
    ground.close();
    database.close();
  }
}
