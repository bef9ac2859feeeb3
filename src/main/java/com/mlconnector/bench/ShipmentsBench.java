package com.mlconnector.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The whole measurement, in the order in which it happens. */
final class ShipmentsBench {

  /**
   * @param rounds measured, after one to warm up
   * @param shipments in each round
   * @param backlog shipments in the long queue; the short one has as many as a round
   */
  record Settings(int rounds, int shipments, int backlog) {
    Settings {
      if (Math.min(rounds, Math.min(shipments, backlog)) < 1) {
        throw new IllegalStateException("every option must be at least 1");
      }
    }
  }

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int CLIENT = 771201;
  private static final long IDLE_SECONDS = 10;

  private final Settings settings;
  private final Consumer<String> progress;

  ShipmentsBench(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  private record Cast(Stage stage, ShipmentTables tables, List<String> standIns) {}

  ShipmentsReport run() throws IOException, SQLException, TimeoutException, InterruptedException {
    Machine.Load before = Machine.load();
    progress.accept("Postgres and the vendors' stand-ins are started");
    try (Stage stage = Stage.open();
        JournalTable journal = new JournalTable(stage.postgres());
        ShipmentTables tables = new ShipmentTables(stage.postgres())) {
      stage.shippingAtFullSpeed();
      Cast cast =
          new Cast(stage, tables, List.of(stage.freshBooks().baseUrl(), stage.ups().baseUrl()));
      set(cast, new JsonObject().put("rateLimit", 0).put("webhooks", false));
      Sender sender = Sender.connect(stage);
      progress.accept("The gateway is ready, webhooks go to " + sender);
      List<Double> withGateway = new ArrayList<>();
      List<Double> without = new ArrayList<>();
      ShipmentTables.Mark spent = new ShipmentTables.Mark(0, 0, 0);
      int calls = 0;
      for (int round = 0; round <= settings.rounds(); round++) {
        if (round == 1) {
          tables.forget();
        }
        ShipmentTables.Mark begin = tables.mark();
        VendorCalls.forget(stage.web(), cast.standIns());
        double rate = round(cast);
        spent = tables.mark().minus(begin);
        VendorCalls seen = VendorCalls.seen(stage.web(), cast.standIns());
        double bare = settings.shipments() / (seen.fire() / 1e9);
        calls = seen.size();
        if (round > 0) {
          withGateway.add(rate);
          without.add(bare);
        }
        progress.accept(
            "%s: %.1f shipments/s, %.1f for the same %d vendor calls alone, %.1f statements and"
                    .formatted(
                        round == 0 ? "warm-up" : "round " + round,
                        rate,
                        bare,
                        calls,
                        spent.statements() / (double) settings.shipments())
                + " %.1f commits for each"
                    .formatted(spent.commits() / (double) settings.shipments()));
      }
      String statements = tables.frequent((long) settings.rounds() * settings.shipments());
      double idle = idle(cast);
      Queue few = queue(cast, settings.shipments());
      Queue many = queue(cast, settings.backlog());
      return new ShipmentsReport(
          Machine.describe(journal),
          before,
          settings,
          Spread.of(withGateway),
          Spread.of(without),
          calls / (double) settings.shipments(),
          spent,
          idle,
          few,
          many,
          tables.notBought() - Math.max(0, settings.backlog() - many.bought()),
          statements);
    }
  }

  /**
   * Shipments from a queue.
   *
   * @param bought in all; what was left in a long queue is not waited for
   */
  record Queue(int length, long bought, double perSecond, double statementsEach) {}

  /** Deliveries for new invoices, until all of them have shipped and say so; shipments a second. */
  private double round(Cast cast) throws IOException, SQLException, InterruptedException {
    List<Long> invoices = invoices(cast, settings.shipments(), "#ship ground 2.5lb 10x8x4");
    long bought = cast.tables().bought();
    long begin = System.nanoTime();
    set(cast, new JsonObject().put("webhooks", true));
    for (long invoice : invoices) {
      cast.stage()
          .web()
          .post(
              cast.stage().freshBooks().baseUrl() + "/_control/events",
              new JsonObject().put("name", "invoice.create").put("objectId", invoice));
    }
    await(cast, bought + settings.shipments());
    double rate = settings.shipments() / ((System.nanoTime() - begin) / 1e9);
    set(cast, new JsonObject().put("webhooks", false));
    return rate;
  }

  private static void await(Cast cast, long bought) throws SQLException {
    long begin = System.nanoTime();
    while (cast.tables().bought() < bought || cast.tables().busy() > 0) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "Only %d of %d shipments were bought within %d minutes"
                .formatted(cast.tables().bought(), bought, PATIENCE.toMinutes()));
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  private double idle(Cast cast) throws SQLException {
    // What was committed before is reported by idle back-ends within ten seconds.
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(11));
    ShipmentTables.Mark begin = cast.tables().mark();
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(IDLE_SECONDS));
    double commits = cast.tables().mark().minus(begin).commits() / (double) IDLE_SECONDS;
    progress.accept("Idle: %.1f commits a second".formatted(commits));
    return commits;
  }

  /** The first {@code shipments} of a queue that long. */
  private Queue queue(Cast cast, int length)
      throws IOException, SQLException, InterruptedException {
    List<Long> invoices = invoices(cast, length, "Thank you.");
    long bought = cast.tables().bought();
    ShipmentTables.Mark mark = cast.tables().mark();
    cast.tables().queue(invoices);
    long begin = System.nanoTime();
    long target = bought + settings.shipments();
    while (cast.tables().bought() < target) {
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("The queue of " + length + " does not move");
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    long done = cast.tables().bought() - bought;
    double seconds = (System.nanoTime() - begin) / 1e9;
    double statements = cast.tables().mark().minus(mark).statements() / (double) done;
    cast.tables().emptyQueue();
    await(cast, target);
    Queue queue = new Queue(length, cast.tables().bought() - bought, done / seconds, statements);
    progress.accept(
        "A queue of %,d: %.1f shipments/s, %.1f statements for each"
            .formatted(length, queue.perSecond(), queue.statementsEach()));
    return queue;
  }

  private static List<Long> invoices(Cast cast, int count, String notes)
      throws IOException, InterruptedException {
    JsonObject invoice =
        new JsonObject()
            .put("client", CLIENT)
            .put("notes", notes)
            .put(
                "lines",
                new JsonArray()
                    .add(
                        new JsonObject()
                            .put("name", "Blue mug")
                            .put("qty", 1)
                            .put("unit_cost", "14.00")));
    List<Long> ids = new ArrayList<>();
    cast.stage()
        .web()
        .post(
            cast.stage().freshBooks().baseUrl() + "/_control/invoices/import",
            new JsonObject().put("count", count).put("invoice", invoice))
        .getJsonArray("invoiceids")
        .forEach(id -> ids.add(((Number) id).longValue()));
    return ids;
  }

  private static void set(Cast cast, JsonObject settings) throws IOException, InterruptedException {
    cast.stage().web().patch(cast.stage().freshBooks().baseUrl() + "/_control/settings", settings);
  }
}
