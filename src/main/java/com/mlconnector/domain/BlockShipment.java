package com.mlconnector.domain;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One shipment as customers may see it in the notes: no cost, no account, no name of staff. */
public record BlockShipment(
    Service service, LocalDate shippedOn, List<Piece> pieces, @Nullable LocalDate voidedOn) {

  /**
   * One parcel.
   *
   * @param status null while UPS has said nothing yet
   */
  public record Piece(
      String trackingNumber, @Nullable TrackingStatus status, @Nullable LocalDate statusOn) {}

  public BlockShipment {
    pieces = List.copyOf(pieces);
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("A shipment has at least one parcel.");
    }
  }
}
