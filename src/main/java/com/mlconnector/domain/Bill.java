package com.mlconnector.domain;

import java.util.List;
import java.util.Optional;

/** What a write of lines may change in an invoice: the lines, and what they come to. */
public record Bill(Money amount, List<InvoiceLine> lines) {
  public Bill {
    lines = List.copyOf(lines);
  }

  public static Optional<Bill> of(Invoice invoice) {
    return invoice.totals().map(totals -> new Bill(totals.amount(), invoice.lines()));
  }

  @Override
  public String toString() {
    return "Bill[***]";
  }
}
