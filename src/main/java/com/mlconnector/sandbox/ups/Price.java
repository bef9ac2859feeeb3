package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;

/**
 * A made-up price that only depends on service, zone and weights, so that a quote and the shipment
 * bought on it agree. All amounts in cents.
 */
record Price(long base, long fuel, long residential, String weight) {
  private static final long RESIDENTIAL = 555;

  static Price of(JsonObject shipment, Services.Service service) {
    Lane lane = Lane.of(shipment);
    List<JsonObject> packages = Json.objects(shipment, "Package");
    long base = packages.stream().mapToLong(p -> base(p, service, lane.zone())).sum();
    boolean home = Json.has(lane.to(), "ResidentialAddressIndicator");
    BigDecimal weight =
        packages.stream().map(Price::weight).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Price(
        base, fuel(base), home ? RESIDENTIAL * packages.size() : 0, weight.toPlainString());
  }

  static Price ofPackage(JsonObject parcel, Services.Service service, Lane lane) {
    long base = base(parcel, service, lane.zone());
    return new Price(base, fuel(base), 0, weight(parcel).toPlainString());
  }

  private static long base(JsonObject parcel, Services.Service service, int zone) {
    long pounds = Math.max(1, (long) Math.ceil(weight(parcel).doubleValue()));
    return (800 + 60L * zone + 35 * pounds) * service.percent() / 100;
  }

  private static long fuel(long base) {
    return base * 245 / 1000;
  }

  /** The package's weight, 1.0 if it names none. */
  static BigDecimal weight(JsonObject parcel) {
    String weight = Json.text(parcel, "PackageWeight", "Weight");
    return weight.length() <= 5 && weight.matches("\\d+(\\.\\d+)?")
        ? new BigDecimal(weight)
        : new BigDecimal("1.0");
  }

  long transport() {
    return base + fuel;
  }

  long total() {
    return base + fuel + residential;
  }

  long negotiatedBase() {
    return base * 72 / 100;
  }

  long negotiated() {
    return total() * 757 / 1000;
  }

  JsonArray itemized() {
    JsonArray items = new JsonArray().add(money(fuel).put("Code", "375"));
    return residential == 0
        ? items
        : items.add(money(residential).put("Code", "270").put("SubType", "Residential"));
  }

  static JsonObject money(long cents) {
    return new JsonObject()
        .put("CurrencyCode", "USD")
        .put("MonetaryValue", BigDecimal.valueOf(cents, 2).toPlainString());
  }
}
