package com.mlconnector.shipping;

import com.mlconnector.domain.Outcome;
import com.mlconnector.store.Shipment;
import com.mlconnector.work.VendorTrouble;
import com.mlconnector.work.WorkResult;

/** How one step of a shipment ended. */
sealed interface StepResult {

  /** The next step can follow at once, under the same lease. */
  record GoOn(Shipment shipment) implements StepResult {}

  /**
   * Somebody corrected or held the shipment while UPS was asked about what it was before: that
   * answer is worth nothing, and the next step is the one the shipment needs now.
   */
  record Overtaken() implements StepResult {}

  /** Nothing more now. */
  record Ended(WorkResult result) implements StepResult {}

  static StepResult goOn(Shipment shipment) {
    return new GoOn(shipment);
  }

  static StepResult stored() {
    return new Ended(WorkResult.stored());
  }

  /** For calls that may be repeated. */
  static StepResult trouble(Outcome<?> outcome) {
    return new Ended(VendorTrouble.tryAgain(outcome));
  }
}
