package com.mlconnector.domain;

import com.mlconnector.domain.BlockTemplate.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The words of our text in an invoice. Customers read them. */
final class BlockText {

  /** How much it tells, for notes that are nearly full. */
  enum Detail {
    FULL,
    WITHOUT_LINKS,
    NUMBERS
  }

  private static final String OPENING_START = "--- UPS shipment for invoice ";
  private static final String OPENING_END = " (kept up to date automatically) ---";
  private static final String CLOSING = "--- end of UPS shipment ---";
  private static final int MOST_LINES = 10;

  private BlockText() {}

  static String render(NotesBlock block, Detail detail) {
    List<String> lines = new ArrayList<>();
    lines.add(opening(block.invoiceNumber()));
    for (BlockShipment shipment : block.shipments()) {
      lines.add(headline(block.template(), block.invoiceNumber(), shipment));
      lines.addAll(parcels(block.template(), block.invoiceNumber(), shipment, detail));
      lines.addAll(ending(block.template(), block.invoiceNumber(), shipment, detail));
    }
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

  static String headline(BlockTemplate template, String invoice, BlockShipment shipment) {
    BlockShipment.Piece first = shipment.pieces().getFirst();
    return template.headline(field -> value(field, invoice, shipment, first, Detail.FULL));
  }

  static List<String> parcels(
      BlockTemplate template, String invoice, BlockShipment shipment, Detail detail) {
    List<BlockShipment.Piece> pieces = shipment.pieces();
    boolean all = pieces.size() <= MOST_LINES;
    List<String> lines = new ArrayList<>();
    for (BlockShipment.Piece piece : pieces.subList(0, all ? pieces.size() : 1)) {
      lines.add(template.parcel(field -> value(field, invoice, shipment, piece, detail)));
    }
    if (!all) {
      lines.add("and " + (pieces.size() - 1) + " more");
    }
    return lines;
  }

  /** When it was voided, or where it can be followed. */
  static List<String> ending(
      BlockTemplate template, String invoice, BlockShipment shipment, Detail detail) {
    BlockShipment.Piece first = shipment.pieces().getFirst();
    if (shipment.voidedOn() != null) {
      return List.of("Voided " + shipment.voidedOn());
    }
    return detail == Detail.FULL
        ? List.of(template.link(field -> value(field, invoice, shipment, first, detail)))
        : List.of();
  }

  private static String value(
      Field field,
      String invoice,
      BlockShipment shipment,
      BlockShipment.Piece piece,
      Detail detail) {
    @Nullable TrackingStatus status = detail == Detail.NUMBERS ? null : piece.status();
    @Nullable LocalDate date = status == null ? null : piece.statusOn();
    return switch (field) {
      case SERVICE -> shipment.service().label();
      case COUNT -> Integer.toString(shipment.pieces().size());
      case PACKAGES -> shipment.pieces().size() == 1 ? "package" : "packages";
      case SHIPPED -> shipment.shippedOn().toString();
      case INVOICE -> oneLine(invoice);
      case TRACKING -> oneLine(piece.trackingNumber());
      case STATUS -> status == null ? "" : status.label();
      case DATE -> Objects.toString(date, "");
    };
  }

  /** A line break inside a value would let it close the block. */
  private static String oneLine(String value) {
    return value.replaceAll("\\s+", " ").strip();
  }
}
