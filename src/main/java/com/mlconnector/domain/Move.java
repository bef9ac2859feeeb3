package com.mlconnector.domain;

import static com.mlconnector.domain.ShipmentState.ADDRESS_TO_CHECK;
import static com.mlconnector.domain.ShipmentState.BOUGHT;
import static com.mlconnector.domain.ShipmentState.CANCELLED;
import static com.mlconnector.domain.ShipmentState.HALTED;
import static com.mlconnector.domain.ShipmentState.HELD;
import static com.mlconnector.domain.ShipmentState.INTENDED;
import static com.mlconnector.domain.ShipmentState.PURCHASE_UNKNOWN;
import static com.mlconnector.domain.ShipmentState.READY_TO_BUY;
import static com.mlconnector.domain.ShipmentState.RESUMED;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Every move a shipment can make. Nothing changes a shipment's state but one of these; a move from
 * a state it does not start in is a bug and is refused when it is to be stored.
 */
public enum Move {
  /** The invoice, as read, asks for it like this. */
  ORDER(ADDRESS_TO_CHECK, ADDRESS_TO_CHECK, READY_TO_BUY, HELD, HALTED, RESUMED, CANCELLED),
  /** Asked for, but not yet: the invoice or a person says so. */
  HOLD(HELD, ADDRESS_TO_CHECK, READY_TO_BUY, HELD, HALTED, RESUMED, CANCELLED),
  /** A person has to act before anything is bought. */
  HALT(HALTED, ADDRESS_TO_CHECK, READY_TO_BUY, HELD, HALTED, RESUMED, CANCELLED),
  /** Not asked for any more. */
  CANCEL(CANCELLED, ADDRESS_TO_CHECK, READY_TO_BUY, HELD, HALTED, RESUMED, CANCELLED),
  /** A person sent it on; its invoice is read again. */
  SEND_ON(RESUMED, HELD, HALTED, RESUMED, CANCELLED),

  /** UPS, or a person, finds the address good. */
  PASS_ADDRESS(READY_TO_BUY, ADDRESS_TO_CHECK),
  /** The address is good, and the order says to wait all the same. */
  PREPARE(HELD, ADDRESS_TO_CHECK),

  /** The intent is committed; UPS is called next. */
  INTEND(INTENDED, READY_TO_BUY),
  /** UPS answered with the labels. */
  BUY(BOUGHT, INTENDED),
  /** UPS refused. */
  REFUSE(HALTED, INTENDED),
  /** Certainly not bought, for no fault of the order: the next try is a new intent. */
  WITHDRAW(READY_TO_BUY, INTENDED),
  /** UPS was called, or may have been, and nobody read its answer. */
  LOSE_ANSWER(PURCHASE_UNKNOWN, INTENDED),

  /** UPS was asked by our reference and has not settled it. */
  ASK(PURCHASE_UNKNOWN, PURCHASE_UNKNOWN),
  /** UPS had sold it: the labels are ours. */
  ADOPT(BOUGHT, PURCHASE_UNKNOWN),
  /**
   * UPS knows of no such shipment, asked for as long as it is of use: another attempt may begin,
   * once the invoice was read again.
   */
  GIVE_UP(RESUMED, PURCHASE_UNKNOWN),
  /** A person has looked into the UPS account and found no such shipment. */
  DECLARE_NOT_BOUGHT(RESUMED, PURCHASE_UNKNOWN);

  private final ShipmentState to;

  @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
  private final Set<ShipmentState> from;

  Move(ShipmentState to, ShipmentState first, ShipmentState... others) {
    this.to = to;
    this.from = Collections.unmodifiableSet(EnumSet.of(first, others));
  }

  public ShipmentState to() {
    return to;
  }

  public Set<ShipmentState> from() {
    return from;
  }

  /** As in the picture: {@code declare not bought}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
