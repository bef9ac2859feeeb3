package com.mlconnector.ups;

import com.mlconnector.domain.Billing;
import com.mlconnector.domain.Billing.Payer;
import com.mlconnector.domain.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Who pays, in UPS's words: each charge names one payer, of which UPS allows exactly one. */
final class UpsPayment {
  private static final String TRANSPORT = "01";
  private static final String DUTIES = "02";

  private UpsPayment() {}

  /**
   * @param shipper the shipper number; UPS wants the very same where the shipper pays
   * @param abroad within the US there are no duties, and a payer of them draws alert 121524
   */
  static JsonObject of(Billing billing, Secret shipper, boolean abroad) {
    JsonArray charges = new JsonArray().add(charge(TRANSPORT, billing.transport(), shipper));
    if (abroad) {
      billing.duties().ifPresent(payer -> charges.add(charge(DUTIES, payer, shipper)));
    }
    return new JsonObject().put("ShipmentCharge", charges);
  }

  private static JsonObject charge(String type, Payer payer, Secret shipper) {
    JsonObject charge = new JsonObject().put("Type", type);
    return switch (payer) {
      case Payer.Shipper _ -> charge.put("BillShipper", account(shipper));
      case Payer.Receiver(Secret account, String postalCode) ->
          charge.put("BillReceiver", account(account, address(postalCode)));
      case Payer.ThirdParty(Secret account, String postalCode, String country) ->
          charge.put(
              "BillThirdParty", account(account, address(postalCode).put("CountryCode", country)));
    };
  }

  private static JsonObject account(Secret number) {
    return new JsonObject().put("AccountNumber", number.reveal());
  }

  private static JsonObject account(Secret number, JsonObject address) {
    return address.isEmpty() ? account(number) : account(number).put("Address", address);
  }

  private static JsonObject address(String postalCode) {
    String plain = UpsRequests.postalCode(postalCode);
    return plain.isEmpty() ? new JsonObject() : new JsonObject().put("PostalCode", plain);
  }
}
