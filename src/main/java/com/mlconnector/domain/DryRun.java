package com.mlconnector.domain;

import java.util.Optional;

/**
 * Keeps from buying what is only rehearsed. A rehearsal outlasts the dry run: perhaps a person has
 * shipped by hand meanwhile, so another person has to send it on.
 */
public final class DryRun {
  private DryRun() {}

  /**
   * @param now the connection is in a dry run
   * @param rehearsed the shipment was stopped by one, and nobody has sent it on since
   */
  public static Optional<Halt> check(boolean now, boolean rehearsed) {
    if (now) {
      return Optional.of(
          Halt.of(
              ReasonCode.DRY_RUN,
              "The connection is in a dry run: all was done but the purchase.",
              "Switch 'dryRun' off in the settings; then resume what is still to be shipped.",
              "Cancel, if it is shipped by hand."));
    }
    return rehearsed
        ? Optional.of(
            Halt.of(
                ReasonCode.DRY_RUN,
                "It was rehearsed in a dry run, and may have been shipped by hand since.",
                "Resume it, or release all that was rehearsed.",
                "Cancel, if it was shipped by hand."))
        : Optional.empty();
  }
}
