package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gives parcels their scans and tells those who pass them on (Track Alert, Quantum View). */
final class LifeCycle {
  interface Listener {
    void shipped(Shipment shipment);

    void scanned(Parcel parcel, Scan scan);
  }

  private final InstantSource clock;
  private final List<Listener> listeners = new ArrayList<>();

  LifeCycle(InstantSource clock) {
    this.clock = clock;
  }

  void tell(Listener listener) {
    listeners.add(listener);
  }

  void shipped(Shipment shipment) {
    listeners.forEach(listener -> listener.shipped(shipment));
    shipment.parcels.forEach(parcel -> scan(parcel, Step.LABEL_CREATED));
  }

  void voided(Parcel parcel) {
    parcel.markVoided();
    scan(parcel, Step.VOIDED);
  }

  Scan scan(Parcel parcel, Step step) {
    return advance(parcel, new JsonObject().put("to", step.word()));
  }

  /**
   * Adds the scan named by {@code to}. Optional members replace what the step says: {@code type},
   * {@code code}, {@code statusCode}, {@code description}, and {@code at} (an ISO instant).
   *
   * @throws IllegalArgumentException with a sentence for the caller
   */
  Scan advance(Parcel parcel, JsonObject wanted) {
    for (String key : wanted.fieldNames()) {
      if (!List.of("to", "type", "code", "statusCode", "description", "at").contains(key)) {
        throw new IllegalArgumentException("There is nothing to set by '" + key + "'.");
      }
    }
    Step step = Step.named(Json.text(wanted, "to"));
    JsonObject where = parcel.shipment.address(atOrigin(parcel, step) ? "Shipper" : "ShipTo");
    Scan scan =
        new Scan(
            step,
            wanted.getString("type", step.type),
            wanted.getString("code", step.code),
            wanted.getString("statusCode", step.statusCode),
            wanted.getString("description", step.description),
            at(wanted),
            zone(step, where),
            place(step, where));
    parcel.scans.add(scan);
    listeners.forEach(listener -> listener.scanned(parcel, scan));
    return scan;
  }

  private Instant at(JsonObject wanted) {
    String at = Json.text(wanted, "at");
    try {
      return at.isEmpty() ? clock.instant() : Instant.parse(at);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'at' must be like 2026-06-17T18:30:12Z.", e);
    }
  }

  /** The first scan in transit is a departure where the parcel was picked up. */
  private static boolean atOrigin(Parcel parcel, Step step) {
    return switch (step) {
      case LABEL_CREATED, VOIDED, PICKED_UP, RETURNED -> true;
      case IN_TRANSIT ->
          parcel.scans.stream().noneMatch(earlier -> earlier.step() == Step.IN_TRANSIT);
      case OUT_FOR_DELIVERY, DELIVERED, ATTEMPTED, EXCEPTION, RETURNING -> false;
    };
  }

  /** Manifest events carry UPS's own eastern time and no place but the country. */
  private static ZoneId zone(Step step, JsonObject where) {
    return States.zone(step.physical() ? Json.text(where, "StateProvinceCode") : "NY");
  }

  private static Scan.Place place(Step step, JsonObject where) {
    String country = Json.text(where, "CountryCode");
    if (!step.physical()) {
      return new Scan.Place("", "", "", country);
    }
    String postalCode = step == Step.DELIVERED ? Json.text(where, "PostalCode") : "";
    return new Scan.Place(
        Json.text(where, "City").toUpperCase(Locale.ROOT),
        Json.text(where, "StateProvinceCode"),
        postalCode,
        country);
  }
}
