package com.mlconnector.domain;

import com.mlconnector.domain.Intake.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an invoice says differently since its label was bought. Nothing is bought or voided for it:
 * a person decides what a parcel that is packed, or gone, should do.
 *
 * @param key equal for the same difference, so that it is reported once
 */
public record AfterShipping(String key, Halt halt) {
  /** Whoever moves after this time does not mean a parcel of last month. */
  private static final Duration CONCERNS = Duration.ofDays(10);

  /** The label that was bought. */
  public record Bought(
      ShipmentOrder order, Address shipTo, Instant boughtAt, boolean allDelivered) {}

  public static Optional<AfterShipping> difference(Bought bought, Verdict verdict, Instant now) {
    if (bought.allDelivered() || bought.boughtAt().plus(CONCERNS).isBefore(now)) {
      return Optional.empty();
    }
    return switch (verdict) {
      case Verdict.Ready ready -> changed(bought, ready);
      case Verdict.Waiting waiting -> waiting.prepared().flatMap(ready -> changed(bought, ready));
      case Verdict.Ignored(String reason, boolean takenBack) when takenBack ->
          Optional.of(of("taken back", reason + " Its label had been bought."));
      case Verdict.Ignored ignored -> Optional.empty();
      case Verdict.Halted(Halt halt) when isOfTheAddress(halt.code()) ->
          Optional.of(
              of(
                  "address " + halt.sentence(),
                  "The address was changed after the label was bought. " + halt.sentence()));
      case Verdict.Halted(Halt halt) ->
          isOfTheFlag(halt.code())
              ? Optional.of(
                  of(
                      "unclear " + halt.sentence(),
                      "The flag was changed after the label was bought. " + halt.sentence()))
              : Optional.empty();
    };
  }

  private static Optional<AfterShipping> changed(Bought bought, Verdict.Ready ready) {
    List<String> what = new ArrayList<>();
    String flag = ready.order().fingerprint();
    if (!flag.equals(bought.order().fingerprint())) {
      what.add("The flag");
    }
    boolean moved = !ready.shipTo().isSamePlaceAs(bought.shipTo());
    if (moved) {
      what.add(what.isEmpty() ? "The address" : "the address");
    }
    if (what.isEmpty()) {
      return Optional.empty();
    }
    String key = flag + (moved ? " to " + ready.shipTo().place() : "");
    return Optional.of(
        of(
            key,
            String.join(" and ", what)
                + (what.size() == 1 ? " was" : " were")
                + " changed after the label was bought."));
  }

  private static boolean isOfTheAddress(ReasonCode code) {
    return code == ReasonCode.SNAPSHOT_DRIFT
        || code == ReasonCode.ADDRESS_INVALID
        || code == ReasonCode.ADDRESS_PO_BOX;
  }

  private static boolean isOfTheFlag(ReasonCode code) {
    return switch (code) {
      case FLAG_UNKNOWN_WORD,
          FLAG_CONFLICT,
          FLAG_SERVICE_MISSING,
          WEIGHT_UNUSUAL,
          WEIGHT_OVER_LIMIT,
          DIMS_INCOMPLETE,
          DIMS_OVER_LIMIT,
          ACCOUNT_NUMBER_VISIBLE ->
          true;
      default -> false;
    };
  }

  private static AfterShipping of(String key, String sentence) {
    return new AfterShipping(
        key,
        Halt.of(
            ReasonCode.CHANGED_AFTER_SHIPPING,
            sentence,
            "Leave it as it is, if the parcel is right: dismiss.",
            "Ask for a further label (reship), with the reason; void the first one at UPS."));
  }

  /** Never the key: it holds an address. */
  @Override
  public String toString() {
    return "AfterShipping[***]";
  }
}
