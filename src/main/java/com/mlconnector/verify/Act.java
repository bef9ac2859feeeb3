package com.mlconnector.verify;

/** What happens in a program: somebody does something, or something goes wrong. */
sealed interface Act {

  /** What concerns one invoice, by its number in the program from 0. */
  sealed interface OfInvoice extends Act {
    int invoice();
  }

  enum Status {
    DRAFT,
    SENT
  }

  /**
   * A new client, and a first invoice.
   *
   * @param account of the client's own, which pays
   */
  record Issue(int invoice, Page page, Home home, boolean account, Status status)
      implements OfInvoice {}

  /** The same once more for the same client, as FreshBooks duplicates invoices: notes and all. */
  record Copy(int invoice, int of) implements OfInvoice {}

  /** Other words, another flag, another quantity. Our block stays as the person sees it. */
  record Save(int invoice, Page page) implements OfInvoice {}

  record MarkSent(int invoice) implements OfInvoice {}

  record Dispute(int invoice) implements OfInvoice {}

  record Pay(int invoice) implements OfInvoice {}

  record Delete(int invoice) implements OfInvoice {}

  record Archive(int invoice) implements OfInvoice {}

  record Restore(int invoice) implements OfInvoice {}

  /** The client moves; the invoice's address is put right as well. */
  record Move(int invoice, Home home) implements OfInvoice {}

  /**
   * An operator looks at the invoice's shipment and takes one of the ways on that it offers.
   *
   * @param dice which one
   */
  record Operate(int invoice, int dice) implements OfInvoice {}

  /** Webhooks that tell nothing new. */
  record Announce(int invoice, int times) implements OfInvoice {}

  /** A logged webhook once more. */
  record Redeliver(int invoice) implements OfInvoice {}

  /** Something goes wrong. */
  record Suffer(Trouble trouble) implements Act {}
}
