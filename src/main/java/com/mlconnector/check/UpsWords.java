package com.mlconnector.check;

import static com.mlconnector.domain.Vendor.UPS;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.Ok;
import com.mlconnector.check.Result.Warning;
import com.mlconnector.domain.AddressVerdict;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Owner;
import com.mlconnector.domain.VendorFault;
import java.util.Set;

/** What UPS's answers to the questions of a check mean. Pure. */
final class UpsWords {
  static final String NOT_NEEDED =
      "The gateway does not need it: it follows parcels by Track Alert and Tracking.";

  /** A shipper number that is wrong or not linked; a payer that is not valid. */
  private static final Set<String> ACCOUNT = Set.of("120100", "112111", "111600");

  /** Said by the token endpoint only. */
  private static final String WRONG_SECRET = "10401";

  private UpsWords() {}

  static boolean isAccount(VendorFault fault) {
    return ACCOUNT.contains(fault.code());
  }

  /**
   * Of a question that was not answered as hoped.
   *
   * @param product as the developer portal calls it
   */
  static Result product(String product, Outcome<?> outcome) {
    if (!(outcome instanceof Outcome.NotAllowed<?>(VendorFault fault)) || fault.status() == 403) {
      return Trouble.of(UPS, outcome);
    }
    return fault.code().equals(WRONG_SECRET)
        ? secret(fault)
        : new Failed(
            "UPS gave the app a token, and does not let it use " + product + " (" + fault + ").",
            "Add the product \""
                + product
                + "\" to the app in UPS's developer portal. It may take UPS a few minutes.",
            Owner.UPS);
  }

  static Failed secret(VendorFault fault) {
    return new Failed(
        "UPS does not accept the app's client id or secret (" + fault + ").",
        "Compare both with the app's page in UPS's developer portal, and store them in the"
            + " connection.",
        Owner.GATEWAY);
  }

  static Result ownAddress(AddressVerdict verdict) {
    return switch (verdict) {
      case AddressVerdict.Valid _ -> new Ok("UPS knows the shipper's own address.");
      case AddressVerdict.NotCovered(String why) ->
          new Ok("Address Validation lets us in, and says nothing of this state: " + why + ".");
      case AddressVerdict.Ambiguous _ -> unsure("knows several addresses like the shipper's own");
      case AddressVerdict.Invalid _ -> unsure("does not know the shipper's own address");
      case AddressVerdict.Inconclusive _ -> unsure("says nothing clear of the shipper's address");
    };
  }

  private static Warning unsure(String what) {
    return new Warning(
        "Address Validation lets us in, and " + what + ".",
        "See whether settings.shipper is complete and spelled as UPS has it.",
        Owner.DATA);
  }
}
