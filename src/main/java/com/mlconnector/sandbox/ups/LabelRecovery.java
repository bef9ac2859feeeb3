package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code POST /api/labels/{version}/recovery}: by number, or by reference and shipper number. */
final class LabelRecovery {
  private static final Set<String> VERSIONS = Set.of("v1", "v1701", "V1903", "v1903");
  private static final Duration PICKUP_RANGE = Duration.ofDays(30);

  private final Shipments shipments;
  private final Settings settings;
  private final Replies replies;
  private final InstantSource clock;

  LabelRecovery(Shipments shipments, Settings settings, Replies replies, InstantSource clock) {
    this.shipments = shipments;
    this.settings = settings;
    this.replies = replies;
    this.clock = clock;
  }

  Answer recover(Call call) {
    if (!VERSIONS.contains(call.path("version"))) {
      return Problem.of("20002", "Unknown service or version").answer();
    }
    JsonObject request = Json.object(call.body(), "LabelRecoveryRequest");
    if (request.isEmpty()) {
      return Problem.missing("LabelRecoveryRequest").answer();
    }
    String format =
        Json.text(request, "LabelSpecification", "LabelImageFormat", "Code")
            .toUpperCase(Locale.ROOT);
    boolean image = !Set.of("ZPL", "EPL", "SPL").contains(format);
    if (image && Json.has(request, "LabelSpecification", "LabelStockSize")) {
      return Problem.of("9801050", "Label stock size is not valid for the label image format")
          .answer();
    }
    if (!Set.of("GIF", "PNG", "ZPL", "PDF", "").contains(format)) {
      return Problem.invalid("LabelImageFormat.Code (the sandbox prints GIF, PNG, ZPL and PDF)")
          .answer();
    }
    String number = Json.text(request, "TrackingNumber");
    String reference = Json.text(request, "ReferenceValues", "ReferenceNumber", "Value");
    String shipper = Json.text(request, "ReferenceValues", "ShipperNumber");
    if (number.isEmpty() && (reference.isEmpty() || shipper.isEmpty())) {
      return Problem.missing("TrackingNumber, or ReferenceNumber with ShipperNumber").answer();
    }
    String printed = format.isEmpty() ? "GIF" : format;
    return number.isEmpty()
        ? byReference(request, reference, shipper, printed)
        : byNumber(request, number, printed);
  }

  private Answer byNumber(JsonObject request, String number, String format) {
    return shipments
        .parcel(number)
        .filter(parcel -> visible(parcel.shipment))
        .map(parcel ->
            parcel.voided() ? voided() : found(request, parcel.shipment, List.of(parcel), format))
        .orElseGet(LabelRecovery::notFound);
  }

  private Answer byReference(JsonObject request, String reference, String shipper, String format) {
    List<Shipment> all =
        shipments.withReference(reference).stream()
            .filter(shipment -> shipment.terms.account().equals(shipper))
            .filter(this::visible)
            .toList();
    List<Shipment> live = all.stream().filter(shipment -> !shipment.voided()).toList();
    if (live.isEmpty()) {
      return all.isEmpty() ? notFound() : voided();
    }
    if (live.size() > 1) {
      return candidates(request, live);
    }
    Shipment only = live.getFirst();
    List<Parcel> parcels = only.parcels.stream().filter(parcel -> !parcel.voided()).toList();
    return found(request, only, parcels, format);
  }

  private boolean visible(Shipment shipment) {
    long delay = settings.number(Setting.LABEL_DELAY_SECONDS);
    return !shipment.terms.createdAt().plusSeconds(delay).isAfter(clock.instant());
  }

  private Answer found(JsonObject request, Shipment shipment, List<Parcel> parcels, String format) {
    JsonArray labels = new JsonArray();
    for (Parcel parcel : parcels) {
      JsonObject image =
          new JsonObject()
              // Lower case here, upper case in Ship's answer.
              .put(
                  "LabelImageFormat", new JsonObject().put("Code", format.toLowerCase(Locale.ROOT)))
              .put("GraphicImage", Labels.base64(parcel, format));
      if (Set.of("GIF", "PNG").contains(format)) {
        image.put("HTMLImage", Labels.html(parcel, format));
      }
      labels.add(
          new JsonObject().put("TrackingNumber", parcel.trackingNumber).put("LabelImage", image));
    }
    return answer(
        new JsonObject()
            .put("Response", response(request))
            .put("ShipmentIdentificationNumber", shipment.number())
            .put("LabelResults", labels));
  }

  private Answer candidates(JsonObject request, List<Shipment> several) {
    JsonArray candidates = new JsonArray();
    for (Shipment shipment : several) {
      JsonObject to = shipment.address("ShipTo");
      Instant created = shipment.terms.createdAt();
      candidates.add(
          new JsonObject()
              .put("TrackingNumber", shipment.number())
              .put("DestinationPostalCode", Json.text(to, "PostalCode"))
              .put("DestinationCountryCode", Json.text(to, "CountryCode"))
              .put(
                  "PickupDateRange",
                  new JsonObject()
                      .put("BeginDate", day(created))
                      .put("EndDate", day(created.plus(PICKUP_RANGE)))));
    }
    return answer(
        new JsonObject()
            .put("Response", response(request))
            .put("LabelResults", new JsonArray())
            .put("TrackingCandidate", candidates));
  }

  private static String day(Instant at) {
    return at.toString().substring(0, 10).replace("-", "");
  }

  private JsonObject response(JsonObject request) {
    return replies.success(
        Json.text(request, "Request", "TransactionReference", "CustomerContext"));
  }

  private static Answer answer(JsonObject body) {
    return Answer.json(200, new JsonObject().put("LabelRecoveryResponse", body));
  }

  private static Answer notFound() {
    return Problem.of(
            "9801031",
            "The shipment for the requested tracking number or the combination of reference number"
                + " plus shipper number could not be found. Please check the submitted data or wait"
                + " until the shipment is processed.")
        .answer();
  }

  private static Answer voided() {
    return Problem.of("9801040", "The requested shipment has been voided.").answer();
  }
}
