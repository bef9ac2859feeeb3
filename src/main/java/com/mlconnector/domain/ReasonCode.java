package com.mlconnector.domain;

/** Why a shipment is halted. The names are stored and shown; they are never renamed. */
public enum ReasonCode {
  FLAG_UNKNOWN_WORD(Owner.DATA),
  FLAG_CONFLICT(Owner.DATA),
  FLAG_SERVICE_MISSING(Owner.DATA),
  WEIGHT_UNKNOWN(Owner.DATA),
  WEIGHT_UNUSUAL(Owner.DATA),
  WEIGHT_OVER_LIMIT(Owner.DATA),
  DIMS_INCOMPLETE(Owner.DATA),
  DIMS_OVER_LIMIT(Owner.DATA),
  ADDRESS_AMBIGUOUS(Owner.DATA),
  ADDRESS_INVALID(Owner.DATA),
  ADDRESS_NOT_COVERED(Owner.UPS),
  ADDRESS_PO_BOX(Owner.DATA),
  ACCOUNT_NUMBER_VISIBLE(Owner.DATA),
  BILLING_ACCOUNT_MISSING(Owner.DATA),
  BILLING_REFUSED(Owner.DATA),
  CUSTOMS_DATA_NEEDED(Owner.DATA),
  PURCHASE_UNKNOWN(Owner.UPS),
  UPS_REFUSED(Owner.UPS),
  WRITEBACK_FAILED(Owner.FRESHBOOKS),
  WRITEBACK_EDITED(Owner.DATA),
  SNAPSHOT_DRIFT(Owner.DATA),
  CHANGED_AFTER_SHIPPING(Owner.DATA),
  BRAKE(Owner.GATEWAY);

  private final Owner owner;

  ReasonCode(Owner owner) {
    this.owner = owner;
  }

  public Owner owner() {
    return owner;
  }
}
