package com.mlconnector.domain;

import java.util.List;
import java.util.Optional;

/** Keeps us from writing lines where a write could cost somebody something. */
final class LineGuard {
  private LineGuard() {}

  /** Why the lines of this invoice must not be written, if they must not. */
  static Optional<String> refusal(Invoice invoice, boolean onPaidInvoices) {
    if (invoice.lines().isEmpty()) {
      return Optional.of("the invoice has no lines");
    }
    if (invoice.totals().isEmpty()) {
      return Optional.of("the invoice's amount can't be read");
    }
    if (invoice.mayBePaid() && !onPaidInvoices) {
      return Optional.of("the invoice is paid or partly paid");
    }
    for (int i = 0; i < invoice.lines().size(); i++) {
      Optional<InvoiceLine.Terms> terms = invoice.lines().get(i).terms();
      if (terms.isEmpty()) {
        return Optional.of("line " + (i + 1) + " can't be read in full");
      }
      if (!terms.get().isPlain()) {
        return Optional.of(
            "line "
                + (i + 1)
                + " hangs on an expense, time entries, a project or a retainer, which a write"
                + " might drop");
      }
    }
    return Optional.empty();
  }

  /**
   * What is different beside our own text, in one sentence; empty when nothing is.
   *
   * @param before the lines as they were
   * @param mostLines how many lines there may be now
   */
  static Optional<String> harm(
      Bill before, Bill after, List<BlockShipment> shipments, int mostLines) {
    if (before.amount().amount().compareTo(after.amount().amount()) != 0) {
      return Optional.of("the amount is another.");
    }
    List<String> then = others(before, shipments);
    List<String> now = others(after, shipments);
    if (then.size() != now.size() || after.lines().size() > mostLines) {
      return Optional.of(
          "there were "
              + before.lines().size()
              + " lines and are "
              + after.lines().size()
              + " now.");
    }
    return then.equals(now) ? Optional.empty() : Optional.of("another line is not as it was.");
  }

  private static List<String> others(Bill bill, List<BlockShipment> shipments) {
    return bill.lines().stream()
        .filter(line -> !LineText.isOurs(line, shipments))
        .map(line -> line.describedAs(LineText.strip(line.description())).content())
        .toList();
  }
}
