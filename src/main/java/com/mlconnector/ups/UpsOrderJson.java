package com.mlconnector.ups;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.Dimensions;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.Parcel;
import com.mlconnector.domain.PurchaseOrder;
import com.mlconnector.domain.PurchaseOrder.Signature;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;

/**
 * A purchase order as UPS's rating and shipping requests, which differ in small ways: {@code
 * PackagingType} here is {@code Packaging} there.
 *
 * <p>Indicators count by presence: to say no, the name must be absent.
 */
final class UpsOrderJson {
  private static final String SUB_VERSION = "2409";
  private static final String PRESENT = "";
  private static final int LONGEST_NAME = 35;
  private static final int LONGEST_REFERENCE = 35;

  /** Pounds and inches on their lanes; kilograms and centimetres elsewhere, never mixed. */
  private static final Set<String> IMPERIAL = Set.of("US", "PR");

  private final PurchaseOrder order;
  private final boolean imperial;

  /** US to US and PR to PR: references and signatures stand on the parcels, else above them. */
  private final boolean onParcels;

  UpsOrderJson(PurchaseOrder order) {
    this.order = order;
    String from = order.shipper().country();
    this.imperial = IMPERIAL.contains(from);
    this.onParcels = imperial && from.equals(order.shipTo().country());
  }

  /** What the service of the order costs. */
  JsonObject rate() {
    return rating("Rate", common().put("Service", service()));
  }

  /** What each service costs, whichever the order names. */
  JsonObject shop() {
    return rating("Shop", common());
  }

  private JsonObject rating(String option, JsonObject shipment) {
    JsonArray parcels = new JsonArray();
    for (Parcel parcel : order.parcels()) {
      parcels.add(parcel(parcel).put("PackagingType", coded("02", "Package")));
    }
    shipment
        .put("Shipper", place(order.shipper()).put("ShipperNumber", account()))
        .put("ShipTo", residential(place(order.shipTo())))
        .put("ShipFrom", place(order.shipper()))
        .put("PaymentDetails", payment())
        .put("NumOfPieces", String.valueOf(order.parcels().size()))
        .put("Package", parcels);
    return new JsonObject()
        .put(
            "RateRequest",
            new JsonObject().put("Request", request(option)).put("Shipment", shipment));
  }

  JsonObject ship() {
    JsonArray parcels = new JsonArray();
    for (Parcel parcel : order.parcels()) {
      JsonObject json = parcel(parcel).put("Packaging", coded("02", "Customer Supplied Package"));
      parcels.add(onParcels ? json.put("ReferenceNumber", references(parcel)) : json);
    }
    JsonObject shipment =
        common()
            .put("Description", text("Invoice " + order.invoiceNumber(), 50))
            .put("Shipper", party(order.shipper()).put("ShipperNumber", account()))
            .put("ShipTo", residential(party(order.shipTo())))
            .put("ShipFrom", party(order.shipper()))
            .put("PaymentInformation", payment())
            .put("Service", service())
            .put("Package", parcels);
    if (!onParcels) {
      shipment.put("ReferenceNumber", references());
    }
    return new JsonObject()
        .put(
            "ShipmentRequest",
            new JsonObject()
                .put("Request", request("nonvalidate"))
                .put("Shipment", shipment)
                .put("LabelSpecification", label()));
  }

  private static JsonObject party(Address address) {
    JsonObject party = place(address);
    if (!address.attention().isBlank()) {
      party.put("AttentionName", text(address.attention(), LONGEST_NAME));
    }
    String phone = address.phone().replaceAll("\\D", "");
    if (!phone.isEmpty()) {
      party.put("Phone", new JsonObject().put("Number", text(phone, 15)));
    }
    return party;
  }

  private static JsonObject place(Address address) {
    JsonObject json = new JsonObject().put("AddressLine", UpsRequests.lines(address));
    json.put("City", text(address.city(), 30));
    if (!address.state().isEmpty()) {
      json.put("StateProvinceCode", address.state());
    }
    if (!address.postalCode().isEmpty()) {
      json.put("PostalCode", UpsRequests.postalCode(address.postalCode()));
    }
    json.put("CountryCode", address.country());
    return new JsonObject().put("Name", text(address.name(), LONGEST_NAME)).put("Address", json);
  }

  private JsonObject residential(JsonObject party) {
    if (order.residential()) {
      party.getJsonObject("Address").put("ResidentialAddressIndicator", PRESENT);
    }
    return party;
  }

  private JsonObject payment() {
    boolean abroad = !(imperial && IMPERIAL.contains(order.shipTo().country()));
    return UpsPayment.of(order.billing(), order.account(), abroad);
  }

  private JsonObject service() {
    return coded(order.service().code(), order.service().label());
  }

  private JsonObject common() {
    JsonObject shipment =
        new JsonObject()
            .put(
                "ShipmentRatingOptions", new JsonObject().put("NegotiatedRatesIndicator", PRESENT));
    JsonObject options = new JsonObject();
    if (order.options().saturdayDelivery()) {
      options.put("SaturdayDeliveryIndicator", PRESENT);
    }
    if (!onParcels && order.options().signature() != Signature.NONE) {
      options.put("DeliveryConfirmation", signature("1", "2"));
    }
    return options.isEmpty() ? shipment : shipment.put("ShipmentServiceOptions", options);
  }

  private JsonObject parcel(Parcel parcel) {
    JsonObject json = new JsonObject().put("PackageWeight", weight(parcel));
    if (parcel.dimensions() != null) {
      json.put("Dimensions", dimensions(parcel.dimensions()));
    }
    JsonObject options = new JsonObject();
    if (onParcels && order.options().signature() != Signature.NONE) {
      options.put("DeliveryConfirmation", signature("2", "3"));
    }
    order.options().declaredValue().ifPresent(value -> options.put("DeclaredValue", share(value)));
    return options.isEmpty() ? json : json.put("PackageServiceOptions", options);
  }

  private JsonObject weight(Parcel parcel) {
    BigDecimal weight = imperial ? parcel.weight().toPounds() : parcel.weight().toKilograms();
    return new JsonObject()
        .put("UnitOfMeasurement", imperial ? coded("LBS", "Pounds") : coded("KGS", "Kilograms"))
        .put("Weight", fiveCharacters(weight));
  }

  /** {@code 149.9}, and {@code 1000} where a decimal would be one character too many. */
  private static String fiveCharacters(BigDecimal weight) {
    String text = weight.toPlainString();
    return text.length() <= 5 ? text : weight.setScale(0, RoundingMode.CEILING).toPlainString();
  }

  private JsonObject dimensions(Dimensions dimensions) {
    Dimensions.Unit unit = imperial ? Dimensions.Unit.INCH : Dimensions.Unit.CENTIMETRE;
    return new JsonObject()
        .put("UnitOfMeasurement", imperial ? coded("IN", "Inches") : coded("CM", "Centimeters"))
        .put("Length", String.valueOf(dimensions.length(unit)))
        .put("Width", String.valueOf(dimensions.width(unit)))
        .put("Height", String.valueOf(dimensions.height(unit)));
  }

  private JsonObject signature(String any, String adult) {
    boolean adults = order.options().signature() == Signature.ADULT;
    return new JsonObject().put("DCISType", adults ? adult : any);
  }

  /** UPS insures parcels, the order names one sum: an equal share each, rounded up to cents. */
  private JsonObject share(Money value) {
    BigDecimal parcels = BigDecimal.valueOf(order.parcels().size());
    return new JsonObject()
        .put("CurrencyCode", value.currency())
        .put(
            "MonetaryValue",
            value.amount().divide(parcels, 2, RoundingMode.CEILING).toPlainString());
  }

  /** Our own key comes first: the only handle after a lost answer. Two are printed. */
  private JsonArray references() {
    JsonArray references = new JsonArray().add(reference("TN", order.reference()));
    return order.invoiceNumber().isBlank()
        ? references
        : references.add(reference("IK", order.invoiceNumber()));
  }

  private JsonArray references(Parcel parcel) {
    String own = parcel.reference();
    return own == null || own.isBlank()
        ? references()
        : references().add(new JsonObject().put("Value", text(own, LONGEST_REFERENCE)));
  }

  private static JsonObject reference(String code, String value) {
    return new JsonObject().put("Code", code).put("Value", text(value, LONGEST_REFERENCE));
  }

  private JsonObject request(String option) {
    return new JsonObject()
        .put("RequestOption", option)
        .put("SubVersion", SUB_VERSION)
        .put("TransactionReference", new JsonObject().put("CustomerContext", order.reference()));
  }

  private JsonObject label() {
    String format = order.labelFormat().sold().name();
    return new JsonObject()
        .put("LabelImageFormat", coded(format, format))
        .put("HTTPUserAgent", "Mozilla/4.5")
        .put("LabelStockSize", UpsRequests.stockSize());
  }

  private String account() {
    return order.account().reveal();
  }

  private static JsonObject coded(String code, String description) {
    return new JsonObject().put("Code", code).put("Description", description);
  }

  private static String text(String text, int longest) {
    return UpsRequests.text(text, longest);
  }
}
