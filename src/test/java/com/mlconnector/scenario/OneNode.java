package com.mlconnector.scenario;

import com.mlconnector.support.TestDatabase;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One gateway process with everything around it, for a class of faults; at the end its figures are
 * printed. A test class holds it as a static {@code @RegisterExtension}.
 */
final class OneNode implements BeforeAllCallback, AfterAllCallback {
  private final Figures figures;
  private final Map<String, String> settings;
  private @Nullable TestDatabase database;
  private @Nullable Ground ground;
  private @Nullable GatewayProcess node;
  private @Nullable Aftermath aftermath;

  /**
   * @param what the figures are of
   * @param more settings of the node, beside short lost-answer schedules
   */
  OneNode(String what, Map<String, String> more) {
    this.figures = new Figures(what);
    this.settings = new HashMap<>(more);
    settings.put("shipping.lost-answer-schedule", "0s, 300ms, 1s");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    database = TestDatabase.fresh();
    ground = Ground.open(database.place(), settings);
    node = ground.node("only").start();
    ground.connect();
    aftermath = new Aftermath(ground, figures);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    figures.print();
    if (ground != null) {
      ground.close();
    }
    if (database != null) {
      database.close();
    }
  }

  Figures figures() {
    return figures;
  }

  Ground ground() {
    return Objects.requireNonNull(ground);
  }

  GatewayProcess process() {
    return Objects.requireNonNull(node);
  }

  /** One statement as the owner of the tables. */
  void sql(String statement) {
    Objects.requireNonNull(database).sql(statement);
  }

  Aftermath aftermath() {
    return Objects.requireNonNull(aftermath);
  }
}
