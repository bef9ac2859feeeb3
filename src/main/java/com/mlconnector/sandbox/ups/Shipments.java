package com.mlconnector.sandbox.ups;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All shipments since the start, oldest first. References are an index, not a key. */
final class Shipments {
  private final Map<String, Shipment> byNumber = new LinkedHashMap<>();
  private final Map<String, Parcel> byTracking = new LinkedHashMap<>();
  private final Map<String, Set<Shipment>> byReference = new LinkedHashMap<>();

  /** The shipment must have its parcels already. */
  void add(Shipment shipment) {
    byNumber.put(shipment.number(), shipment);
    for (Parcel parcel : shipment.parcels) {
      byTracking.put(parcel.trackingNumber, parcel);
      for (Reference reference : parcel.references()) {
        byReference
            .computeIfAbsent(reference.value(), value -> new LinkedHashSet<>())
            .add(shipment);
      }
    }
  }

  Optional<Shipment> numbered(String number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  Optional<Parcel> parcel(String trackingNumber) {
    return Optional.ofNullable(byTracking.get(trackingNumber));
  }

  List<Shipment> withReference(String value) {
    return new ArrayList<>(byReference.getOrDefault(value, Set.of()));
  }

  Collection<Shipment> all() {
    return byNumber.values();
  }

  Map<String, Set<Shipment>> references() {
    return byReference;
  }
}
