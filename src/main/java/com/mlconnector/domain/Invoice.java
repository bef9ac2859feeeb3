package com.mlconnector.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A FreshBooks invoice as read, reduced to what shipping needs. Absent text is empty, never null.
 *
 * @param version FreshBooks' change marker; compare for equality only (the hour doubled in autumn
 *     breaks order)
 * @param createdAt from US/Eastern wall time; the later instant where the hour is doubled
 * @param visibility 0 active, 1 deleted, 2 archived
 * @param status {@code v3_status} as FreshBooks writes it; unknown words are kept
 * @param totals absent where an amount can't be read
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
    List<InvoiceLine> lines,
    Optional<Totals> totals) {

  /** What it comes to, as FreshBooks reckons. */
  public record Totals(Money amount, Money paid) {}

  public Invoice {
    lines = List.copyOf(lines);
  }

  /** One whose amounts do not matter. */
  public Invoice(
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
    this(
        id,
        number,
        clientId,
        version,
        createdAt,
        visibility,
        status,
        notes,
        terms,
        poNumber,
        snapshot,
        lines,
        Optional.empty());
  }

  /** Whether money has come in for it, wholly or in part; also when that can't be told. */
  public boolean mayBePaid() {
    return status.contains("paid")
        || status.equals("partial")
        || totals.filter(known -> known.paid().amount().signum() == 0).isEmpty();
  }

  /** Whether the two differ in nothing that a person wrote, but for the notes and the lines. */
  public boolean isSameBeside(Invoice other, boolean notes, boolean lines) {
    return with(other.version, notes ? other.notes : this.notes, lines ? other.lines : this.lines)
        .equals(other);
  }

  /** Whether a person has saved nothing in between, as far as that shows beside the notes. */
  boolean saysTheSameBesideNotes(Invoice other) {
    return number.equals(other.number)
        && clientId == other.clientId
        && terms.equals(other.terms)
        && poNumber.equals(other.poNumber)
        && snapshot.equals(other.snapshot)
        && lines.equals(other.lines);
  }

  public Invoice with(String newVersion, String newNotes, List<InvoiceLine> newLines) {
    return new Invoice(
        id,
        number,
        clientId,
        newVersion,
        createdAt,
        visibility,
        status,
        newNotes,
        terms,
        poNumber,
        snapshot,
        newLines,
        totals);
  }

  /** No toString of the whole: notes and addresses must not reach a log. */
  @Override
  public String toString() {
    return "Invoice[" + id + " version " + version + "]";
  }
}
