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

  /** A void takes a whole shipment; its parcels then tell no status of their own any more. */
  public BlockShipment voidedIfAllPiecesAre() {
    @Nullable LocalDate day = pieces.getFirst().statusOn();
    boolean voided = pieces.stream().allMatch(piece -> piece.status() == TrackingStatus.VOIDED);
    if (!voided || day == null) {
      return this;
    }
    List<Piece> silent =
        pieces.stream().map(piece -> new Piece(piece.trackingNumber(), null, null)).toList();
    return new BlockShipment(service, shippedOn, silent, day);
  }
}
