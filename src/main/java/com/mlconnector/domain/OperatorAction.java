package com.mlconnector.domain;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an operator may do with a shipment. Each continues the same one, but {@link #RESHIP}. */
public enum OperatorAction {
  /** The cause is gone: read the invoice again and go on. */
  RESUME,
  /** Other words for the flag, another address, or what the goods weigh. */
  CORRECT,
  /** One of the choices, or of UPS's candidates. */
  PICK,
  /** Not before a day, or before somebody resumes it. */
  HOLD,
  CANCEL,
  /** The objection does not count this time. */
  SHIP_ANYWAY,
  /** One further label, beside the one that was bought. */
  RESHIP,
  /** The label is right, whatever the invoice says by now. */
  DISMISS,
  /** UPS has no such shipment: a person has looked, and it may be bought again. */
  DECLARE_NOT_BOUGHT,
  /** A person has voided, at UPS, the label that was one too many. */
  DECLARE_VOIDED,
  /** Write into the invoice again, beside what a person made of our text, or not any more. */
  WRITE_BACK;

  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * What can be done now.
   *
   * @param halted why the shipment waits, if it does
   * @param differs the invoice says something else since the label was bought
   * @param toVoid UPS sold a label too many, and a person has to void it
   */
  public static Set<OperatorAction> of(
      ShipmentState state, Optional<ReasonCode> halted, boolean differs, boolean toVoid) {
    Set<OperatorAction> allowed =
        switch (state) {
          case ADDRESS_TO_CHECK, READY_TO_BUY -> EnumSet.of(HOLD, CANCEL);
          case HALTED -> EnumSet.of(RESUME, CORRECT, PICK, HOLD, CANCEL);
          case HELD -> EnumSet.of(RESUME, CORRECT, HOLD, CANCEL);
          case RESUMED -> EnumSet.of(HOLD, CANCEL);
          case CANCELLED -> EnumSet.of(RESUME);
          case INTENDED -> EnumSet.noneOf(OperatorAction.class);
          case PURCHASE_UNKNOWN -> EnumSet.of(RESUME);
          case BOUGHT -> EnumSet.of(RESHIP, WRITE_BACK);
        };
    if (state == ShipmentState.HALTED
        && halted.filter(Decisions.OVERRULABLE::contains).isPresent()) {
      allowed.add(SHIP_ANYWAY);
    }
    // Only once UPS has been asked for as long as it is of any use.
    if (state == ShipmentState.PURCHASE_UNKNOWN && halted.isPresent()) {
      allowed.add(DECLARE_NOT_BOUGHT);
    }
    if (differs) {
      allowed.add(DISMISS);
    }
    if (toVoid) {
      allowed.add(DECLARE_VOIDED);
    }
    return allowed;
  }
}
