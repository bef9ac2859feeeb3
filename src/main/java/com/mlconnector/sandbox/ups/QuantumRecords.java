package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** The records of a Quantum View file. */
final class QuantumRecords {
  private QuantumRecords() {}

  static JsonObject manifest(Shipment shipment) {
    JsonArray packages = new JsonArray();
    for (Parcel parcel : shipment.parcels) {
      packages.add(
          new JsonObject()
              .put("PackageWeight", new JsonObject().put("Weight", weight(parcel)))
              .put("TrackingNumber", parcel.trackingNumber)
              .put("ReferenceNumber", references(parcel.ownReferences())));
    }
    JsonObject manifest =
        new JsonObject()
            .put(
                "Shipper",
                party(shipment, "Shipper", "Name").put("ShipperNumber", shipment.terms.account()))
            .put("ShipTo", party(shipment, "ShipTo", "CompanyName"))
            // Three digits where Ship has two.
            .put("Service", new JsonObject().put("Code", "0" + shipment.terms.service().code()))
            .put(
                "PickupDate",
                shipment.terms.createdAt().toString().substring(0, 10).replace("-", ""))
            .put("ScheduledDeliveryDate", shipment.scheduledDelivery())
            .put("Package", packages)
            .put("ShipmentChargeType", "P/P")
            .put("BillToAccount", billTo(shipment))
            .put("ConsigneeBillIndicator", "")
            .put("CollectBillIndicator", "");
    if (!shipment.references().isEmpty()) {
      manifest.put("ReferenceNumber", references(shipment.references()));
    }
    return manifest;
  }

  static JsonObject origin(Parcel parcel, Scan scan) {
    return scanned(parcel, scan).put("ScheduledDeliveryDate", parcel.shipment.scheduledDelivery());
  }

  static JsonObject exception(Parcel parcel, Scan scan) {
    return scanned(parcel, scan)
        .put("StatusCode", scan.code())
        .put("StatusDescription", scan.description().toUpperCase(Locale.ROOT));
  }

  static JsonObject delivery(Parcel parcel, Scan scan) {
    JsonObject place = place(scan).put("PostcodePrimaryLow", scan.place().postalCode());
    return scanned(parcel, scan)
        .put("DriverRelease", "FRONT DOOR")
        .put(
            "DeliveryLocation",
            new JsonObject()
                .put("AddressArtifactFormat", place)
                .put("Description", "FRONT DOOR")
                .put("SignedForByName", "DRIVER RELEASE"));
  }

  static JsonObject generic(Parcel parcel, Scan scan, String activity) {
    return withReferences(parcel, new JsonObject())
        .put("ActivityType", activity)
        .put("TrackingNumber", parcel.trackingNumber)
        .put("ShipperNumber", parcel.shipment.terms.account())
        .put(
            "Activity",
            new JsonObject().put("Date", scan.localDate()).put("Time", scan.localTime()));
  }

  private static JsonObject scanned(Parcel parcel, Scan scan) {
    return withReferences(parcel, new JsonObject())
        .put("ShipperNumber", parcel.shipment.terms.account())
        .put("TrackingNumber", parcel.trackingNumber)
        .put("Date", scan.localDate())
        .put("Time", scan.localTime())
        .put("ActivityLocation", new JsonObject().put("AddressArtifactFormat", place(scan)));
  }

  private static JsonObject withReferences(Parcel parcel, JsonObject record) {
    if (!parcel.ownReferences().isEmpty()) {
      record.put("PackageReferenceNumber", references(parcel.ownReferences()));
    }
    if (!parcel.shipment.references().isEmpty()) {
      record.put("ShipmentReferenceNumber", references(parcel.shipment.references()));
    }
    return record;
  }

  private static JsonArray references(List<Reference> references) {
    JsonArray all = new JsonArray();
    for (Reference reference : references) {
      JsonObject json = new JsonObject().put("Number", String.valueOf(all.size() + 1));
      if (!reference.code().isEmpty()) {
        json.put("Code", reference.code());
      }
      all.add(json.put("Value", reference.value()));
    }
    return all;
  }

  private static JsonObject place(Scan scan) {
    return new JsonObject()
        .put("PoliticalDivision2", scan.place().city())
        .put("PoliticalDivision1", scan.place().state())
        .put("CountryCode", scan.place().country());
  }

  /** As seen in real answers: a sign, four digits and one decimal. */
  private static String weight(Parcel parcel) {
    String plain = Price.weight(parcel.order).setScale(1, RoundingMode.HALF_UP).toPlainString();
    return "+" + "0".repeat(Math.max(0, 6 - plain.length())) + plain;
  }

  private static JsonObject party(Shipment shipment, String party, String nameKey) {
    JsonObject address = shipment.address(party);
    String name = capitals(Json.text(shipment.terms.order(), party, "Name"));
    JsonObject lines = new JsonObject();
    for (String line : Json.texts(address, "AddressLine")) {
      lines.put("AddressLine" + (lines.size() + 1), capitals(line));
    }
    return new JsonObject()
        .put(nameKey, name)
        .put("AttentionName", name)
        .put(
            "Address",
            lines
                .put("City", capitals(Json.text(address, "City")))
                .put("StateProvinceCode", Json.text(address, "StateProvinceCode"))
                .put("PostalCode", Json.text(address, "PostalCode"))
                .put("CountryCode", Json.text(address, "CountryCode")));
  }

  private static JsonObject billTo(Shipment shipment) {
    return new JsonObject().put("Option", "01").put("Number", shipment.terms.account());
  }

  private static String capitals(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
