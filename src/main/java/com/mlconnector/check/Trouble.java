package com.mlconnector.check;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.NotTried;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Owner;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import java.util.Optional;

/** What it means that a vendor gave no use of an answer, whatever it was asked for. Pure. */
final class Trouble {
  private Trouble() {}

  /** Of any outcome but "done", which is no trouble. */
  static Result of(Vendor vendor, Outcome<?> outcome) {
    String name = vendor.title();
    return switch (outcome) {
      case Outcome.NotAllowed<?>(VendorFault fault) when fault.status() == 403 ->
          new Failed(
              name + " lets us in and forbids this (" + fault + ").",
              "Ask " + name + " what it holds against the app or the account.",
              owner(vendor));
      case Outcome.NotAllowed<?>(VendorFault fault) ->
          new Failed(
              name + " does not let us in (" + fault + ").",
              "See what the lines on app and token say.",
              owner(vendor));
      case Outcome.Refused<?>(VendorFault fault) ->
          new Failed(
              name + " refuses a harmless question (" + fault + ").",
              "Look the code up, or ask " + name + " what it means.",
              owner(vendor));
      case Outcome.Throttled<?> throttled ->
          new Failed(
              name + " asks for fewer calls.",
              throttled
                  .after()
                  .map(pause -> "Check again after " + Math.max(1, pause.toSeconds()) + " s.")
                  .orElse("Check again in a few minutes."),
              owner(vendor));
      case Outcome.Unavailable<?>(String why, Optional<?> heldBack) when heldBack.isPresent() ->
          new NotTried("because " + why);
      case Outcome.Unavailable<?>(String why, _) -> unusable(vendor, why);
      case Outcome.Unknown<?>(String why) -> unusable(vendor, why);
      case Outcome.Done<?> _ -> throw new IllegalArgumentException("done is no trouble");
    };
  }

  private static Failed unusable(Vendor vendor, String why) {
    String name = vendor.title();
    return new Failed(
        name + " gave no answer that can be used: " + why + ".",
        "Check again; if it stays, see whether "
            + name
            + " has an outage, and whether a proxy or firewall answers in its place.",
        owner(vendor));
  }

  static Owner owner(Vendor vendor) {
    return switch (vendor) {
      case FRESHBOOKS -> Owner.FRESHBOOKS;
      case UPS -> Owner.UPS;
    };
  }
}
