package com.mlconnector.verify;

import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ground with its nodes running, and those who work on it. */
record Crew(
    Ground ground, Supervisor supervisor, Tormentor tormentor, Tables tables, InstantSource clock)
    implements AutoCloseable {

  /** Everything that takes minutes takes seconds here; what is promised stays the same. */
  static final Map<String, String> QUICK =
      Map.of(
          "poller.sweep-interval", "20s",
          "shipping.lost-answer-schedule", "0s, 300ms, 1s, 2s",
          "shipping.latecomer-schedule", "500ms, 1s, 2s, 4s, 8s",
          "shipping.purchases-per-hour", "1000000",
          "ups.token-daily-budget", "100000",
          "ups.track-alert-version", "v1");

  static Crew assemble(Ground ground, int nodes, InstantSource clock) {
    List<GatewayProcess> running = new ArrayList<>();
    for (int i = 1; i <= nodes; i++) {
      // The first one makes the tables.
      running.add(ground.node("node-" + i).start());
    }
    ground.upsControls().post("/settings", new JsonObject().put("tokenBudget", 1_000_000));
    ground
        .freshBooksControls()
        .patch("/settings", new JsonObject().put("webhookLateMillis", 1_500));
    Supervisor supervisor = new Supervisor(running);
    return new Crew(
        ground,
        supervisor,
        new Tormentor(ground, supervisor),
        new Tables(ground.database()),
        clock);
  }

  Performance perform(Program program, Shop shop) {
    return new Performance(program, shop, ground.freshBooksControls(), tormentor, clock);
  }

  @Override
  public void close() {
    supervisor.close();
    tables.close();
  }
}
