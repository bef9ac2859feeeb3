package com.mlconnector.domain;

/** Why a shipment is halted. The names are stored and shown; they are never renamed. */
public enum ReasonCode {
  FLAG_UNKNOWN_WORD(Owner.DATA, "A word of the flag is not understood"),
  FLAG_CONFLICT(Owner.DATA, "Two flags say different things"),
  FLAG_SERVICE_MISSING(Owner.DATA, "No UPS service is named"),
  WEIGHT_UNKNOWN(Owner.DATA, "No weight is known"),
  WEIGHT_UNUSUAL(Owner.DATA, "A parcel is heavier than usual"),
  WEIGHT_OVER_LIMIT(Owner.DATA, "A parcel is heavier than UPS takes"),
  DIMS_INCOMPLETE(Owner.DATA, "A size is incomplete"),
  DIMS_OVER_LIMIT(Owner.DATA, "A parcel is larger than UPS takes"),
  ADDRESS_AMBIGUOUS(Owner.DATA, "UPS knows several such addresses"),
  ADDRESS_INVALID(Owner.DATA, "UPS does not find the address"),
  ADDRESS_NOT_COVERED(Owner.UPS, "UPS does not check addresses there"),
  ADDRESS_PO_BOX(Owner.DATA, "The address is a PO box"),
  ACCOUNT_NUMBER_VISIBLE(Owner.DATA, "An account number stands in the invoice"),
  BILLING_ACCOUNT_MISSING(Owner.DATA, "No UPS account is stored for the payer"),
  BILLING_REFUSED(Owner.DATA, "UPS refused the payer's account"),
  CUSTOMS_DATA_NEEDED(Owner.DATA, "Customs data are missing"),
  PURCHASE_UNKNOWN(Owner.UPS, "UPS did not say whether it sold the label"),
  UPS_REFUSED(Owner.UPS, "UPS refused the shipment"),
  WRITEBACK_FAILED(Owner.FRESHBOOKS, "The invoice could not be written"),
  WRITEBACK_EDITED(Owner.DATA, "Someone changed our text in the invoice"),
  SNAPSHOT_DRIFT(Owner.DATA, "Invoice and client have different addresses"),
  CHANGED_AFTER_SHIPPING(Owner.DATA, "The invoice changed after the label was bought"),
  LABEL_TO_VOID(Owner.UPS, "A label too many has to be voided"),
  BRAKE(Owner.GATEWAY, "More labels than usual were asked for"),
  DRY_RUN(Owner.GATEWAY, "A dry run stopped before the purchase");

  private final Owner owner;
  private final String title;

  ReasonCode(Owner owner, String title) {
    this.owner = owner;
    this.title = title;
  }

  public Owner owner() {
    return owner;
  }

  /** What is wrong, for the head of a list. */
  public String title() {
    return title;
  }
}
