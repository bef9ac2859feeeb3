package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /api/shipments/{version}/ship}. Two equal requests are two shipments: UPS has no
 * idempotency key, and neither reference nor customer context stops a second purchase.
 */
final class Shipping {
  static final Set<String> VERSIONS = Set.of("v1", "v2205", "v2403", "v2409");

  private final Accounts accounts;
  private final Shipments shipments;
  private final LifeCycle lifeCycle;
  private final TrackingNumbers numbers;
  private final Settings settings;
  private final Replies replies;
  private final InstantSource clock;

  Shipping(
      Accounts accounts,
      Shipments shipments,
      LifeCycle lifeCycle,
      Settings settings,
      Replies replies,
      InstantSource clock) {
    this.accounts = accounts;
    this.shipments = shipments;
    this.lifeCycle = lifeCycle;
    this.numbers = new TrackingNumbers(clock);
    this.settings = settings;
    this.replies = replies;
    this.clock = clock;
  }

  Answer ship(Call call) {
    if (!VERSIONS.contains(call.path("version"))) {
      return Problem.of("20002", "Unknown service or version").answer();
    }
    Optional<Problem> problem = new ShipRules(accounts, call.body()).firstProblem();
    if (problem.isPresent()) {
      return problem.get().answer();
    }
    Shipment shipment = book(call);
    // UPS's test host answers a canned number and forgets the shipment.
    if (!settings.on(Setting.CIE_MODE)) {
      shipments.add(shipment);
      lifeCycle.shipped(shipment);
    }
    return Answer.json(200, new JsonObject().put("ShipmentResponse", answer(call, shipment)));
  }

  private Shipment book(Call call) {
    JsonObject order = Json.object(call.body(), "ShipmentRequest", "Shipment");
    Services.Service service =
        Services.of(Json.text(order, "Service", "Code"), Lane.of(order)).orElseThrow();
    String account = Json.text(order, "Shipper", "ShipperNumber");
    Shipment shipment =
        new Shipment(
            new Shipment.Terms(
                call.grant().clientId(),
                call.grant().merchantId(),
                account,
                service,
                clock.instant(),
                order));
    for (JsonObject parcel : Json.objects(order, "Package")) {
      String number =
          settings.on(Setting.CIE_MODE)
              ? TrackingNumbers.CANNED
              : numbers.next(account, service.code());
      shipment.parcels.add(new Parcel(shipment, number, parcel));
    }
    return shipment;
  }

  private JsonObject answer(Call call, Shipment shipment) {
    JsonObject request = Json.object(call.body(), "ShipmentRequest");
    String context = Json.text(request, "Request", "TransactionReference", "CustomerContext");
    String format = Json.text(request, "LabelSpecification", "LabelImageFormat", "Code");
    JsonObject order = shipment.terms.order();
    Services.Service service = shipment.terms.service();
    Price price = Price.of(order, service);

    JsonArray packages = new JsonArray();
    for (Parcel parcel : shipment.parcels) {
      Price single = Price.ofPackage(parcel.order, service, Lane.of(order));
      packages.add(
          new JsonObject()
              .put("TrackingNumber", parcel.trackingNumber)
              .put("BaseServiceCharge", Price.money(single.base()))
              .put("ServiceOptionsCharges", Price.money(0))
              .put("ShippingLabel", label(parcel, format)));
    }
    JsonObject response = replies.success(context);
    JsonArray alerts = new JsonArray();
    JsonObject results = charges(price);
    if (Json.has(order, "ShipmentRatingOptions", "NegotiatedRatesIndicator")) {
      if (settings.on(Setting.NEGOTIATED_RATES) && accounts.negotiated(shipment.terms.account())) {
        results.put(
            "NegotiatedRateCharges",
            new JsonObject().put("TotalCharge", Price.money(price.negotiated())));
      } else {
        alerts.add(Replies.notQualified());
      }
    }
    if (new Payers(accounts, order).dutiesForNothing()) {
      alerts.add(Replies.status("121524", "The payer of duties and taxes is not needed"));
    }
    if (!alerts.isEmpty()) {
      response.put("Alert", alerts);
    }
    results.put("ShipmentIdentificationNumber", shipment.number()).put("PackageResults", packages);
    return new JsonObject().put("Response", response).put("ShipmentResults", results);
  }

  private static JsonObject charges(Price price) {
    return new JsonObject()
        .put(
            "ShipmentCharges",
            new JsonObject()
                .put("BaseServiceCharge", Price.money(price.base()))
                .put("TransportationCharges", Price.money(price.transport()))
                .put("ItemizedCharges", price.itemized())
                .put("ServiceOptionsCharges", Price.money(price.residential()))
                .put("TotalCharges", Price.money(price.total())))
        .put("RatingMethod", "01")
        .put("BillableWeightCalculationMethod", "02")
        .put("BillingWeight", Replies.billingWeight(price.weight()));
  }

  private static JsonObject label(Parcel parcel, String format) {
    JsonObject label =
        new JsonObject()
            .put("ImageFormat", Replies.status(format, format))
            .put("GraphicImage", Labels.base64(parcel, format));
    return format.equals("ZPL") ? label : label.put("HTMLImage", Labels.html(parcel, format));
  }
}
