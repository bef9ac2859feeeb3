package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Our text in the lines of an invoice: a line of our own, or a part of a description. */
public final class LineText {
  private static final String NAME_START = "Shipped by UPS";
  private static final String PREFIX = "UPS tracking: ";
  private static final Pattern TRACKING = Pattern.compile("\\b1Z[0-9A-Z]{16}\\b");

  private LineText() {}

  /**
   * The lines as people wrote them: without ours, and without our part of their descriptions. Where
   * flags and weights are looked for, ours must not be seen.
   */
  public static List<InvoiceLine> ofPeople(List<InvoiceLine> lines) {
    return lines.stream()
        .filter(line -> !isOurs(line))
        .map(line -> line.describedAs(strip(line.description())))
        .toList();
  }

  private static boolean isOurs(InvoiceLine line) {
    return line.name().startsWith(NAME_START)
        && TRACKING.matcher(line.description()).find()
        && line.terms().filter(terms -> terms.unitCost().amount().signum() != 0).isEmpty();
  }

  /** Whether this is the line that we wrote for these shipments, whatever became of its text. */
  static boolean isOurs(InvoiceLine line, List<BlockShipment> shipments) {
    return line.name().startsWith(NAME_START)
        && shipments.stream()
            .flatMap(shipment -> shipment.pieces().stream())
            .anyMatch(piece -> line.description().contains(piece.trackingNumber()));
  }

  /** Named after the newest shipment. */
  static String name(List<BlockShipment> shipments) {
    return "Shipped by " + shipments.getLast().service().label();
  }

  static String description(NotesBlock text) {
    List<String> lines = new ArrayList<>();
    for (BlockShipment shipment : text.shipments()) {
      lines.addAll(parcels(text, shipment));
      lines.addAll(
          BlockText.ending(text.template(), text.invoiceNumber(), shipment, BlockText.Detail.FULL));
    }
    return String.join("\n", lines);
  }

  private static List<String> parcels(NotesBlock text, BlockShipment shipment) {
    return BlockText.parcels(
        text.template(), text.invoiceNumber(), shipment, BlockText.Detail.FULL);
  }

  /** Our part of a description; no link, which is long and would be read as a part of the price. */
  static String part(NotesBlock text) {
    return text.shipments().stream()
        .flatMap(shipment -> {
          List<String> lines = new ArrayList<>(parcels(text, shipment));
          if (shipment.voidedOn() != null) {
            lines.add("Voided " + shipment.voidedOn());
          }
          return lines.stream();
        })
        .map(PREFIX::concat)
        .collect(Collectors.joining("\n"));
  }

  /** From the first to the last line of ours in a description, with what a person put between. */
  static Optional<Span> partIn(String description) {
    int first = startOfOurs(description, 0);
    if (first < 0) {
      return Optional.empty();
    }
    int last = first;
    for (int next = first; next >= 0; next = startOfOurs(description, next + 1)) {
      last = next;
    }
    return Optional.of(new Span(first, endOfLine(description, last)));
  }

  /** A description without our part. */
  static String strip(String description) {
    return description.contains(PREFIX)
        ? description
            .lines()
            .filter(line -> !line.startsWith(PREFIX))
            .collect(Collectors.joining("\n"))
        : description;
  }

  private static int startOfOurs(String text, int from) {
    for (int at = text.indexOf(PREFIX, from); at >= 0; at = text.indexOf(PREFIX, at + 1)) {
      if (at == 0 || text.charAt(at - 1) == '\n' || text.charAt(at - 1) == '\r') {
        return at;
      }
    }
    return -1;
  }

  private static int endOfLine(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }
}
