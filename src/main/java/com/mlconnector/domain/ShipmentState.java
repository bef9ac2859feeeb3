package com.mlconnector.domain;

import java.util.Arrays;
import java.util.Locale;

/**
 * Where a shipment stands between its flag and its label. What happens to the parcel after is its
 * tracking status.
 */
public enum ShipmentState {
  /** The order is complete; UPS has not yet been asked about the address. */
  ADDRESS_TO_CHECK,
  /** The address is good; nothing has been sent that costs money. */
  READY_TO_BUY,
  /** The intent is committed; the one call may or may not have gone out. */
  INTENDED,
  /** The call went out and no readable answer came; UPS is asked by reference. */
  PURCHASE_UNKNOWN,
  /** Label and tracking numbers are stored. */
  BOUGHT,
  /** Prepared, but not to be bought yet: the invoice or a person says so. */
  HELD,
  /** A person has to act; going on continues this same shipment. */
  HALTED,
  /** A person sent it on; its invoice is read again before anything else happens. */
  RESUMED,
  /** The invoice does not ask for it any more, and nothing was bought. */
  CANCELLED;

  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static ShipmentState ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Nothing has been sent to UPS that could cost money, and nothing is on its way. */
  public boolean mayStillChange() {
    return switch (this) {
      case ADDRESS_TO_CHECK, READY_TO_BUY, HELD, HALTED, RESUMED, CANCELLED -> true;
      case INTENDED, PURCHASE_UNKNOWN, BOUGHT -> false;
    };
  }

  public boolean mayBecome(ShipmentState next) {
    return Arrays.stream(Move.values())
        .anyMatch(move -> move.from().contains(this) && move.to() == next);
  }
}
