package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows live who calls whom, from the stand-ins' own logs. */
final class Traffic implements AutoCloseable {
  private static final long LOOK_MILLIS = 60;

  private final Printer printer;
  private final Api freshBooks;
  private final Api ups;
  private final Map<String, Integer> shown = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tour-traffic").factory());

  Traffic(Printer printer, Api freshBooks, Api ups) {
    this.printer = printer;
    this.freshBooks = freshBooks;
    this.ups = ups;
  }

  Traffic start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::lookQuietly, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return this;
  }

  private void lookQuietly() {
    try {
      look();
    } catch (TourTrouble gone) {
      // A stand-in that is stopping answers no more; the steps themselves say what is wrong.
    }
  }

  private synchronized void look() {
    news(freshBooks, "/_control/requests", "requests")
        .forEach(r -> call("gateway → FreshBooks", (JsonObject) r));
    news(freshBooks, "/_control/deliveries", "deliveries").forEach(d -> delivery((JsonObject) d));
    news(ups, "/_control/requests", "requests").forEach(r -> call("gateway → UPS", (JsonObject) r));
    news(ups, "/_control/track-alert/pushes", "pushes").forEach(p -> push((JsonObject) p));
  }

  private JsonArray news(Api api, String path, String member) {
    JsonArray all = api.get(path).getJsonArray(member);
    String key = api.base() + path;
    int known = shown.getOrDefault(key, 0);
    JsonArray fresh = new JsonArray();
    for (int i = known; i < all.size(); i++) {
      JsonObject entry = all.getJsonObject(i);
      if (isOpen(entry)) {
        break;
      }
      fresh.add(entry);
      shown.put(key, i + 1);
    }
    return fresh;
  }

  /** Still on its way: shown when it has arrived, in its turn. */
  private static boolean isOpen(JsonObject entry) {
    return "waiting".equals(entry.getString("state"))
        || "held".equals(entry.getString("state"))
        || "under way".equals(entry.getValue("outcome"));
  }

  private void call(String who, JsonObject request) {
    JsonObject fault = request.getJsonObject("fault");
    String outcome =
        request.getInteger("status") == null
            ? "no answer"
            : request.getInteger("status").toString();
    printer.event(
        fault == null ? Printer.Tone.DIM : Printer.Tone.BAD,
        who,
        request.getString("operation"),
        outcome + (fault == null ? "" : "  (fault: " + fault.getString("kind") + ")"));
  }

  private void delivery(JsonObject delivery) {
    JsonObject fields = delivery.getJsonObject("fields");
    JsonArray attempts = delivery.getJsonArray("attempts");
    printer.event(
        Printer.Tone.DIM,
        "FreshBooks → gateway",
        "webhook " + fields.getString("name") + " " + fields.getString("object_id"),
        attempts.isEmpty()
            ? delivery.getString("state")
            : attempts.getJsonObject(attempts.size() - 1).getString("outcome"));
  }

  private void push(JsonObject push) {
    JsonObject event = push.getJsonObject("event");
    printer.event(
        Printer.Tone.DIM,
        "UPS → gateway",
        "push \"" + event.getJsonObject("activityStatus").getString("description").strip() + "\"",
        String.valueOf(push.getValue("outcome")));
  }

  /** Shows what came until now, then stops looking. */
  @Override
  public void close() {
    thread.shutdown();
    lookQuietly();
  }
}
