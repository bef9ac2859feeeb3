package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonObject;
import java.util.Set;

/** From where to where a shipment goes; an address is UPS's {@code Address} object. */
record Lane(JsonObject from, JsonObject to) {

  /** {@code shipment} as in Rating and Shipping; without a ship-from the shipper sends. */
  static Lane of(JsonObject shipment) {
    String origin = Json.has(shipment, "ShipFrom", "Address") ? "ShipFrom" : "Shipper";
    return new Lane(
        Json.object(shipment, origin, "Address"), Json.object(shipment, "ShipTo", "Address"));
  }

  boolean domestic() {
    Set<String> home = Set.of("US", "PR");
    return home.contains(Json.text(from, "CountryCode"))
        && home.contains(Json.text(to, "CountryCode"));
  }

  /** US to US or PR to PR: the lanes on which references belong to the package (120541). */
  boolean withinOneCountry() {
    String country = Json.text(from, "CountryCode");
    return Set.of("US", "PR").contains(country) && country.equals(Json.text(to, "CountryCode"));
  }

  /** Zone 2 next door to 8 across the country; 9 abroad. */
  int zone() {
    if (!domestic()) {
      return 9;
    }
    String one = Json.text(from, "PostalCode");
    String other = Json.text(to, "PostalCode");
    if (one.isEmpty() || other.isEmpty()) {
      return 8;
    }
    return Math.min(8, 2 + Math.abs(one.charAt(0) - other.charAt(0)));
  }
}
