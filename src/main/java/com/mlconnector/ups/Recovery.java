package com.mlconnector.ups;

import com.mlconnector.domain.PurchasedShipment;
import java.util.List;

/** What UPS knows of a purchase whose answer was lost. */
public sealed interface Recovery {

  /**
   * Bought. The price is not told again. UPS may have fewer labels than were ordered, of parcels
   * voided since or not processed yet: the caller counts.
   */
  record Found(PurchasedShipment shipment) implements Recovery {}

  /** Nothing under that reference, or not processed yet: proves nothing in the first minutes. */
  record NotFound() implements Recovery {}

  record Voided() implements Recovery {}

  /** Tracking numbers that may be it, without labels; each can be asked for by number. */
  record Candidates(List<String> trackingNumbers) implements Recovery {
    public Candidates {
      trackingNumbers = List.copyOf(trackingNumbers);
    }
  }
}
