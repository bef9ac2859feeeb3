package com.mlconnector.freshbooks;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Which invoices a list is to hold. FreshBooks ignores a filter that it does not know without a
 * word and sends the whole list, so what comes back is held against the filter again.
 *
 * @param updatedFrom changed on that day or later
 * @param datedFrom with that invoice date or a later one
 * @param deleted the deleted ones, which no other list holds
 */
public record InvoiceFilter(
    Optional<LocalDate> updatedFrom, Optional<LocalDate> datedFrom, boolean deleted) {
  /** All but the deleted ones. */
  public static final InvoiceFilter ALL =
      new InvoiceFilter(Optional.empty(), Optional.empty(), false);

  public static InvoiceFilter updatedFrom(LocalDate day) {
    return new InvoiceFilter(Optional.of(day), Optional.empty(), false);
  }

  public static InvoiceFilter datedFrom(LocalDate day) {
    return new InvoiceFilter(Optional.empty(), Optional.of(day), false);
  }

  public InvoiceFilter ofDeleted() {
    return new InvoiceFilter(updatedFrom, datedFrom, true);
  }

  String query() {
    return updatedFrom.map(day -> "search%5Bupdated_min%5D=" + day + "&").orElse("")
        + datedFrom.map(day -> "search%5Bdate_min%5D=" + day + "&").orElse("")
        + (deleted ? "search%5Bvis_state%5D=1&" : "");
  }

  /** False: the filter was ignored. In which zone FreshBooks' days begin is not documented. */
  boolean admits(String updated, String dated, int visibility) {
    return updatedFrom.filter(day -> isBefore(updated, day.minusDays(1))).isEmpty()
        && datedFrom.filter(day -> isBefore(dated, day.minusDays(1))).isEmpty()
        && (visibility == 1) == deleted;
  }

  private static boolean isBefore(String text, LocalDate day) {
    return !text.isEmpty() && text.compareTo(day.toString()) < 0;
  }
}
