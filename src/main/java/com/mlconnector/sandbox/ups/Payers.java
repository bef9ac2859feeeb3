package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Who pays, for Rating and Shipping alike: {@code ShipmentCharge} with type 01 for the way and 02
 * for duties and taxes.
 */
final class Payers {
  private static final List<String> FORMS =
      List.of("BillShipper", "BillReceiver", "BillThirdParty", "ConsigneeBilledIndicator");

  private final Accounts accounts;
  private final JsonObject shipment;
  private final List<JsonObject> charges;

  Payers(Accounts accounts, JsonObject shipment) {
    this.accounts = accounts;
    this.shipment = shipment;
    this.charges = charges(shipment);
  }

  /** In which form the way is paid. */
  static String transportOf(JsonObject shipment) {
    return charges(shipment).stream()
        .filter(charge -> Json.text(charge, "Type").equals("01"))
        .flatMap(charge -> FORMS.stream().filter(form -> Json.has(charge, form)))
        .findFirst()
        .orElse("");
  }

  private static List<JsonObject> charges(JsonObject shipment) {
    // The one name is Shipping's, the other Rating's.
    String name = Json.has(shipment, "PaymentDetails") ? "PaymentDetails" : "PaymentInformation";
    return Json.objects(shipment, name, "ShipmentCharge");
  }

  boolean named() {
    return !charges.isEmpty();
  }

  /** Within the US there is nothing to pay duties for; UPS says so and goes on. */
  boolean dutiesForNothing() {
    return Lane.of(shipment).domestic()
        && charges.stream().anyMatch(charge -> Json.text(charge, "Type").equals("02"));
  }

  Optional<Problem> problem() {
    List<String> types =
        charges.stream().map(charge -> Json.text(charge, "Type")).sorted().toList();
    if (!types.equals(List.of("01")) && !types.equals(List.of("01", "02"))) {
      return Optional.of(
          Problem.missing("ShipmentCharge with Type 01 once, and perhaps one with Type 02"));
    }
    return charges.stream().map(this::problem).flatMap(Optional::stream).findFirst();
  }

  private Optional<Problem> problem(JsonObject charge) {
    List<String> named = FORMS.stream().filter(form -> Json.has(charge, form)).toList();
    if (named.size() != 1) {
      return Optional.of(Problem.invalid("ShipmentCharge needs exactly one payer"));
    }
    JsonObject payer = Json.object(charge, named.getFirst());
    return switch (named.getFirst()) {
      case "BillShipper" -> shipper(payer);
      case "BillReceiver" -> other(payer, receiversCountry(payer));
      case "BillThirdParty" ->
          Json.text(payer, "Address", "CountryCode").isEmpty()
              ? Optional.of(Problem.missing("BillThirdParty.Address.CountryCode"))
              : other(payer, Json.text(payer, "Address", "CountryCode"));
      default -> Optional.of(Problem.invalid("ConsigneeBilledIndicator needs an agreement"));
    };
  }

  private Optional<Problem> shipper(JsonObject payer) {
    String account = Json.text(payer, "AccountNumber");
    if (!accounts.knows(account)) {
      return Optional.of(notValid());
    }
    return account.equals(Json.text(shipment, "Shipper", "ShipperNumber"))
        ? Optional.empty()
        : Optional.of(Problem.of("120100", "BillShipper and shipper number differ"));
  }

  /** A receiver's request names no country: UPS knows it by the account. */
  private String receiversCountry(JsonObject payer) {
    return accounts
        .find(Json.text(payer, "AccountNumber"))
        .map(Accounts.Account::country)
        .orElse("");
  }

  private Optional<Problem> other(JsonObject payer, String country) {
    return accounts
            .find(Json.text(payer, "AccountNumber"))
            .filter(it -> it.isPickedUpAt(Json.text(payer, "Address", "PostalCode"), country))
            .isPresent()
        ? Optional.empty()
        : Optional.of(notValid());
  }

  private static Problem notValid() {
    return Problem.of("111600", "The payer's account number or its address is not valid");
  }
}
