package com.mlconnector.scenario;

import com.mlconnector.support.TestDatabase;
import com.mlconnector.support.UpsDepot;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two gateway processes on one database, people who issue invoices, and what must hold after. */
final class TwoNodes implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(3);

  /** To see that a lease is over and to claim what it was for, on a machine with much to do. */
  static final Duration LOOKING = Duration.ofSeconds(2);

  private final Figures figures;
  private final TestDatabase database;
  private final Ground ground;
  private final GatewayProcess first;
  private final GatewayProcess second;
  private final Aftermath aftermath;

  private TwoNodes(TestDatabase database, Ground ground, Figures figures) {
    this.figures = figures;
    this.database = database;
    this.ground = ground;
    this.first = ground.node("first");
    this.second = ground.node("second");
    this.aftermath = new Aftermath(ground, figures);
  }

  /** Both are ready, and the vendors know them. */
  static TwoNodes started(Figures figures, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("shipping.lost-answer-schedule", "0s, 300ms, 1s");
    settings.put("shipping.latecomer-schedule", "1s, 2s");
    TestDatabase database = TestDatabase.fresh();
    try {
      return new TwoNodes(database, Ground.open(database.place(), settings), figures).start();
    } catch (RuntimeException | Error e) {
      database.close();
      throw e;
    }
  }

  private TwoNodes start() {
    try {
      both().forEach(GatewayProcess::begin);
      both().forEach(GatewayProcess::awaitReady);
      ground.connect();
      return this;
    } catch (RuntimeException | Error e) {
      ground.close();
      throw e;
    }
  }

  Ground ground() {
    return ground;
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

  /** One invoice that is to be shipped. */
  long issue() {
    return aftermath.issue();
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
  void areFine(List<Long> invoices) {
    ups().clearFaults();
    var _ = aftermath.isFine(invoices);
  }

  /** Tells what it came to. */
  @Override
  public void close() {
    figures.print();
    ground.close();
    database.close();
  }
}
