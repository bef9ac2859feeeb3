package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Shipping refuses. Codes are UPS's where one is known; what its schema only limits in words
 * (lengths, counts) is refused as 20007 or 20008.
 */
final class ShipRules {
  private static final Pattern US_ZIP = Pattern.compile("\\d{5}(\\d{4})?");
  private static final Pattern ODD_CHARACTERS = Pattern.compile("[\\p{Cntrl}\\p{So}]");
  private static final Set<String> LABELS = Set.of("GIF", "PNG", "ZPL");

  private final Accounts accounts;
  private final JsonObject request;
  private final JsonObject shipment;
  private final Lane lane;
  private final List<JsonObject> packages;

  ShipRules(Accounts accounts, JsonObject body) {
    this.accounts = accounts;
    this.request = Json.object(body, "ShipmentRequest");
    this.shipment = Json.object(request, "Shipment");
    this.lane = Lane.of(shipment);
    this.packages = Json.objects(shipment, "Package");
  }

  Optional<Problem> firstProblem() {
    return Stream.<Supplier<Optional<Problem>>>of(
            this::envelope,
            this::shipper,
            this::shipTo,
            this::destination,
            this::service,
            this::payer,
            this::packages,
            this::references,
            this::label)
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Problem> envelope() {
    if (shipment.isEmpty()) {
      return Optional.of(Problem.missing("ShipmentRequest.Shipment"));
    }
    return Set.of("validate", "nonvalidate")
            .contains(Json.text(request, "Request", "RequestOption"))
        ? Optional.empty()
        : Optional.of(Problem.missing("Request.RequestOption"));
  }

  private Optional<Problem> shipper() {
    if (!accounts.knows(Json.text(shipment, "Shipper", "ShipperNumber"))) {
      return Optional.of(Problem.of("120100", "Missing or invalid shipper number"));
    }
    JsonObject address = Json.object(shipment, "Shipper", "Address");
    if (Json.text(address, "CountryCode").equals("US")
        && !States.known(Json.text(address, "StateProvinceCode"))) {
      return Optional.of(Problem.of("120106", "Missing or invalid shipper state province code"));
    }
    return party("Shipper");
  }

  private Optional<Problem> shipTo() {
    return party("ShipTo");
  }

  private Optional<Problem> party(String party) {
    String name = Json.text(shipment, party, "Name");
    JsonObject address = Json.object(shipment, party, "Address");
    List<String> lines = Json.texts(address, "AddressLine");
    if (name.isEmpty()) {
      return Optional.of(Problem.missing(party + ".Name"));
    }
    if (name.length() > 35) {
      return Optional.of(Problem.invalid(party + ".Name"));
    }
    if (lines.isEmpty() || Json.text(address, "City").isEmpty()) {
      return Optional.of(Problem.missing(party + ".Address"));
    }
    if (lines.size() > 3
        || lines.stream().anyMatch(line -> line.length() > 35)
        || Json.text(address, "City").length() > 30
        || Json.text(address, "CountryCode").length() != 2) {
      return Optional.of(Problem.invalid(party + ".Address"));
    }
    return ODD_CHARACTERS.matcher(name + lines).find()
        ? Optional.of(Problem.of("121000", "Invalid data: special characters in " + party))
        : Optional.empty();
  }

  private Optional<Problem> destination() {
    JsonObject address = lane.to();
    String zip = Json.text(address, "PostalCode");
    String state = Json.text(address, "StateProvinceCode");
    boolean inUs = Json.text(address, "CountryCode").equals("US");
    if (inUs && !States.known(state)) {
      return Optional.of(Problem.missing("ShipTo.Address.StateProvinceCode"));
    }
    if (inUs && (!US_ZIP.matcher(zip).matches() || !States.fits(state, zip))) {
      return Optional.of(Problem.of("120207", "Missing or invalid ship to postal code"));
    }
    String phone = Json.text(shipment, "ShipTo", "Phone", "Number");
    boolean phoneNeeded = !lane.domestic();
    return (phoneNeeded || !phone.isEmpty()) && !phone.matches("\\d{1,15}")
        ? Optional.of(Problem.of("120209", "Missing or invalid ship to phone number"))
        : Optional.empty();
  }

  private Optional<Problem> service() {
    String code = Json.text(shipment, "Service", "Code");
    return Services.of(code, lane).isPresent()
        ? Optional.empty()
        : Optional.of(
            Problem.of("121100", "The service is invalid from the selected origin: " + code));
  }

  private Optional<Problem> payer() {
    return new Payers(accounts, shipment).problem();
  }

  private Optional<Problem> packages() {
    if (packages.isEmpty()) {
      return Optional.of(Problem.missing("Package"));
    }
    if (packages.size() > 200) {
      return Optional.of(Problem.invalid("Package: more than 200"));
    }
    if (packages.stream().anyMatch(p -> Json.text(p, "Packaging", "Code").isEmpty())) {
      return Optional.of(Problem.missing("Package.Packaging.Code"));
    }
    if (packages.stream().map(PackageRules::weightUnit).distinct().count() > 1) {
      return Optional.of(Problem.invalid("PackageWeight: mixed units of measurement"));
    }
    return packages.stream().map(PackageRules::problem).flatMap(Optional::stream).findFirst();
  }

  /** On US to US and PR to PR references belong to the package, on other lanes to the shipment. */
  private Optional<Problem> references() {
    List<Reference> onShipment = Reference.of(shipment);
    List<Reference> onPackages = packages.stream().flatMap(p -> Reference.of(p).stream()).toList();
    if (lane.withinOneCountry() && !onShipment.isEmpty()) {
      return Optional.of(
          Problem.of("120541", "Shipment level reference is not allowed for this shipment"));
    }
    if (!lane.withinOneCountry() && !onPackages.isEmpty()) {
      return Optional.of(
          Problem.of("120541", "Package level reference is not allowed for this shipment"));
    }
    boolean tooMany =
        onShipment.size() > 5 || packages.stream().anyMatch(p -> Reference.of(p).size() > 5);
    boolean badValue =
        Stream.concat(onShipment.stream(), onPackages.stream())
            .anyMatch(r -> r.value().isEmpty() || r.value().length() > 35);
    return tooMany || badValue ? Optional.of(Problem.invalid("ReferenceNumber")) : Optional.empty();
  }

  private Optional<Problem> label() {
    JsonObject label = Json.object(request, "LabelSpecification");
    if (!LABELS.contains(Json.text(label, "LabelImageFormat", "Code"))) {
      return Optional.of(
          Problem.invalid("LabelImageFormat.Code (the sandbox prints GIF, PNG and ZPL)"));
    }
    boolean stock =
        Set.of("6", "8").contains(Json.text(label, "LabelStockSize", "Height"))
            && Json.text(label, "LabelStockSize", "Width").equals("4");
    return stock ? Optional.empty() : Optional.of(Problem.invalid("LabelStockSize"));
  }
}
