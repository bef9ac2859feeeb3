package com.mlconnector.domain;

import java.time.Instant;
import java.util.List;

/**
 * A FreshBooks invoice as read, reduced to what shipping needs. Absent text is empty, never null.
 *
 * @param version FreshBooks' change marker; compare for equality only (the hour doubled in autumn
 *     breaks order)
 * @param createdAt from US/Eastern wall time; the earlier instant where the hour is doubled
 * @param visibility 0 active, 1 deleted, 2 archived
 * @param status {@code v3_status} as FreshBooks writes it; unknown words are kept
 */
public record Invoice(
    long id,
    String number,
    long clientId,
    String version,
    Instant createdAt,
    int visibility,
    String status,
    String notes,
    String terms,
    String poNumber,
    RawAddress snapshot,
    List<InvoiceLine> lines) {

  public Invoice {
    lines = List.copyOf(lines);
  }

  /** No toString of the whole: notes and addresses must not reach a log. */
  @Override
  public String toString() {
    return "Invoice[" + id + " version " + version + "]";
  }
}
