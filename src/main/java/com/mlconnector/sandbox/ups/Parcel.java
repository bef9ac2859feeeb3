package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One package of a shipment and what has happened to it. */
final class Parcel {
  final Shipment shipment;
  final String trackingNumber;

  /** The {@code Package} element of the Ship request. */
  final JsonObject order;

  /** Oldest first. */
  final List<Scan> scans = new ArrayList<>();

  private boolean voided;

  Parcel(Shipment shipment, String trackingNumber, JsonObject order) {
    this.shipment = shipment;
    this.trackingNumber = trackingNumber;
    this.order = order;
  }

  void markVoided() {
    voided = true;
  }

  boolean voided() {
    return voided;
  }

  boolean scannedByUps() {
    return scans.stream().anyMatch(scan -> scan.step().physical());
  }

  /** References on the package, then those on the shipment. */
  List<Reference> references() {
    return Stream.concat(ownReferences().stream(), shipment.references().stream()).toList();
  }

  List<Reference> ownReferences() {
    return Reference.of(order);
  }
}
