package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Correct requests to UPS, to be sent as they are or spoilt. */
final class UpsBodies {
  static final String SHIP = "/api/shipments/v2409/ship";
  static final String VOID = "/api/shipments/v2409/void/cancel/";
  static final String RECOVERY = "/api/labels/v1/recovery";
  static final String XAV = "/api/addressvalidation/v2/3";
  static final String RATE = "/api/rating/v2409/Rate";
  static final String TRACK = "/api/track/v1/details/";
  static final String ALERT = "/api/track/v2/subscription/standard/package";
  static final String QUANTUM = "/api/quantumview/v3/events";

  private UpsBodies() {}

  static JsonObject xav(String city, String state, String zip, String... lines) {
    JsonObject address =
        new JsonObject()
            .put("AddressLine", new JsonArray(List.of(lines)))
            .put("PoliticalDivision2", city)
            .put("PoliticalDivision1", state)
            .put("PostcodePrimaryLow", zip)
            .put("CountryCode", "US");
    return new JsonObject().put("XAVRequest", new JsonObject().put("AddressKeyFormat", address));
  }

  static JsonObject ship(String reference) {
    return ship(reference, 1);
  }

  static JsonObject ship(String reference, int packages) {
    JsonArray parcels = new JsonArray();
    for (int i = 0; i < packages; i++) {
      parcels.add(
          weighed(new JsonObject().put("Packaging", coded("02")))
              .put("ReferenceNumber", references(reference)));
    }
    JsonObject shipment =
        parties()
            .put(
                "PaymentInformation",
                new JsonObject().put("ShipmentCharge", new JsonArray().add(payer())))
            .put("Service", coded("03"))
            .put("Package", parcels);
    return new JsonObject()
        .put(
            "ShipmentRequest",
            new JsonObject()
                .put(
                    "Request",
                    new JsonObject()
                        .put("RequestOption", "nonvalidate")
                        .put(
                            "TransactionReference",
                            new JsonObject().put("CustomerContext", reference)))
                .put("Shipment", shipment)
                .put("LabelSpecification", label("GIF")));
  }

  static JsonObject shipmentOf(JsonObject ship) {
    return ship.getJsonObject("ShipmentRequest").getJsonObject("Shipment");
  }

  static JsonObject label(String format) {
    return new JsonObject()
        .put("LabelImageFormat", coded(format))
        .put("LabelStockSize", new JsonObject().put("Height", "6").put("Width", "4"));
  }

  static JsonArray references(String value) {
    return new JsonArray()
        .add(new JsonObject().put("Code", "TN").put("Value", value))
        .add(new JsonObject().put("Code", "IK").put("Value", "0001042"));
  }

  static JsonObject rate(String service) {
    JsonObject shipment =
        parties()
            .put("Service", coded(service))
            .put(
                "Package",
                new JsonArray().add(weighed(new JsonObject().put("PackagingType", coded("02")))))
            .put("ShipmentRatingOptions", new JsonObject().put("NegotiatedRatesIndicator", ""));
    return new JsonObject()
        .put(
            "RateRequest",
            new JsonObject()
                .put("Request", new JsonObject().put("RequestOption", "Rate"))
                .put("Shipment", shipment));
  }

  static JsonObject recovery(String reference) {
    JsonObject values =
        new JsonObject()
            .put("ReferenceNumber", new JsonObject().put("Value", reference))
            .put("ShipperNumber", "A1B2C3");
    return new JsonObject()
        .put("LabelRecoveryRequest", recoverable().put("ReferenceValues", values));
  }

  static JsonObject recoveryOf(String trackingNumber) {
    return new JsonObject()
        .put("LabelRecoveryRequest", recoverable().put("TrackingNumber", trackingNumber));
  }

  static JsonObject alert(String... numbers) {
    return new JsonObject()
        .put("locale", "en_US")
        .put("countryCode", "US")
        .put("trackingNumberList", new JsonArray(List.of(numbers)));
  }

  static JsonObject quantum(String begin, String end) {
    JsonObject range = new JsonObject().put("BeginDateTime", begin).put("EndDateTime", end);
    return new JsonObject()
        .put(
            "QuantumViewRequest",
            new JsonObject()
                .put("Request", new JsonObject().put("RequestAction", "QVEvents"))
                .put(
                    "SubscriptionRequest",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("Name", "OutboundXML")
                                .put("DateTimeRange", range))));
  }

  private static JsonObject recoverable() {
    return new JsonObject()
        .put("Request", new JsonObject())
        .put("LabelSpecification", new JsonObject().put("LabelImageFormat", coded("GIF")));
  }

  private static JsonObject parties() {
    JsonObject oakland = address("2250 Adeline St", "Oakland", "CA", "94607");
    JsonObject buffalo =
        address("1187 Elmwood Ave", "Buffalo", "NY", "14222")
            .put("ResidentialAddressIndicator", "");
    return new JsonObject()
        .put(
            "Shipper",
            new JsonObject()
                .put("Name", "Harbor Lane Supply Co")
                .put("ShipperNumber", "A1B2C3")
                .put("Address", oakland))
        .put("ShipTo", new JsonObject().put("Name", "Dana Whitfield").put("Address", buffalo));
  }

  private static JsonObject address(String line, String city, String state, String zip) {
    return new JsonObject()
        .put("AddressLine", new JsonArray().add(line))
        .put("City", city)
        .put("StateProvinceCode", state)
        .put("PostalCode", zip)
        .put("CountryCode", "US");
  }

  private static JsonObject payer() {
    return new JsonObject()
        .put("Type", "01")
        .put("BillShipper", new JsonObject().put("AccountNumber", "A1B2C3"));
  }

  private static JsonObject weighed(JsonObject parcel) {
    return parcel.put(
        "PackageWeight",
        new JsonObject()
            .put("UnitOfMeasurement", coded("LBS").put("Description", "Pounds"))
            .put("Weight", "5.0"));
  }

  private static JsonObject coded(String code) {
    return new JsonObject().put("Code", code);
  }
}
