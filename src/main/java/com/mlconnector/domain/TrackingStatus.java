package com.mlconnector.domain;

import org.jspecify.annotations.Nullable;

/** Where a parcel is, in our words; declared in the order in which a parcel usually moves. */
public enum TrackingStatus {
  LABEL_CREATED("Label created", Kind.MILESTONE),
  /** Not the end: a voided label that was used anyway still moves, and costs money. */
  VOIDED("Voided", Kind.MILESTONE),
  PICKED_UP("Picked up", Kind.MILESTONE),
  IN_TRANSIT("In transit", Kind.PASSING),
  HANDED_TO_PARTNER("Handed to a delivery partner", Kind.PASSING),
  OUT_FOR_DELIVERY("Out for delivery", Kind.MILESTONE),
  ATTEMPTED("Delivery attempted", Kind.PASSING),
  EXCEPTION("Delayed", Kind.MILESTONE),
  DELIVERED_TO_ACCESS_POINT("Ready at a UPS Access Point", Kind.MILESTONE),
  RETURNING("On its way back", Kind.PASSING),
  DELIVERED("Delivered", Kind.FINAL),
  RETURNED("Returned", Kind.FINAL),
  LOST("Lost", Kind.FINAL);

  private enum Kind {
    PASSING,
    MILESTONE,
    FINAL
  }

  private final String label;
  private final Kind kind;

  TrackingStatus(String label, Kind kind) {
    this.label = label;
    this.kind = kind;
  }

  /** As customers read it. */
  public String label() {
    return label;
  }

  public boolean isFinal() {
    return kind == Kind.FINAL;
  }

  /**
   * Whether the invoice should say so. The first scan counts however UPS names it: not every parcel
   * gets a pick-up scan.
   *
   * @param written what the invoice says now
   */
  public boolean isWorthWriting(@Nullable TrackingStatus written) {
    if (this == written) {
      return false;
    }
    boolean firstScan = this == IN_TRANSIT && (written == null || written == LABEL_CREATED);
    return firstScan || kind != Kind.PASSING;
  }
}
