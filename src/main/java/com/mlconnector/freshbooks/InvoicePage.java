package com.mlconnector.freshbooks;

import com.mlconnector.domain.Invoice;
import java.util.List;

/**
 * One page of a list. Pages may shift while being read: remember invoices by id.
 *
 * @param unreadable a sentence for each invoice that could not be read; the others must not suffer
 * @param pages 0 where nothing was found
 */
public record InvoicePage(
    List<Invoice> invoices, List<String> unreadable, int page, int pages, int total) {
  public InvoicePage {
    invoices = List.copyOf(invoices);
    unreadable = List.copyOf(unreadable);
  }
}
