package com.mlconnector.verify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands where for one invoice, each place read by itself.
 *
 * @param notes in FreshBooks
 * @param sold by UPS, as UPS counts it
 * @param shipCalls as UPS received them
 * @param exchanges of the gateway with FreshBooks about the invoice's notes, in order
 * @param shipments as the gateway has them, by generation
 * @param parcels that the gateway knows
 * @param writeBackTrouble why the gateway does not write into the invoice
 * @param steps of the audit trail, in order
 * @param acknowledged webhooks by their body, and how often
 * @param journal the same, as the gateway keeps it
 */
record Seen(
    long invoice,
    String number,
    String notes,
    List<Sold> sold,
    List<ShipCall> shipCalls,
    List<Exchange> exchanges,
    List<Row> shipments,
    Set<String> parcels,
    Optional<String> writeBackTrouble,
    List<Audited> steps,
    Map<String, Integer> acknowledged,
    Map<String, Integer> journal) {

  record Sold(
      String number,
      boolean live,
      String reference,
      String service,
      String account,
      Instant at,
      List<String> parcels) {}

  /**
   * @param tenths of a pound
   */
  record ShipCall(String reference, int tenths) {
    boolean isSame(ShipCall other) {
      return reference.equals(other.reference);
    }
  }

  /**
   * @param sent the notes, in a write; empty in a reading
   * @param version that was answered; empty if none was
   */
  record Exchange(String sent, String version) {
    boolean isWrite() {
      return !sent.isEmpty();
    }
  }

  record Row(
      String id,
      int generation,
      String state,
      Optional<String> reason,
      Optional<String> reference,
      boolean differs) {
    boolean isBought() {
      return state.equals("bought");
    }
  }

  record Audited(String action, Instant at, Map<String, String> content) {
    Optional<String> detail(String name) {
      return Optional.ofNullable(content.get("d." + name));
    }
  }

  Optional<Row> newest() {
    return shipments.isEmpty() ? Optional.empty() : Optional.of(shipments.getLast());
  }

  List<Sold> live() {
    return sold.stream().filter(Sold::live).toList();
  }

  /** For whoever has to find out what went wrong. */
  String evidence() {
    StringBuilder text = new StringBuilder();
    text.append("  UPS: ").append(sold.isEmpty() ? "nothing" : "").append('\n');
    sold.forEach(it -> text.append("    ").append(it).append('\n'));
    shipCalls.forEach(it -> text.append("    ").append(it).append('\n'));
    text.append("  gateway:\n");
    shipments.forEach(it -> text.append("    ").append(it).append('\n'));
    text.append("    parcels ").append(parcels).append(", trouble ").append(writeBackTrouble);
    text.append("\n  notes:\n").append(notes.indent(4));
    text.append("  steps:\n");
    steps.forEach(
        it -> text.append("    %s %s %s%n".formatted(it.at(), it.action(), it.content())));
    return text.toString();
  }
}
