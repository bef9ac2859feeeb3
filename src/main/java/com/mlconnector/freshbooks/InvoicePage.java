package com.mlconnector.freshbooks;

import com.mlconnector.domain.Invoice;
import java.util.List;

/**
 * One page of a list. Pages may shift while being read: remember invoices by id.
 *
 * @param unreadable a sentence for each invoice that could not be read; the others must not suffer
 * @param pages 0 where nothing was found
 * @param outside how many the filter should have kept out: above 0, FreshBooks has ignored it
 */
public record InvoicePage(
    List<Invoice> invoices, List<String> unreadable, int page, int pages, int total, int outside) {
  public InvoicePage {
    invoices = List.copyOf(invoices);
    unreadable = List.copyOf(unreadable);
  }
}
