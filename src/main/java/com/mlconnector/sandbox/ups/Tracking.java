package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** The three {@code GET /api/track/v1/…/details} calls. */
final class Tracking {
  private static final Duration KEPT = Duration.ofDays(120);
  private static final int PICKUP_DAYS = 14;
  private static final int MOST_PACKAGES = 50;

  private final Shipments shipments;
  private final Settings settings;
  private final InstantSource clock;

  Tracking(Shipments shipments, Settings settings, InstantSource clock) {
    this.shipments = shipments;
    this.settings = settings;
    this.clock = clock;
  }

  Answer byNumber(Call call) {
    return refused(call)
        .orElseGet(() -> {
          String number = call.path("number");
          return shipments
              .parcel(number)
              .filter(parcel -> visible(parcel.shipment))
              .map(parcel -> found(List.of(shipment(parcel.shipment, number, List.of(parcel)))))
              .orElseGet(() -> notFound(number));
        });
  }

  /** All packages of a shipment, by the number of any of them, in pages. */
  Answer byShipment(Call call) {
    return refused(call)
        .orElseGet(() -> {
          String number = call.path("number");
          Optional<Shipment> found =
              shipments.parcel(number).map(parcel -> parcel.shipment).filter(this::visible);
          if (found.isEmpty()) {
            return notFound(number);
          }
          List<Parcel> page =
              found.get().parcels.stream()
                  .skip(number(call.query("offset"), 0))
                  .limit(number(call.query("count"), MOST_PACKAGES))
                  .toList();
          return found(List.of(shipment(found.get(), number, page)));
        });
  }

  Answer byReference(Call call) {
    if (call.header("transId").isEmpty() || call.header("transactionSrc").isEmpty()) {
      return headersMissing();
    }
    String reference = call.path("number");
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate from = date(call.query("fromPickUpDate"), today.minusDays(PICKUP_DAYS));
    LocalDate to = date(call.query("toPickUpDate"), today);
    String shipper = call.query("shipperNum");
    List<JsonObject> found =
        shipments.withReference(reference).stream()
            .filter(this::visible)
            .filter(s -> shipper.isEmpty() || s.terms.account().equals(shipper))
            .filter(s -> !day(s).isBefore(from) && !day(s).isAfter(to))
            .map(s -> shipment(s, reference, carrying(s, reference)))
            .toList();
    return found.isEmpty() ? notFound(reference) : found(found);
  }

  private static List<Parcel> carrying(Shipment shipment, String reference) {
    return shipment.parcels.stream()
        .filter(p -> p.references().stream().anyMatch(r -> r.value().equals(reference)))
        .toList();
  }

  private static Optional<Answer> refused(Call call) {
    if (call.header("transId").isEmpty() || call.header("transactionSrc").isEmpty()) {
      return Optional.of(headersMissing());
    }
    return call.path("number").matches("[0-9A-Za-z]{7,34}")
        ? Optional.empty()
        : Optional.of(Problem.of("TV1002", "Invalid inquiry number").answer());
  }

  private static Answer headersMissing() {
    return Problem.missing("transId and transactionSrc headers").answer();
  }

  private boolean visible(Shipment shipment) {
    Instant created = shipment.terms.createdAt();
    Instant manifested = created.plusSeconds(settings.number(Setting.MANIFEST_DELAY_SECONDS));
    return !manifested.isAfter(clock.instant()) && created.plus(KEPT).isAfter(clock.instant());
  }

  /** Normally a 200 with a warning and no package, whatever the document says about 404. */
  private Answer notFound(String number) {
    if (settings.on(Setting.TRACK_UNKNOWN_IS_404)) {
      return new Problem(404, "TW0001", "Tracking Information Not Found").answer();
    }
    JsonObject warning =
        new JsonObject().put("code", "TW0001").put("message", "Tracking Information Not Found");
    return found(
        List.of(
            new JsonObject()
                .put("inquiryNumber", number)
                .put("warnings", new JsonArray().add(warning))));
  }

  private static Answer found(List<JsonObject> shipments) {
    JsonObject response = new JsonObject().put("shipment", new JsonArray(shipments));
    return Answer.json(200, new JsonObject().put("trackResponse", response));
  }

  private static JsonObject shipment(Shipment shipment, String asked, List<Parcel> parcels) {
    JsonArray packages = new JsonArray();
    parcels.forEach(parcel -> packages.add(TrackedPackage.of(parcel)));
    return new JsonObject()
        .put("inquiryNumber", asked)
        .put("shipmentType", "S")
        .put("shipperNumber", shipment.terms.account())
        .put("pickupDate", day(shipment).format(DateTimeFormatter.BASIC_ISO_DATE))
        .put("package", packages)
        .put("userRelation", new JsonArray().add("SHIPPER"));
  }

  private static LocalDate day(Shipment shipment) {
    return LocalDate.ofInstant(shipment.terms.createdAt(), ZoneOffset.UTC);
  }

  private static LocalDate date(String text, LocalDate otherwise) {
    try {
      return text.isEmpty() ? otherwise : LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
    } catch (DateTimeParseException notADate) {
      return otherwise;
    }
  }

  private static int number(String text, int otherwise) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : otherwise;
  }
}
