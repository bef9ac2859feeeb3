package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code DELETE /api/shipments/{version}/void/cancel/{shipmentidentificationnumber}}. */
final class Voiding {
  private static final int MOST_NUMBERS = 20;
  private static final Duration VOID_PERIOD = Duration.ofDays(90);

  private final Shipments shipments;
  private final LifeCycle lifeCycle;
  private final Settings settings;
  private final InstantSource clock;

  Voiding(Shipments shipments, LifeCycle lifeCycle, Settings settings, InstantSource clock) {
    this.shipments = shipments;
    this.lifeCycle = lifeCycle;
    this.settings = settings;
    this.clock = clock;
  }

  Answer cancel(Call call) {
    if (!Shipping.VERSIONS.contains(call.path("version"))) {
      return Problem.of("20002", "Unknown service or version").answer();
    }
    Optional<Shipment> found =
        shipments
            .numbered(call.path("number"))
            .filter(s -> s.terms.createdAt().plus(VOID_PERIOD).isAfter(clock.instant()));
    if (found.isEmpty()) {
      return notFound();
    }
    Shipment shipment = found.get();
    if (shipment.voided()) {
      // UPS's code for this is not public; clients have to ask Label Recovery (9801040).
      return Problem.of("190117", "The shipment has already been voided").answer();
    }
    String wanted = call.query("trackingnumber");
    return wanted.isEmpty() ? whole(shipment) : some(shipment, wanted);
  }

  private static Answer notFound() {
    return Problem.of("190102", "No shipment found within the allowed void period").answer();
  }

  /** A parcel that UPS has in its hands can't be voided any more, nor a shipment with one. */
  private Answer whole(Shipment shipment) {
    if (shipment.parcels.stream().anyMatch(Parcel::scannedByUps)) {
      return notFound();
    }
    shipment.parcels.stream().filter(parcel -> !parcel.voided()).forEach(lifeCycle::voided);
    return answer(true, new JsonArray());
  }

  private Answer some(Shipment shipment, String wanted) {
    List<String> numbers = numbers(wanted);
    if (numbers.isEmpty() || numbers.size() > MOST_NUMBERS) {
      return Problem.invalid("trackingnumber").answer();
    }
    JsonArray results = new JsonArray();
    boolean all = true;
    for (String number : numbers) {
      boolean voided = voided(shipment, number);
      all &= voided;
      results.add(new JsonObject().put("TrackingNumber", number).put("Status", status(voided)));
    }
    return answer(all, results);
  }

  /** Now or before: UPS's code for a parcel is the same for both. */
  private boolean voided(Shipment shipment, String number) {
    Optional<Parcel> parcel =
        shipment.parcels.stream()
            .filter(it -> it.trackingNumber.equals(number) && !it.scannedByUps())
            .findFirst();
    parcel.filter(it -> !it.voided()).ifPresent(lifeCycle::voided);
    return parcel.isPresent();
  }

  /** One number, or several as {@code ["1Z…","1Z…"]}. */
  private static List<String> numbers(String wanted) {
    if (!wanted.startsWith("[")) {
      return List.of(wanted);
    }
    try {
      JsonArray list = new JsonArray(Buffer.buffer(wanted));
      return Json.texts(new JsonObject().put("numbers", list), "numbers");
    } catch (DecodeException notAList) {
      return List.of();
    }
  }

  private JsonObject status(boolean voided) {
    String garbage = settings.on(Setting.VOID_GARBAGE) ? "&#xD;" : "";
    return Replies.status(
        (voided ? "1" : "0") + garbage, (voided ? "Voided" : "Not Voided") + garbage);
  }

  /** The answers say {@code PackageLevelResult}; the specification says PackageLevelResults. */
  private Answer answer(boolean voided, JsonArray packages) {
    JsonObject answer =
        new JsonObject()
            .put("Response", new JsonObject().put("ResponseStatus", Replies.status("1", "Success")))
            .put("SummaryResult", new JsonObject().put("Status", status(voided)));
    if (!packages.isEmpty()) {
      answer.put("PackageLevelResult", packages);
    }
    return Answer.json(200, new JsonObject().put("VoidShipmentResponse", answer));
  }
}
