package com.mlconnector.domain;

import java.util.List;
import java.util.Optional;

/**
 * What UPS sold us.
 *
 * @param upsShipment UPS's shipment identification number, which is the first parcel's tracking
 *     number; needed to void
 * @param charged the negotiated total if UPS gave one, else the published one; absent after a
 *     recovery
 * @param alerts UPS's warnings, "code text" each
 */
public record PurchasedShipment(
    String upsShipment,
    List<PurchasedParcel> parcels,
    Optional<Money> charged,
    List<String> alerts) {

  public PurchasedShipment {
    parcels = List.copyOf(parcels);
    alerts = List.copyOf(alerts);
  }

  public record PurchasedParcel(String trackingNumber, Label label) {}
}
