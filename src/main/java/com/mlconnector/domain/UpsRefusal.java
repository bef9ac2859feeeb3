package com.mlconnector.domain;

import java.util.List;
import java.util.Map;

/** UPS's refusals of a shipment in plain words, with the one who can put it right. */
public final class UpsRefusal {
  private record Known(ReasonCode code, String sentence) {}

  // Codes and meanings from recorded traffic and public issue threads; UPS publishes no list.
  private static final Map<String, Known> KNOWN =
      Map.ofEntries(
          data("120200", "UPS wants another name for the receiver."),
          data("120201", "The receiver's name is missing or longer than 35 characters."),
          data("120202", "The receiver's first address line is missing or wrong."),
          data("120207", "The receiver's postal code is missing or wrong."),
          data("120209", "The receiver's phone number is missing or wrong."),
          data("120802", "City, state and postal code of the receiver do not belong together."),
          data("111285", "The postal code does not belong to the state."),
          data("120051", "UPS refuses the form of the address; PO boxes end this way."),
          data("121000", "A character in the address is one that UPS does not take."),
          data("121100", "UPS does not offer this service from the shipper's place."),
          data("120512", "The shipment needs a description of the goods."),
          billing(
              "120100", "UPS does not take the account number, or it is not linked to the app."),
          billing("112111", "The UPS account number is missing or wrong."),
          billing("111600", "UPS does not accept the payer."));

  private UpsRefusal() {}

  /**
   * Why it is not bought.
   *
   * @param account that was to pay; only its ending is told
   * @param ofClient nobody else pays in its place, unless a person says so
   */
  public static Halt halt(VendorFault fault, Secret account, boolean ofClient) {
    Known known =
        KNOWN.getOrDefault(
            fault.code(), new Known(ReasonCode.UPS_REFUSED, "UPS refused the shipment."));
    String told = known.sentence() + " " + fault + ".";
    if (known.code() != ReasonCode.BILLING_REFUSED) {
      return Halt.of(
          known.code(),
          told,
          KNOWN.containsKey(fault.code())
              ? "Correct it in FreshBooks; the shipment then goes on."
              : "Put right what UPS names, then resume the shipment.");
    }
    Halt halt =
        Halt.of(
            known.code(),
            "UPS refused the account ending "
                + account.masked().replace("*", "")
                + "; nothing was charged. "
                + told,
            ofClient
                ? "Store another account number in the client's profile; the shipment then goes on."
                : "Correct the connection's UPS account number, then resume the shipment.");
    return ofClient ? halt.with(new Halt.Choice("Bill us", "bill=us", List.of())) : halt;
  }

  private static Map.Entry<String, Known> data(String code, String sentence) {
    return Map.entry(code, new Known(ReasonCode.UPS_REFUSED, sentence));
  }

  private static Map.Entry<String, Known> billing(String code, String sentence) {
    return Map.entry(code, new Known(ReasonCode.BILLING_REFUSED, sentence));
  }
}
