package com.mlconnector.domain;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The words of our block. Customers read them. */
final class BlockText {

  /** How much a block tells, for notes that are nearly full. */
  enum Detail {
    FULL,
    WITHOUT_LINKS,
    NUMBERS
  }

  private static final String OPENING_START = "--- UPS shipment for invoice ";
  private static final String OPENING_END = " (kept up to date automatically) ---";
  private static final String CLOSING = "--- end of UPS shipment ---";
  private static final String LINK = "Track: https://www.ups.com/track?tracknum=";
  private static final int MOST_LINES = 10;

  private BlockText() {}

  static String render(NotesBlock block, Detail detail) {
    List<String> lines = new ArrayList<>();
    lines.add(opening(block.invoiceNumber()));
    block.shipments().forEach(shipment -> addShipment(shipment, detail, lines));
    lines.add(CLOSING);
    return String.join("\n", lines);
  }

  static boolean isOpening(String line) {
    return line.startsWith(OPENING_START) && line.endsWith(OPENING_END);
  }

  static boolean isOpeningOf(String invoiceNumber, String line) {
    return line.equals(opening(invoiceNumber));
  }

  static boolean isClosing(String line) {
    return line.equals(CLOSING);
  }

  private static String opening(String invoiceNumber) {
    return OPENING_START + oneLine(invoiceNumber) + OPENING_END;
  }

  private static void addShipment(BlockShipment shipment, Detail detail, List<String> lines) {
    List<BlockShipment.Piece> pieces = shipment.pieces();
    int count = pieces.size();
    lines.add(
        "%s, %d %s, shipped %s"
            .formatted(
                shipment.service().label(),
                count,
                count == 1 ? "package" : "packages",
                shipment.shippedOn()));
    boolean all = count <= MOST_LINES;
    pieces.subList(0, all ? count : 1).forEach(piece -> lines.add(piece(piece, detail)));
    if (!all) {
      lines.add("and " + (count - 1) + " more");
    }
    if (shipment.voidedOn() != null) {
      lines.add("Voided " + shipment.voidedOn());
    } else if (detail == Detail.FULL) {
      lines.add(LINK + oneLine(pieces.getFirst().trackingNumber()));
    }
  }

  private static String piece(BlockShipment.Piece piece, Detail detail) {
    String number = oneLine(piece.trackingNumber());
    TrackingStatus status = piece.status();
    LocalDate on = piece.statusOn();
    if (detail == Detail.NUMBERS || status == null) {
      return number;
    }
    return number + " - " + status.label() + (on == null ? "" : " (" + on + ")");
  }

  /** A line break inside a value would let it close the block. */
  private static String oneLine(String value) {
    return value.replaceAll("\\s+", " ").strip();
  }
}
