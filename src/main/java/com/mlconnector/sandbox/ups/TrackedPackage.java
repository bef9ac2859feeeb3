package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A parcel in the words of Tracking's {@code package} element. */
final class TrackedPackage {
  private TrackedPackage() {}

  static JsonObject of(Parcel parcel) {
    Optional<Scan> delivery =
        parcel.scans.stream().filter(scan -> scan.step() == Step.DELIVERED).findFirst();
    Scan latest = parcel.scans.getLast();
    JsonObject tracked =
        new JsonObject()
            .put("trackingNumber", parcel.trackingNumber)
            .put("deliveryDate", deliveryDate(parcel, delivery))
            .put("activity", activity(parcel))
            // Three digits here, two letters in the activities.
            .put(
                "currentStatus",
                new JsonObject()
                    .put("description", latest.description().strip())
                    .put("code", latest.statusCode()));
    delivery.ifPresent(scan ->
        tracked
            .put(
                "deliveryTime",
                new JsonObject().put("type", "DEL").put("endTime", scan.localTime()))
            .put(
                "deliveryInformation",
                new JsonObject()
                    .put("location", "FRONT DOOR")
                    .put("receivedBy", "DRIVER RELEASE")));
    Services.Service service = parcel.shipment.terms.service();
    return tracked
        .put("referenceNumber", references(parcel))
        .put(
            "service",
            // An internal code; only the level code is Ship's, with a zero in front.
            new JsonObject()
                .put("code", "518")
                .put("levelCode", "0" + service.code())
                .put("description", service.name()))
        .put(
            "weight",
            new JsonObject()
                .put("unitOfMeasurement", PackageRules.weightUnit(parcel.order))
                .put(
                    "weight",
                    Price.weight(parcel.order).setScale(2, RoundingMode.HALF_UP).toPlainString()))
        .put("packageAddress", addresses(parcel.shipment))
        .put("packageCount", parcel.shipment.parcels.size());
  }

  private static JsonArray deliveryDate(Parcel parcel, Optional<Scan> delivery) {
    JsonObject date =
        delivery
            .map(scan -> new JsonObject().put("type", "DEL").put("date", scan.localDate()))
            .orElseGet(() ->
                new JsonObject()
                    .put("type", "SDD")
                    .put("date", parcel.shipment.scheduledDelivery()));
    return new JsonArray().add(date);
  }

  /** Newest first, with the manifest last. */
  private static JsonArray activity(Parcel parcel) {
    JsonArray activity = new JsonArray();
    for (Scan scan : parcel.scans.reversed()) {
      JsonObject location = new JsonObject().put("address", address(scan.place()));
      if (!scan.place().city().isEmpty()) {
        location.put("slic", slic(scan.place()));
      }
      activity.add(
          new JsonObject()
              .put("location", location)
              .put(
                  "status",
                  new JsonObject()
                      .put("type", scan.type())
                      .put("description", scan.description())
                      .put("code", scan.code())
                      .put("statusCode", scan.statusCode()))
              .put("date", scan.localDate())
              .put("time", scan.localTime())
              .put("gmtDate", scan.gmtDate())
              .put("gmtTime", scan.gmtTime("HH:mm:ss"))
              .put("gmtOffset", scan.offset())
              .put("logicalScan", false));
    }
    return activity;
  }

  private static String slic(Scan.Place place) {
    return String.valueOf(1000 + Math.floorMod(place.hashCode(), 9000));
  }

  private static JsonObject address(Scan.Place place) {
    JsonObject address = new JsonObject();
    putIfKnown(address, "city", place.city());
    putIfKnown(address, "stateProvince", place.state());
    address.put("countryCode", place.country()).put("country", place.country());
    putIfKnown(address, "postalCode", place.postalCode());
    return address;
  }

  private static void putIfKnown(JsonObject json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  private static JsonArray references(Parcel parcel) {
    JsonArray all = new JsonArray();
    addReferences(all, "PACKAGE", parcel.ownReferences());
    addReferences(all, "SHIPMENT", parcel.shipment.references());
    return all;
  }

  private static void addReferences(JsonArray all, String type, List<Reference> references) {
    for (Reference reference : references) {
      JsonObject json = new JsonObject().put("type", type).put("number", reference.value());
      putIfKnown(json, "code", reference.code());
      all.add(json);
    }
  }

  private static JsonArray addresses(Shipment shipment) {
    JsonArray addresses = new JsonArray();
    addAddress(addresses, "ORIGIN", shipment.address("Shipper"));
    addAddress(addresses, "DESTINATION", shipment.address("ShipTo"));
    return addresses;
  }

  private static void addAddress(JsonArray addresses, String type, JsonObject address) {
    Scan.Place place =
        new Scan.Place(
            Json.text(address, "City").toUpperCase(Locale.ROOT),
            Json.text(address, "StateProvinceCode"),
            "",
            Json.text(address, "CountryCode"));
    addresses.add(new JsonObject().put("type", type).put("address", address(place)));
  }
}
