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
    if (found.isEmpty() || found.get().parcels.stream().anyMatch(Parcel::scannedByUps)) {
      return Problem.of("190102", "No shipment found within the allowed void period").answer();
    }
    Shipment shipment = found.get();
    if (shipment.voided()) {
      // UPS's code for this is not public; clients have to ask Label Recovery (9801040).
      return Problem.of("190117", "The shipment has already been voided").answer();
    }
    String wanted = call.query("trackingnumber");
    return wanted.isEmpty() ? whole(shipment) : some(shipment, wanted);
  }

  private Answer whole(Shipment shipment) {
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
      Optional<Parcel> parcel =
          shipment.parcels.stream().filter(p -> p.trackingNumber.equals(number)).findFirst();
      parcel.filter(p -> !p.voided()).ifPresent(lifeCycle::voided);
      all &= parcel.isPresent();
      results.add(
          new JsonObject()
              .put("TrackingNumber", number)
              .put(
                  "Status",
                  parcel.isPresent()
                      ? Replies.status("1", "Voided")
                      : Replies.status("0", "Not Voided")));
    }
    return answer(all, results);
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

  /** The answers say {@code PackageLevelResult}; the specification says PackageLevelResults. */
  private Answer answer(boolean voided, JsonArray packages) {
    String code = voided ? "1" : "0";
    String description = voided ? "Voided" : "Not Voided";
    if (settings.on(Setting.VOID_GARBAGE)) {
      code = code + "&#xD;";
      description = description + "&#xD;\n";
    }
    JsonObject answer =
        new JsonObject()
            .put("Response", new JsonObject().put("ResponseStatus", Replies.status("1", "Success")))
            .put(
                "SummaryResult", new JsonObject().put("Status", Replies.status(code, description)));
    if (!packages.isEmpty()) {
      answer.put("PackageLevelResult", packages);
    }
    return Answer.json(200, new JsonObject().put("VoidShipmentResponse", answer));
  }
}
