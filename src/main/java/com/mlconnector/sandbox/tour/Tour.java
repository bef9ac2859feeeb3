package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Six invoices, each with something to see: two ways to flag, an address that UPS finds ambiguous,
 * no flag at all, webhooks doubled and out of order, and a parcel that arrives.
 */
public final class Tour {
  private static final String CONNECTION = "harbor";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FRAMING = 771201;
  private static final int STUDIO = 771202;
  private static final int PRINTER = 771203;

  /** Where everything is, and how it proves itself. */
  public record Places(
      String gateway,
      String management,
      String freshBooks,
      String freshBooksClientId,
      String freshBooksClientSecret,
      String ups,
      String upsClientId,
      String upsClientSecret,
      String upsAccount,
      String clientUpsAccount,
      Path labels) {}

  private final Places places;
  private final Printer printer;
  private final Api gateway;
  private final Api freshBooks;
  private final Api ups;
  private String firstParcel = "";
  private long firstInvoice;

  public Tour(Places places, Printer printer) {
    this.places = places;
    this.printer = printer;
    this.gateway = new Api(places.management());
    this.freshBooks = new Api(places.freshBooks());
    this.ups = new Api(places.ups());
  }

  private interface Step {
    /** What came out, for the person; a step that fails throws. */
    String run();
  }

  /** Walks through all steps. True if every one came out as it should. */
  public boolean walk() {
    try (Traffic _ = new Traffic(printer, freshBooks, ups).start()) {
      return step("0", "A connection is opened: consent, tokens, webhooks", this::connect)
          && step("a", "An invoice with a line \"Shipping: UPS Ground\" ships", this::lineFlag)
          && step("b", "An invoice with \"#ship ups-ground 2.5lb 10x8x4\" ships", this::hashFlag)
          && step("c", "An ambiguous address halts, is corrected, and goes on", this::ambiguous)
          && step("d", "An invoice without a flag is left alone", this::noFlag)
          && step("e", "Webhooks doubled and out of order ship once", this::disorder)
          && step("f", "The parcel arrives, and the invoice says so", this::delivered);
    }
  }

  private boolean step(String letter, String title, Step step) {
    printer.line("");
    printer.line(Printer.Tone.TITLE, "(" + letter + ") " + title);
    try {
      printer.event(
          Printer.Tone.GOOD, "tour", "step " + letter + " is as it should be", step.run());
      return true;
    } catch (TourTrouble trouble) {
      printer.event(Printer.Tone.BAD, "tour", "STEP " + letter + " FAILED", "");
      printer.line(Printer.Tone.BAD, "    " + title + ": " + trouble.getMessage());
      return false;
    }
  }

  private String connect() {
    JsonObject opened = gateway.post("/api/connections", connection());
    printer.event(Printer.Tone.PLAIN, "tour → gateway", "opens connection " + CONNECTION, "201");
    ups.put(
        "/_control/track-alert/webhook",
        new JsonObject()
            .put("url", opened.getString("upsPushUrl"))
            .put("credential", opened.getString("upsPushCredential")));
    printer.event(
        Printer.Tone.PLAIN, "tour → UPS portal", "registers the gateway's push address", "200");
    gateway.put(
        connectionPath("/clients/" + STUDIO),
        new JsonObject().put("upsAccount", places.clientUpsAccount()));
    printer.event(Printer.Tone.PLAIN, "tour → gateway", "stores a client's own UPS account", "200");
    String consent =
        gateway.post(connectionPath("/consent"), new JsonObject()).getString("consentUrl");
    new Api(consent + "&auto=allow").get("");
    printer.event(Printer.Tone.PLAIN, "tour → FreshBooks", "gives consent in the browser", "200");
    until("the webhooks are not verified", this::callbacksVerified);
    return "two webhooks registered and verified";
  }

  private JsonObject connection() {
    return new JsonObject()
        .put("id", CONNECTION)
        .put(
            "freshbooks",
            new JsonObject()
                .put("clientId", places.freshBooksClientId())
                .put("clientSecret", places.freshBooksClientSecret()))
        .put(
            "ups",
            new JsonObject()
                .put("clientId", places.upsClientId())
                .put("clientSecret", places.upsClientSecret())
                .put("account", places.upsAccount()))
        .put(
            "settings",
            new JsonObject()
                .put(
                    "shipper",
                    new JsonObject()
                        .put("name", "Harbor Supply Co")
                        .put("attention", "Shipping Desk")
                        .put("lines", new JsonArray().add("1204 Adeline St").add("Unit 12"))
                        .put("city", "Oakland")
                        .put("state", "CA")
                        .put("postalCode", "94607")
                        .put("country", "US")
                        .put("phone", "5105550142"))
                .put("unit", "lb")
                .put("timeZone", "America/Los_Angeles"));
  }

  private Optional<Boolean> callbacksVerified() {
    JsonArray callbacks = freshBooks.get("/_control/callbacks").getJsonArray("callbacks");
    boolean all = callbacks.stream().allMatch(c -> ((JsonObject) c).getBoolean("verified"));
    return callbacks.size() == 2 && all ? Optional.of(true) : Optional.empty();
  }

  private String lineFlag() {
    firstInvoice =
        issue(
            FRAMING,
            new JsonObject()
                .put(
                    "lines",
                    new JsonArray()
                        .add(line("Blue mug", "Glazed", "14.00"))
                        .add(line("Shipping: UPS Ground", "2.5 lb 10x8x4", "9.50"))));
    firstParcel = ships(firstInvoice);
    return firstParcel;
  }

  private String hashFlag() {
    long invoice =
        issue(
            STUDIO,
            new JsonObject()
                .put("notes", "Thank you for your order!\n#ship ups-ground 2.5lb 10x8x4")
                .put("lines", new JsonArray().add(line("Print, framed", "", "120.00"))));
    return ships(invoice) + ", on the client's own UPS account";
  }

  private String ambiguous() {
    long invoice =
        issue(
            PRINTER,
            new JsonObject()
                .put("notes", "#ship ground 3lb")
                .put("lines", new JsonArray().add(line("Paper samples", "", "30.00"))));
    JsonObject halted =
        until(
            "no shipment of invoice " + invoice + " halts",
            () -> shipment(invoice).filter(s -> s.getString("state").equals("halted")));
    JsonObject halt = halted.getJsonObject("halt");
    if (!"ADDRESS_AMBIGUOUS".equals(halt.getString("reason"))
        || halt.getJsonArray("candidates").isEmpty()) {
      throw new TourTrouble("the halt is " + halt.encode());
    }
    printer.event(
        Printer.Tone.PLAIN,
        "gateway",
        "halts with " + halt.getString("reason"),
        halt.getString("sentence"));
    halt.getJsonArray("candidates").forEach(c -> candidate((JsonObject) c));
    freshBooks.patch(
        "/_control/clients/" + PRINTER,
        new JsonObject()
            .put("s_street", "1187 Elmwood Ave")
            .put("s_street2", "Apt 4")
            .put("s_city", "Buffalo")
            .put("s_province", "NY")
            .put("s_code", "14222")
            .put("s_country", "United States"));
    printer.event(
        Printer.Tone.PLAIN, "clerk → FreshBooks", "adds the unit to the client's address", "200");
    String parcel = ships(invoice);
    JsonObject shipped = shipment(invoice).orElseThrow();
    if (!shipped.getString("id").equals(halted.getString("id"))) {
      throw new TourTrouble("another shipment than the halted one was bought");
    }
    return parcel + ", the same shipment";
  }

  private void candidate(JsonObject candidate) {
    printer.line(
        Printer.Tone.DIM,
        "              UPS offers: "
            + candidate.getJsonArray("lines").getString(0)
            + ", "
            + candidate.getString("city")
            + " "
            + candidate.getString("state")
            + " "
            + candidate.getString("postalCode"));
  }

  private String noFlag() {
    long invoice =
        issue(
            FRAMING,
            new JsonObject()
                .put("notes", "Please ship before Friday.")
                .put("lines", new JsonArray().add(line("Repair of a frame", "", "45.00"))));
    JsonObject reading = until("invoice " + invoice + " is not read", () -> reading(invoice));
    if (!reading.getString("verdict").equals("ignored")
        || !reading.getJsonArray("shipments").isEmpty()) {
      throw new TourTrouble("the reading is " + reading.encode());
    }
    return reading.getString("reason");
  }

  private String disorder() {
    freshBooks.patch(
        "/_control/settings",
        new JsonObject().put("webhookDuplicateNext", 2).put("webhookReverseNext", 2));
    long invoice =
        issue(
            FRAMING,
            new JsonObject()
                .put("po_number", "SHIP GND 4LB")
                .put("lines", new JsonArray().add(line("Tea tins", "", "22.00"))));
    freshBooks.patch(
        "/_control/invoices/" + invoice, new JsonObject().put("notes", "Leave at the back door."));
    printer.event(
        Printer.Tone.PLAIN, "clerk → FreshBooks", "edits the invoice straight away", "200");
    String parcel = ships(invoice);
    until("the doubled webhooks do not arrive", () -> delivered(invoice, 4));
    int bought = purchases(invoice);
    if (bought != 1) {
      throw new TourTrouble("UPS sold " + bought + " shipments for one invoice");
    }
    return parcel + ", bought once";
  }

  private Optional<Boolean> delivered(long invoice, int least) {
    long arrived =
        freshBooks.get("/_control/deliveries").getJsonArray("deliveries").stream()
            .map(d -> (JsonObject) d)
            .filter(d -> d.getString("state").equals("delivered"))
            .map(d -> d.getJsonObject("fields").getString("object_id"))
            .filter(Long.toString(invoice)::equals)
            .count();
    return arrived >= least ? Optional.of(true) : Optional.empty();
  }

  private int purchases(long invoice) {
    JsonArray shipments = ups.get("/_control/shipments").getJsonArray("shipments");
    return (int)
        shipments.stream()
            .map(Object::toString)
            .filter(shipment -> shipment.contains("FB-" + invoice + "-"))
            .count();
  }

  private String delivered() {
    for (String to : new String[] {"picked-up", "out-for-delivery", "delivered"}) {
      ups.post("/_control/parcels/" + firstParcel + "/advance", new JsonObject().put("to", to));
      printer.event(Printer.Tone.PLAIN, "driver → UPS", to.replace('-', ' '), "");
    }
    String notes =
        until(
            "the invoice does not say that the parcel was delivered",
            () ->
                Optional.of(notes(firstInvoice))
                    .filter(text -> text.contains(firstParcel))
                    .filter(text -> text.contains("Delivered")));
    return notes.lines().filter(line -> line.contains(firstParcel)).findFirst().orElse("");
  }

  private long issue(int client, JsonObject invoice) {
    JsonObject issued = freshBooks.post("/_control/invoices", invoice.put("client", client));
    long id = issued.getJsonObject("invoice", issued).getLong("invoiceid");
    printer.event(Printer.Tone.PLAIN, "clerk → FreshBooks", "issues invoice " + id, "200");
    return id;
  }

  private static JsonObject line(String name, String description, String cost) {
    return new JsonObject()
        .put("name", name)
        .put("description", description)
        .put("qty", 1)
        .put("unit_cost", cost);
  }

  /** Waits until the invoice has shipped and says so; its tracking number. */
  private String ships(long invoice) {
    JsonObject bought =
        until(
            "invoice " + invoice + " does not ship",
            () -> shipment(invoice).filter(this::isBought));
    String parcel = bought.getJsonArray("parcels").getJsonObject(0).getString("trackingNumber");
    until(
        "the tracking number does not get into invoice " + invoice,
        () -> Optional.of(notes(invoice)).filter(notes -> notes.contains(parcel)));
    Path label = saveLabel(parcel);
    printer.event(
        Printer.Tone.PLAIN,
        "gateway",
        "bought " + parcel + ", label " + label.getFileName(),
        String.valueOf(bought.getString("charged")));
    return parcel;
  }

  private boolean isBought(JsonObject shipment) {
    if (shipment.getString("state").equals("halted")) {
      JsonObject halt = shipment.getJsonObject("halt");
      String reason = halt.getString("reason");
      // The one that the tour itself has just corrected may still be seen for a moment.
      if (!reason.equals("ADDRESS_AMBIGUOUS")) {
        throw new TourTrouble("the shipment halts: " + reason + ". " + halt.getString("sentence"));
      }
    }
    return shipment.getString("state").equals("bought");
  }

  private Path saveLabel(String parcel) {
    byte[] image = gateway.bytes(connectionPath("/parcels/" + parcel + "/label"));
    if (image.length < 100) {
      throw new TourTrouble("the label of " + parcel + " has only " + image.length + " bytes");
    }
    Path file = places.labels().resolve(parcel.toLowerCase(Locale.ROOT) + ".gif");
    try {
      Files.createDirectories(places.labels());
      return Files.write(file, image);
    } catch (IOException e) {
      throw new TourTrouble("the label can't be written to " + file + ": " + e);
    }
  }

  private Optional<JsonObject> reading(long invoice) {
    try {
      return Optional.of(gateway.get(connectionPath("/invoices/" + invoice)));
    } catch (TourTrouble notYet) {
      return Optional.empty();
    }
  }

  private Optional<JsonObject> shipment(long invoice) {
    return reading(invoice)
        .map(reading -> reading.getJsonArray("shipments"))
        .filter(shipments -> !shipments.isEmpty())
        .map(shipments -> shipments.getJsonObject(shipments.size() - 1));
  }

  private String notes(long invoice) {
    JsonObject found = freshBooks.get("/_control/invoices/" + invoice);
    return found.getJsonObject("invoice", found).getString("notes");
  }

  private static String connectionPath(String rest) {
    return "/api/connections/" + CONNECTION + rest;
  }

  private static <T> T until(String otherwise, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      Optional<T> seen = look.get();
      if (seen.isPresent()) {
        return seen.get();
      }
      pause();
    }
    throw new TourTrouble(otherwise + " within " + PATIENCE.toSeconds() + " s");
  }

  private static void pause() {
    try {
      var _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TourTrouble("interrupted");
    }
  }

  /** Where to look, and what to type next. */
  public void tellWhatNext() {
    printer.line("");
    printer.line(Printer.Tone.TITLE, "Where to look");
    printer.line("  gateway          " + places.gateway() + " (webhooks)");
    printer.line("  management       " + places.management() + "/api/connections/harbor/shipments");
    printer.line("  metrics          " + places.management() + "/metrics");
    printer.line("  FreshBooks       " + places.freshBooks() + "/_control/invoices");
    printer.line("  UPS              " + places.ups() + "/_control/shipments");
    printer.line("  labels           " + places.labels());
    if (firstInvoice > 0) {
      printer.line("");
      printer.line(Printer.Tone.TITLE, "Invoice " + firstInvoice + " as it reads now");
      notes(firstInvoice).lines().forEach(line -> printer.line("  " + line));
    }
    printer.line("");
    printer.line(Printer.Tone.TITLE, "Try it yourself");
    printer.line("  Issue an invoice:");
    printer.line(
        "    curl -s -X POST %s/_control/invoices -H 'Content-Type: application/json' \\"
            .formatted(places.freshBooks()));
    printer.line(
        "      -d '{\"client\":771201,\"notes\":\"#ship 2day 40oz\",\"lines\":[{\"name\":\"Blue"
            + " mug\",\"unit_cost\":\"14.00\"}]}'");
    printer.line("  See what became of it:");
    printer.line("    curl -s %s/api/connections/harbor/shipments".formatted(places.management()));
    printer.line("  Let UPS deliver a parcel:");
    printer.line(
        "    curl -s -X POST %s/_control/parcels/%s/advance -H 'Content-Type: application/json' \\"
            .formatted(places.ups(), firstParcel.isEmpty() ? "1Z…" : firstParcel));
    printer.line("      -d '{\"to\":\"delivered\"}'");
    printer.line("  Make UPS refuse the next shipment:");
    printer.line(
        "    curl -s -X POST %s/_control/faults -H 'Content-Type: application/json' \\"
            .formatted(places.ups()));
    printer.line("      -d '{\"operation\":\"ship\",\"kind\":\"status\",\"status\":400}'");
  }
}
