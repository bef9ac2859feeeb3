package com.mlconnector.verify;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Batch after batch on one ground, whose gateways are kept alive. */
final class Verification {

  /**
   * @param first seed
   * @param atOnce programs in one batch
   * @param limit no batch begins after it
   */
  record Settings(long first, int seeds, int nodes, int atOnce, Faults faults, Duration limit) {}

  /** Everything that takes minutes takes seconds here; what is promised stays the same. */
  private static final Map<String, String> QUICK =
      Map.of(
          "poller.sweep-interval", "20s",
          "shipping.lost-answer-schedule", "0s, 300ms, 1s, 2s",
          "shipping.latecomer-schedule", "500ms, 1s, 2s, 4s, 8s",
          "shipping.purchases-per-hour", "1000000",
          "ups.token-daily-budget", "100000",
          "ups.track-alert-version", "v1");

  private final Settings settings;
  private final InstantSource clock;
  private final Consumer<String> out;

  Verification(Settings settings, InstantSource clock, Consumer<String> out) {
    this.settings = settings;
    this.clock = clock;
    this.out = out;
  }

  /** The program of a seed. */
  LongFunction<Program> programs() {
    return seed -> ProgramWriter.write(seed, settings.faults, settings.nodes);
  }

  Totals run() {
    long begun = System.nanoTime();
    Totals totals = new Totals();
    try (PostgresServer postgres = PostgresServer.start();
        Ground ground = Ground.open(postgres.database("verify"), QUICK)) {
      List<GatewayProcess> nodes = nodes(ground);
      ground.upsControls().post("/settings", new JsonObject().put("tokenBudget", 1_000_000));
      ground
          .freshBooksControls()
          .patch("/settings", new JsonObject().put("webhookLateMillis", 1_500));
      int wide = Math.min(settings.atOnce, settings.seeds);
      List<Shop> shops = new ArrayList<>();
      for (int i = 0; i < wide; i++) {
        shops.add(Shop.open(ground, "shop" + i));
      }
      out.accept(
          "%d nodes, %d shops, faults: %s; logs in %s"
              .formatted(nodes.size(), wide, settings.faults, ground.folder()));
      try (Supervisor supervisor = new Supervisor(nodes);
          Tables tables = new Tables(ground.database())) {
        Tormentor tormentor = new Tormentor(ground, supervisor);
        for (int done = 0;
            done < settings.seeds && System.nanoTime() - begun < settings.limit.toNanos();
            done += wide) {
          List<Performance> performances = new ArrayList<>();
          for (int i = 0; i < Math.min(wide, settings.seeds - done); i++) {
            Program program = programs().apply(settings.first + done + i);
            performances.add(
                new Performance(
                    program, shops.get(i), ground.freshBooksControls(), tormentor, clock));
          }
          Batch batch = new Batch(ground, tormentor, supervisor, tables, clock, performances);
          batch.run();
          tell(batch, performances, totals, supervisor);
          renewShops(ground, shops, performances, done);
        }
      }
    }
    totals.took(Duration.ofNanos(System.nanoTime() - begun));
    return totals;
  }

  private List<GatewayProcess> nodes(Ground ground) {
    List<GatewayProcess> nodes = new ArrayList<>();
    for (int i = 0; i < settings.nodes; i++) {
      // The first one makes the tables.
      nodes.add(ground.node("node-" + (i + 1)).start());
    }
    return nodes;
  }

  /** What is left over in one must not trouble the next program. */
  private void renewShops(
      Ground ground, List<Shop> shops, List<Performance> performances, int done) {
    for (int i = 0; i < performances.size(); i++) {
      if (!performances.get(i).isClean()) {
        shops.set(i, Shop.open(ground, "shop" + i + "x" + done));
      }
    }
  }

  private void tell(
      Batch batch, List<Performance> performances, Totals totals, Supervisor supervisor) {
    for (Performance it : performances) {
      Duration recovery = batch.recovery(it);
      totals.add(it, recovery);
      out.accept(
          "seed %d: %d operations on %d invoices, faults %s, %d labels, recovery %.1f s: %s"
              .formatted(
                  it.program().seed(),
                  it.program().operations(),
                  it.program().invoices(),
                  it.troubles(),
                  it.labels(),
                  recovery.toMillis() / 1e3,
                  it.isClean() ? "good" : it.counts()));
    }
    if (performances.stream().anyMatch(it -> !it.isClean())) {
      performances.stream()
          .filter(it -> !it.isClean())
          .forEach(it -> out.accept(it.evidence()));
      out.accept(supervisor.lastWords());
      out.accept(
          "Again: ml-connector verify --seed %d --seeds %d --at-once %d --nodes %d --faults %s"
              .formatted(
                  performances.getFirst().program().seed(),
                  performances.size(),
                  performances.size(),
                  settings.nodes,
                  settings.faults));
    }
  }
}
