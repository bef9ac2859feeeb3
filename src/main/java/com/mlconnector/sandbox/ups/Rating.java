package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** {@code POST /api/rating/{version}/{requestoption}}. */
final class Rating {
  private static final Set<String> OPTIONS =
      Set.of("rate", "shop", "ratetimeintransit", "shoptimeintransit");
  private static final Set<String> VERSIONS = Set.of("v1", "v2205", "v2403", "v2409");

  private final Accounts accounts;
  private final Settings settings;
  private final Replies replies;

  Rating(Accounts accounts, Settings settings, Replies replies) {
    this.accounts = accounts;
    this.settings = settings;
    this.replies = replies;
  }

  Answer rate(Call call) {
    String option = call.path("requestoption").toLowerCase(Locale.ROOT);
    if (!VERSIONS.contains(call.path("version")) || !OPTIONS.contains(option)) {
      return Problem.of("20002", "Unknown service or version").answer();
    }
    JsonObject shipment = Json.object(call.body(), "RateRequest", "Shipment");
    boolean transit =
        option.endsWith("timeintransit") || call.query("additionalinfo").equals("timeintransit");
    Optional<Problem> problem =
        problem(shipment).or(() -> transit ? transitProblem(shipment) : Optional.empty());
    if (problem.isPresent()) {
      return problem.get().answer();
    }
    List<Services.Service> services = services(shipment, option.startsWith("shop"));
    if (services.isEmpty()) {
      return Problem.of("111210", "The requested service is unavailable between these locations")
          .answer();
    }
    JsonArray rated = new JsonArray();
    services.forEach(service -> rated.add(rated(shipment, service)));
    String context =
        Json.text(call.body(), "RateRequest", "Request", "TransactionReference", "CustomerContext");
    JsonObject response = replies.success(context).put("Alert", alerts(shipment));
    return Answer.json(
        200,
        new JsonObject()
            .put(
                "RateResponse",
                new JsonObject().put("Response", response).put("RatedShipment", rated)));
  }

  private static List<Services.Service> services(JsonObject shipment, boolean shop) {
    Lane lane = Lane.of(shipment);
    return shop
        ? Services.on(lane)
        : Services.of(Json.text(shipment, "Service", "Code"), lane).stream().toList();
  }

  private Optional<Problem> problem(JsonObject shipment) {
    Lane lane = Lane.of(shipment);
    if (shipment.isEmpty()) {
      return Optional.of(Problem.missing("RateRequest.Shipment"));
    }
    if (Json.text(lane.from(), "CountryCode").isEmpty() || !zipFits(lane.from())) {
      return Optional.of(Problem.of("111538", "Missing or invalid origin"));
    }
    if (Json.text(lane.to(), "CountryCode").isEmpty()) {
      return Optional.of(Problem.missing("ShipTo.Address.CountryCode"));
    }
    if (Json.text(lane.to(), "PostalCode").isEmpty()) {
      return Optional.of(Problem.missing("ShipTo.Address.PostalCode"));
    }
    List<JsonObject> packages = Json.objects(shipment, "Package");
    if (packages.isEmpty()) {
      return Optional.of(Problem.missing("Package"));
    }
    if (packages.stream().anyMatch(p -> Json.text(p, "PackagingType", "Code").isEmpty())) {
      return Optional.of(Problem.missing("Package.PackagingType.Code"));
    }
    String account = Json.text(shipment, "Shipper", "ShipperNumber");
    if (!account.isEmpty() && !accounts.knows(account)) {
      return Optional.of(Problem.of("120100", "Missing or invalid shipper number"));
    }
    Payers payers = new Payers(accounts, shipment);
    if (payers.named() && payers.problem().isPresent()) {
      return payers.problem();
    }
    return packages.stream().map(PackageRules::problem).flatMap(Optional::stream).findFirst();
  }

  private static boolean zipFits(JsonObject address) {
    return !Json.text(address, "CountryCode").equals("US")
        || States.fits(Json.text(address, "StateProvinceCode"), Json.text(address, "PostalCode"));
  }

  private static Optional<Problem> transitProblem(JsonObject shipment) {
    if (!Json.has(shipment, "DeliveryTimeInformation")) {
      return Optional.of(Problem.of("111563", "Missing DeliveryTimeInformation"));
    }
    if (Lane.of(shipment).domestic()) {
      return Optional.empty();
    }
    if (!Json.has(shipment, "ShipmentTotalWeight")) {
      return Optional.of(Problem.of("111546", "Missing or invalid ShipmentTotalWeight"));
    }
    return Json.has(shipment, "InvoiceLineTotal")
        ? Optional.empty()
        : Optional.of(Problem.of("111549", "Missing or invalid InvoiceLineTotal"));
  }

  private JsonObject rated(JsonObject shipment, Services.Service service) {
    Lane lane = Lane.of(shipment);
    Price price = Price.of(shipment, service);
    JsonArray packages = new JsonArray();
    for (JsonObject parcel : Json.objects(shipment, "Package")) {
      packages.add(ratedPackage(Price.ofPackage(parcel, service, lane)));
    }
    JsonObject rated =
        new JsonObject()
            .put("Service", Replies.status(service.code(), ""))
            .put("Zone", String.format(Locale.ROOT, "%03d", lane.zone()))
            .put("RatedShipmentAlert", mayVary())
            .put("RatingMethod", "01")
            .put("BillableWeightCalculationMethod", "02")
            .put("BillingWeight", Replies.billingWeight(price.weight()))
            .put("TransportationCharges", Price.money(price.transport()))
            .put("BaseServiceCharge", Price.money(price.base()))
            .put("ItemizedCharges", price.itemized())
            .put("ServiceOptionsCharges", Price.money(price.residential()))
            .put("TotalCharges", Price.money(price.total()));
    if (wantsNegotiated(shipment) && qualifies(shipment)) {
      rated.put("NegotiatedRateCharges", negotiated(price));
    }
    return rated
        .put("RatedPackage", packages)
        .put(
            "GuaranteedDelivery",
            new JsonObject().put("BusinessDaysInTransit", String.valueOf(service.days())));
  }

  private static boolean wantsNegotiated(JsonObject shipment) {
    return Json.has(shipment, "ShipmentRatingOptions", "NegotiatedRatesIndicator");
  }

  private boolean qualifies(JsonObject shipment) {
    return settings.on(Setting.NEGOTIATED_RATES)
        && accounts.negotiated(Json.text(shipment, "Shipper", "ShipperNumber"));
  }

  private JsonArray alerts(JsonObject shipment) {
    return wantsNegotiated(shipment) && !qualifies(shipment)
        ? mayVary().add(Replies.notQualified())
        : mayVary();
  }

  private static JsonObject negotiated(Price price) {
    return new JsonObject()
        .put("BaseServiceCharge", new JsonArray().add(Price.money(price.negotiatedBase())))
        .put("TotalCharge", Price.money(price.negotiated()));
  }

  private static JsonObject ratedPackage(Price price) {
    return new JsonObject()
        .put("TransportationCharges", Price.money(price.transport()))
        .put("ServiceOptionsCharges", Price.money(0))
        .put("TotalCharges", Price.money(price.transport()))
        .put("Weight", price.weight())
        .put("BillingWeight", Replies.billingWeight(price.weight()));
  }

  private static JsonArray mayVary() {
    return Replies.alert("110971", "Your invoice may vary from the displayed reference rates");
  }
}
