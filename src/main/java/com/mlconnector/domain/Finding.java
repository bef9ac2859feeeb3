package com.mlconnector.domain;

import java.util.List;

/** What UPS says when it is asked about a purchase by our reference. */
public sealed interface Finding {

  /** Sold, and all of its labels are here. The price is not told again. */
  record Sold(PurchasedShipment shipment) implements Finding {}

  /** Nothing under that reference, "or not processed yet". */
  record Nothing() implements Finding {}

  /** Sold and taken back since; by whom, UPS does not say. */
  record TakenBack() implements Finding {}

  /**
   * Tracking numbers that may be it and are no single shipment.
   *
   * @param numbers as UPS lists them
   */
  record Several(List<String> numbers) implements Finding {
    public Several {
      numbers = List.copyOf(numbers);
    }
  }

  /** UPS could not be asked, or its answer is no use. */
  record NoWord(String why) implements Finding {}

  /** For the audit: one line, and nothing of the request. */
  default String word() {
    return switch (this) {
      case Sold(PurchasedShipment shipment) -> "found";
      case Nothing nothing -> "not found";
      case TakenBack takenBack -> "voided";
      case Several(List<String> numbers) -> "several: " + String.join(" ", numbers);
      case NoWord(String why) -> "no word: " + why;
    };
  }
}
