package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonObject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** A shipment that was bought. */
final class Shipment {
  /** {@code order} is the {@code Shipment} element of the Ship request. */
  record Terms(
      String clientId,
      String merchantId,
      String account,
      Services.Service service,
      Instant createdAt,
      JsonObject order) {}

  final Terms terms;
  final List<Parcel> parcels = new ArrayList<>();

  Shipment(Terms terms) {
    this.terms = terms;
  }

  /** UPS's shipment identification number: the tracking number of the first package. */
  String number() {
    return parcels.getFirst().trackingNumber;
  }

  boolean voided() {
    return parcels.stream().allMatch(Parcel::voided);
  }

  List<Reference> references() {
    return Reference.of(terms.order());
  }

  /** The day UPS promises, {@code yyyyMMdd}: the service's days, weekends not counted. */
  String scheduledDelivery() {
    LocalDate day = LocalDate.ofInstant(terms.createdAt(), ZoneOffset.UTC);
    for (int left = terms.service().days(); left > 0; ) {
      day = day.plusDays(1);
      if (day.getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue()) {
        left--;
      }
    }
    return day.format(DateTimeFormatter.BASIC_ISO_DATE);
  }

  JsonObject address(String party) {
    return Json.object(terms.order(), party, "Address");
  }
}
