package com.mlconnector.check;

import static com.mlconnector.domain.Vendor.UPS;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.Ok;
import com.mlconnector.check.Result.Warning;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Outcome.Done;
import com.mlconnector.domain.Owner;
import com.mlconnector.domain.PurchaseOrder;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.ups.Voided;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A label bought where none is ever billed, and voided again. For one run. */
final class DryShipment {
  /** UPS's test host. */
  private static final String TEST_HOST = "wwwcie.ups.com";

  /** Longer than any call may take: what was bought must be heard of. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** UPS's test host sells from a tin: it knows nothing of the number afterwards. */
  private static final String NOTHING_TO_VOID = "190102";

  private final Check.Parts parts;
  private final UpsLines ups;
  private final String reference = UpsLines.newReference();
  private @Nullable String sold;

  DryShipment(Check.Parts parts, UpsLines ups) {
    this.parts = parts;
    this.ups = ups;
  }

  Result bought(boolean standIn) throws TimeoutException {
    Optional<Failed> refusal = refusal(parts.settings().upsUrl(), standIn);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    PurchaseOrder order = ups.order(reference);
    Outcome<PurchasedShipment> bought =
        new Patience(LONGEST).await(parts.ups().ship(ups.caller(), order)).outcome();
    return switch (bought) {
      case Done<PurchasedShipment>(PurchasedShipment shipment) -> {
        sold = shipment.upsShipment();
        yield new Ok(
            "A label was bought: " + sold + ", reference " + reference + ". It is not billed.");
      }
      case Outcome.Unknown<PurchasedShipment>(String why) ->
          new Failed(
              "Whether a label was bought is not known: " + why + ".",
              "It would have the reference " + reference + ". The test host bills nothing.",
              Owner.UPS);
      default -> UpsWords.product("Shipping", bought);
    };
  }

  static Optional<Failed> refusal(URI url, boolean standIn) {
    return standIn || TEST_HOST.equals(url.getHost())
        ? Optional.empty()
        : Optional.of(
            new Failed(
                "No label is bought: ups.url is " + url.getHost() + ", where it would be billed.",
                "Dry shipments are for UPS's test host: set ups.url to https://"
                    + TEST_HOST
                    + ", with a connection for tests.",
                Owner.GATEWAY));
  }

  Result voided() throws TimeoutException {
    String number = Objects.requireNonNull(sold);
    Outcome<Voided> voided =
        new Patience(LONGEST).await(parts.ups().voidShipment(ups.caller(), number)).outcome();
    return switch (voided) {
      case Done<Voided> _ -> new Ok("The label " + number + " is voided.");
      case Outcome.Refused<Voided>(VendorFault fault) when fault.code().equals(NOTHING_TO_VOID) ->
          new Warning(
              "UPS finds no " + number + " to void (" + fault + ").",
              "Nothing: the test host sells numbers that it does not remember.",
              Owner.UPS);
      default ->
          switch (Trouble.of(UPS, voided)) {
            case Failed(String sentence, _, Owner owner) ->
                new Failed(
                    "The label " + number + " is not voided: " + sentence,
                    "Void it by hand. The test host bills nothing.",
                    owner);
            case Result other -> other;
          };
    };
  }

  /** For the audit trail; empty where nothing was bought. */
  String reference() {
    return sold == null ? "" : reference;
  }
}
