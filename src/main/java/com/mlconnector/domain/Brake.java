package com.mlconnector.domain;

import java.util.Optional;
import java.util.Set;

/**
 * Stops buying when more is bought than a shop means to buy: a loop, a wrong setting or a wrong
 * import costs postage with every minute. Beyond the brake, only a person buys.
 *
 * @param purchasesPerHour of one connection
 */
public record Brake(int purchasesPerHour) {

  /**
   * @param lastHour labels the connection has begun to buy since an hour ago, or since a person
   *     released the brake
   * @param ofInvoiceToday those among the last day's that were for this invoice
   */
  public Optional<Halt> check(int lastHour, int ofInvoiceToday, Set<ReasonCode> anyway) {
    if (anyway.contains(ReasonCode.BRAKE)) {
      return Optional.empty();
    }
    if (lastHour >= purchasesPerHour) {
      return Optional.of(
          Halt.of(
              ReasonCode.BRAKE,
              "More than " + purchasesPerHour + " labels were asked for within an hour.",
              "See whether all of them are wanted; then release the brake.",
              "Raise shipping.purchases-per-hour if this is an ordinary hour."));
    }
    if (ofInvoiceToday > 0) {
      return Optional.of(
          Halt.of(
              ReasonCode.BRAKE,
              "A label was bought for this invoice within the last day.",
              "Ship anyway, with the reason for a second label on one day.",
              "Cancel, if one label is enough."));
    }
    return Optional.empty();
  }
}
