package com.mlconnector.ups;

import java.util.Map;

/**
 * What UPS says of a void.
 *
 * @param parcels by tracking number; empty where UPS speaks of the whole shipment only
 */
record VoidAnswer(Status summary, Map<String, Status> parcels) {

  /** Of a parcel, 1 says "voided or already voided". */
  record Status(String code, String description) {
    boolean isVoided() {
      return code.equals("1");
    }
  }

  VoidAnswer {
    parcels = Map.copyOf(parcels);
  }

  boolean isVoided(String trackingNumber) {
    Status status = parcels.get(trackingNumber);
    return status != null && status.isVoided();
  }

  boolean allVoided() {
    return parcels.values().stream().allMatch(Status::isVoided);
  }

  boolean contradictsItself() {
    return !parcels.isEmpty() && allVoided() && !summary.isVoided();
  }
}
