package com.mlconnector.verify;

import com.mlconnector.verify.Trouble.Spoiling;
import com.mlconnector.verify.Trouble.Webhooks;
import com.mlconnector.verify.Trouble.Wire;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Makes trouble, and ends it. All programs of a batch suffer from what one of them asks for. */
final class Tormentor {
  /** Longer than any lease. */
  private static final int PAUSE_MILLIS = 4_500;

  private final Ground ground;
  private final Supervisor supervisor;
  private final List<Thread> endings = new CopyOnWriteArrayList<>();

  Tormentor(Ground ground, Supervisor supervisor) {
    this.ground = ground;
    this.supervisor = supervisor;
  }

  /** False: there was nothing to be troubled. */
  boolean make(Trouble trouble) {
    return switch (trouble) {
      case Trouble.Kill(int node) -> supervisor.kill(node);
      case Trouble.Crash(int node, var point, int pass) -> supervisor.crash(node, point, pass);
      case Trouble.Terminate(int node) -> supervisor.terminate(node);
      case Trouble.Pause(int node) -> {
        boolean paused = supervisor.pause(node);
        later(PAUSE_MILLIS, () -> supervisor.resume(node));
        yield paused;
      }
      case Wire wire -> {
        harm(wire);
        yield true;
      }
      case Trouble.Vendor vendor -> {
        controls(vendor.vendor()).post("/faults", fault(vendor));
        yield true;
      }
      case Trouble.LateLabels(int seconds) -> {
        lateLabels(seconds);
        yield true;
      }
      case Webhooks webhooks -> {
        ground.freshBooksControls().patch("/settings", setting(webhooks));
        yield true;
      }
    };
  }

  private void harm(Wire wire) {
    PostgresWire between = ground.wire();
    switch (wire.harm()) {
      case CUT -> between.cut();
      case REFUSE -> {
        between.refuse();
        between.cut();
        later(wire.millis(), between::heal);
      }
      case STALL -> {
        between.stall();
        later(wire.millis(), between::heal);
      }
      case SLOW -> {
        between.delay(Duration.ofMillis(40));
        later(wire.millis(), between::heal);
      }
      case LOSE_COMMITS ->
          between.loseNext(1 + wire.millis() / 400, com.mlconnector.verify.Statement::commits);
      case END_BACKENDS -> endBackends();
    }
  }

  private void endBackends() {
    try (Connection connection = ground.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
              + ground.database().user()
              + "'");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonObject fault(Trouble.Vendor vendor) {
    JsonObject fault =
        new JsonObject()
            .put("operation", vendor.operation())
            .put("skip", vendor.skip())
            .put("times", vendor.times());
    return fault.mergeIn(spoilt(vendor.spoiling()));
  }

  private static JsonObject spoilt(Spoiling spoiling) {
    return switch (spoiling) {
      case RESET_BEFORE -> kind("reset", "before");
      case RESET_AFTER -> kind("reset", "after");
      case ERROR_BEFORE -> kind("status", "before").put("status", 500);
      case ERROR_AFTER -> kind("status", "after").put("status", 500);
      case UNAVAILABLE -> kind("status", "before").put("status", 503);
      case TRUNCATED -> kind("truncate", "after");
      case HANG_BEFORE -> kind("hang", "before");
      case HANG_AFTER -> kind("hang", "after");
      case SLOW -> kind("delay", "after").put("delayMillis", 700);
      case THROTTLED -> kind("status", "before").put("status", 429);
      case THROTTLED_FOR_A_SECOND ->
          kind("status", "before").put("status", 429).put("retryAfter", "1");
      case HTML -> kind("html", "after").put("status", 502);
      case EMPTY -> kind("empty", "after");
    };
  }

  private static JsonObject kind(String kind, String moment) {
    return new JsonObject().put("kind", kind).put("moment", moment);
  }

  private static JsonObject setting(Webhooks webhooks) {
    return switch (webhooks.fate()) {
      case SILENT -> new JsonObject().put("webhooks", false);
      case LOST -> new JsonObject().put("webhookDropNext", webhooks.count());
      case DOUBLED -> new JsonObject().put("webhookDuplicateNext", webhooks.count());
      case REVERSED -> new JsonObject().put("webhookReverseNext", webhooks.count());
      case LATE -> new JsonObject().put("webhookLateNext", webhooks.count());
    };
  }

  private void lateLabels(int seconds) {
    ground
        .upsControls()
        .post(
            "/settings",
            new JsonObject()
                .put("labelDelaySeconds", seconds)
                .put("manifestDelaySeconds", seconds));
  }

  private Api controls(Trouble.Vendor.Name vendor) {
    return switch (vendor) {
      case UPS -> ground.upsControls();
      case FRESHBOOKS -> ground.freshBooksControls();
    };
  }

  private void later(int millis, Runnable ending) {
    endings.add(
        Thread.ofVirtual()
            .start(() -> {
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
              ending.run();
            }));
  }

  /** Ends all trouble; nodes that have died may still be starting. */
  void heal() {
    for (Thread ending : endings) {
      try {
        ending.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    endings.clear();
    ground.wire().heal();
    ground.upsControls().delete("/faults");
    ground.freshBooksControls().delete("/faults");
    lateLabels(0);
    Map<String, Object> usual = new TreeMap<>();
    usual.put("webhooks", true);
    for (String next : List.of("Drop", "Duplicate", "Reverse", "Late")) {
      usual.put("webhook" + next + "Next", 0);
    }
    ground.freshBooksControls().patch("/settings", new JsonObject(usual));
    ground.freshBooksControls().post("/deliveries/release", new JsonObject());
  }
}
