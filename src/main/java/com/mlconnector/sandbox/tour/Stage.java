package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What the steps work with, and what most of them do. */
final class Stage {
  static final String CONNECTION = "harbor";
  static final int FRAMING = 771201;
  static final int STUDIO = 771202;
  static final int PRINTER = 771203;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final Places places;
  final Api gateway;
  final Api freshBooks;
  final Api ups;
  private final Traffic traffic;

  Stage(Places places, Api freshBooks, Api ups, Traffic traffic) {
    this.places = places;
    this.gateway = new Api(places.management(), places.token());
    this.freshBooks = freshBooks;
    this.ups = ups;
    this.traffic = traffic;
  }

  void tell(String who, String what, String outcome) {
    traffic.tell(traffic.now(), who, what, outcome);
  }

  /** Below the connection, in the management API. */
  static String path(String rest) {
    return "/api/connections/" + CONNECTION + rest;
  }

  static JsonObject line(String name, String description, String cost) {
    return new JsonObject()
        .put("name", name)
        .put("description", description)
        .put("qty", 1)
        .put("unit_cost", cost);
  }

  /** A clerk writes an invoice; its number. */
  long issue(int client, String field, String text, JsonObject... lines) {
    JsonArray all = new JsonArray();
    for (JsonObject line : lines) {
      all.add(line);
    }
    JsonObject invoice = new JsonObject().put("client", client).put(field, text).put("lines", all);
    Instant at = traffic.now();
    JsonObject issued = freshBooks.post("/_control/invoices", invoice);
    long id = issued.getJsonObject("invoice", issued).getLong("invoiceid");
    traffic.tell(at, "clerk → FreshBooks", "issues invoice " + id, "");
    return id;
  }

  /** Waits until the invoice has shipped and says so; its tracking number. */
  String ships(long invoice) {
    JsonObject bought =
        until(
            () -> "invoice " + invoice + " does not ship: " + state(invoice),
            () -> shipment(invoice).filter(Stage::isBought));
    String parcel = bought.getJsonArray("parcels").getJsonObject(0).getString("trackingNumber");
    tell("gateway", "bought " + parcel, bought.getString("charged", "no price"));
    until(
        () -> "the tracking number does not get into invoice " + invoice,
        () -> Optional.of(notes(invoice)).filter(notes -> notes.contains(parcel)));
    tell("operator → gateway", "fetches the label", saveLabel(parcel).getFileName().toString());
    return parcel;
  }

  private static boolean isBought(JsonObject shipment) {
    if (shipment.getString("state").equals("halted")) {
      JsonObject halt = shipment.getJsonObject("halt");
      throw new TourTrouble(
          "the shipment halts with "
              + halt.getString("reason")
              + ": "
              + halt.getString("sentence"));
    }
    return shipment.getString("state").equals("bought");
  }

  private String state(long invoice) {
    Optional<JsonObject> shipment = shipment(invoice);
    if (shipment.isPresent()) {
      String state = shipment.get().getString("state");
      return "its shipment is "
          + state
          + switch (state) {
            case "intended" -> ", UPS has not answered the purchase";
            case "purchase-unknown" ->
                ", UPS's answer to the purchase was lost or no answer at all; the gateway asks UPS"
                    + " for its reference for half an hour before it buys again";
            default -> "";
          };
    }
    return reading(invoice)
        .map(reading -> "it was read as " + reading.getString("verdict"))
        .orElse("the gateway has not read it");
  }

  private Path saveLabel(String parcel) {
    byte[] image = gateway.bytes(path("/parcels/" + parcel + "/label"));
    if (image.length < 100) {
      throw new TourTrouble("the label of " + parcel + " has only " + image.length + " bytes");
    }
    Path file = places.labels().resolve(parcel.toLowerCase(Locale.ROOT) + ".gif");
    try {
      Files.createDirectories(places.labels());
      return Files.write(file, image);
    } catch (IOException e) {
      throw new TourTrouble(
          "the label can't be written to " + file + ", name another folder with --labels: " + e);
    }
  }

  /** What the gateway has made of an invoice; empty before it has read it. */
  Optional<JsonObject> reading(long invoice) {
    return gateway.find(path("/invoices/" + invoice));
  }

  /** The newest shipment of an invoice. */
  Optional<JsonObject> shipment(long invoice) {
    return reading(invoice)
        .map(reading -> reading.getJsonArray("shipments"))
        .filter(shipments -> !shipments.isEmpty())
        .map(shipments -> shipments.getJsonObject(shipments.size() - 1));
  }

  /** A shipment's audit rows, oldest first. */
  List<JsonObject> steps(String shipment) {
    return gateway.get(path("/shipments/" + shipment + "/audit")).getJsonArray("steps").stream()
        .map(step -> ((JsonObject) step).getJsonObject("content"))
        .toList();
  }

  /** Shipments that UPS ever sold for an invoice. */
  long soldFor(long invoice) {
    return ups.get("/_control/shipments").getJsonArray("shipments").stream()
        .map(Object::toString)
        .filter(shipment -> shipment.contains("FB-" + invoice + "-"))
        .count();
  }

  String notes(long invoice) {
    JsonObject found = freshBooks.get("/_control/invoices/" + invoice);
    return found.getJsonObject("invoice", found).getString("notes");
  }

  /** Looks again and again, until there is something or patience ends. */
  static <T> T until(Supplier<String> otherwise, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<T> seen = look.get();
      if (seen.isPresent()) {
        return seen.get();
      }
      Pause.millis(50);
    }
    throw new TourTrouble("within " + PATIENCE.toSeconds() + " s, " + otherwise.get());
  }
}
