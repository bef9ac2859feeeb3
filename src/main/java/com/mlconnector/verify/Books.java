package com.mlconnector.verify;

import com.mlconnector.verify.Bookkeeper.Paper;
import com.mlconnector.verify.Seen.Exchange;
import com.mlconnector.verify.Seen.ShipCall;
import com.mlconnector.verify.Seen.Sold;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what both stand-ins have counted, all invoices at once. */
final class Books {
  private final Api freshBooks;
  private final Api ups;
  private final Map<Long, List<String>> references = new HashMap<>();
  private final Map<Long, List<ShipCall>> shipCalls = new HashMap<>();
  private final Map<Long, List<Exchange>> exchanges = new HashMap<>();
  private final Map<Long, Map<String, Integer>> acknowledged = new HashMap<>();

  private Books(Ground ground) {
    this.freshBooks = ground.freshBooksControls();
    this.ups = ground.upsControls();
  }

  static Books read(Ground ground) {
    Books books = new Books(ground);
    books.readReferences();
    books.readShipCalls();
    books.readExchanges();
    books.readDeliveries();
    return books;
  }

  /** What was said until now is of no more interest. */
  static void forget(Ground ground) {
    ground.freshBooksControls().delete("/requests");
    ground.upsControls().delete("/requests");
    ground.freshBooksControls().delete("/deliveries");
  }

  private void readReferences() {
    for (String reference : ups.get("/references").getJsonObject("references").fieldNames()) {
      if (reference.startsWith("FB-")) {
        references.computeIfAbsent(invoiceOf(reference), _ -> new ArrayList<>()).add(reference);
      }
    }
  }

  private static long invoiceOf(String reference) {
    return Long.parseLong(reference.split("-", -1)[1]);
  }

  private void readShipCalls() {
    for (JsonObject request : objects(ups.get("/requests?operation=ship"), "requests")) {
      JsonObject shipment =
          new JsonObject(request.getString("body"))
              .getJsonObject("ShipmentRequest")
              .getJsonObject("Shipment");
      for (JsonObject parcel : each(shipment.getValue("Package"))) {
        BigDecimal pounds =
            new BigDecimal(parcel.getJsonObject("PackageWeight").getString("Weight"));
        for (JsonObject reference : each(parcel.getValue("ReferenceNumber"))) {
          String value = reference.getString("Value");
          if (value.startsWith("FB-")) {
            shipCalls
                .computeIfAbsent(invoiceOf(value), _ -> new ArrayList<>())
                .add(new ShipCall(value, pounds.movePointRight(1).intValueExact()));
          }
        }
      }
    }
  }

  private void readExchanges() {
    Map<Integer, JsonObject> inOrder = new TreeMap<>();
    for (String operation : List.of("invoice.get", "invoice.update")) {
      objects(freshBooks.get("/requests?operation=" + operation), "requests")
          .forEach(request -> inOrder.put(request.getInteger("n"), request));
    }
    for (JsonObject request : inOrder.values()) {
      String path = request.getString("path");
      long invoice = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
      exchanges
          .computeIfAbsent(invoice, _ -> new ArrayList<>())
          .add(new Exchange(sent(request), version(request)));
    }
  }

  private static String sent(JsonObject request) {
    return request.getString("operation").equals("invoice.update")
        ? new JsonObject(request.getString("body")).getJsonObject("invoice").getString("notes", "")
        : "";
  }

  private static String version(JsonObject request) {
    String answer = request.getString("answer", "");
    if (!answer.startsWith("{")) {
      return "";
    }
    return new JsonObject(answer)
        .getJsonObject("response", new JsonObject())
        .getJsonObject("result", new JsonObject())
        .getJsonObject("invoice", new JsonObject())
        .getString("version", "");
  }

  private void readDeliveries() {
    for (JsonObject delivery : objects(freshBooks.get("/deliveries"), "deliveries")) {
      String object = delivery.getJsonObject("fields").getString("object_id");
      if (delivery.getString("state").equals("delivered")) {
        acknowledged
            .computeIfAbsent(Long.parseLong(object), _ -> new HashMap<>())
            .merge(delivery.getString("body"), 1, Integer::sum);
      }
    }
  }

  Seen seen(Paper paper, Tables.Rows rows) {
    long id = paper.id();
    return new Seen(
        id,
        paper.number(),
        freshBooks.get("/invoices/" + id).getString("notes"),
        references.getOrDefault(id, List.of()).stream()
            .flatMap(reference -> sold(reference).stream())
            .toList(),
        shipCalls.getOrDefault(id, List.of()),
        exchanges.getOrDefault(id, List.of()),
        rows.shipments(),
        rows.parcels(),
        rows.writeBackTrouble(),
        rows.steps(),
        acknowledged.getOrDefault(id, Map.of()),
        rows.journal());
  }

  private List<Sold> sold(String reference) {
    return objects(ups.get("/shipments?reference=" + reference), "shipments").stream()
        .map(it ->
            new Sold(
                it.getString("number"),
                it.getString("state").equals("live"),
                reference,
                it.getString("service"),
                it.getString("account"),
                Instant.parse(it.getString("createdAt")),
                objects(it, "parcels").stream()
                    .map(parcel -> parcel.getString("trackingNumber"))
                    .toList()))
        .toList();
  }

  private static List<JsonObject> objects(JsonObject holder, String member) {
    return each(holder.getValue(member));
  }

  /** UPS takes one for a list of one. */
  private static List<JsonObject> each(Object value) {
    return value instanceof JsonArray all
        ? all.stream().map(JsonObject.class::cast).toList()
        : value instanceof JsonObject one ? List.of(one) : List.of();
  }
}
