package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who called whom, from the stand-ins' own logs. */
final class VendorLogs {
  private final Api freshBooks;
  private final Api ups;

  VendorLogs(Api freshBooks, Api ups) {
    this.freshBooks = freshBooks;
    this.ups = ups;
  }

  /** All there is, from the beginning. */
  List<Sight> read() {
    List<Sight> sights = new ArrayList<>();
    for (JsonObject call : entries(freshBooks, "/_control/requests", "requests")) {
      sights.add(call("FreshBooks", call));
    }
    for (JsonObject delivery : entries(freshBooks, "/_control/deliveries", "deliveries")) {
      sights.addAll(delivery(delivery));
    }
    for (JsonObject call : entries(ups, "/_control/requests", "requests")) {
      sights.add(call("UPS", call));
    }
    List<JsonObject> pushes = entries(ups, "/_control/track-alert/pushes", "pushes");
    for (int i = 0; i < pushes.size(); i++) {
      sights.add(push(i, pushes.get(i)));
    }
    return sights;
  }

  private static List<JsonObject> entries(Api api, String path, String member) {
    return api.get(path).getJsonArray(member).stream().map(entry -> (JsonObject) entry).toList();
  }

  private static Sight call(String vendor, JsonObject call) {
    JsonObject fault = call.getJsonObject("fault");
    Integer status = call.getInteger("status");
    boolean cut = fault != null && List.of("reset", "hang").contains(fault.getString("kind"));
    String outcome = status == null ? "no answer" : status.toString();
    return new Sight(
        vendor + " call " + call.getInteger("n"),
        Instant.parse(call.getString("at")),
        fault == null && status != null && status < 400 ? Printer.Tone.DIM : Printer.Tone.BAD,
        caller(call) + " → " + vendor,
        call.getString("operation"),
        fault == null ? outcome : outcome + "  (fault: " + fault.getString("kind") + ")",
        status != null || cut);
  }

  /** The consent page is for people; everything else is called by the gateway. */
  private static String caller(JsonObject call) {
    String agent = call.getJsonObject("headers").getString("user-agent", "");
    return agent.startsWith("ml-connector") ? "gateway" : "browser";
  }

  private static List<Sight> delivery(JsonObject delivery) {
    String key = "delivery " + delivery.getInteger("n") + " attempt ";
    JsonObject fields = delivery.getJsonObject("fields");
    String what = "webhook " + fields.getString("name") + " " + fields.getString("object_id");
    JsonArray attempts = delivery.getJsonArray("attempts");
    List<Sight> sights = new ArrayList<>();
    for (int i = 0; i < attempts.size(); i++) {
      JsonObject attempt = attempts.getJsonObject(i);
      sights.add(webhook(key + i, attempt.getString("sentAt"), what, attempt.getString("outcome")));
    }
    switch (delivery.getString("state")) {
      case "waiting", "held" -> sights.add(Sight.expected(key + attempts.size()));
      case "dropped" ->
          sights.add(webhook(key + "none", delivery.getString("createdAt"), what, "lost"));
      default -> {}
    }
    return sights;
  }

  private static Sight webhook(String key, String at, String what, String outcome) {
    boolean good = outcome.startsWith("HTTP 2");
    return new Sight(
        key,
        Instant.parse(at),
        good ? Printer.Tone.DIM : Printer.Tone.BAD,
        "FreshBooks → gateway",
        what,
        outcome.replace("HTTP ", ""),
        true);
  }

  private static Sight push(int number, JsonObject push) {
    JsonObject status = push.getJsonObject("event").getJsonObject("activityStatus");
    String outcome = String.valueOf(push.getValue("outcome"));
    return new Sight(
        "push " + number,
        Instant.parse(push.getString("at")),
        outcome.equals("200") ? Printer.Tone.DIM : Printer.Tone.BAD,
        "UPS → gateway",
        "push \"" + status.getString("description").strip() + "\"",
        outcome,
        !outcome.equals("under way"));
  }
}
