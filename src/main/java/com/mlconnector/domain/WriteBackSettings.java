package com.mlconnector.domain;

/**
 * Where and how an invoice is told of its shipment.
 *
 * @param place where our text goes in invoices that have none yet
 * @param onPaidInvoices whether lines may be written into invoices that are paid or partly paid
 * @param removeForeignBlocks whether a block that came along with a copied invoice is taken out
 * @param template our words, unless the client has its own
 */
public record WriteBackSettings(
    Place place, boolean onPaidInvoices, boolean removeForeignBlocks, BlockTemplate template) {
  public static final WriteBackSettings STANDARD =
      new WriteBackSettings(Place.NOTES, false, false, BlockTemplate.STANDARD);

  /** Where our text stands. */
  public enum Place {
    /** A block at the end of the notes. */
    NOTES,
    /** A line item of its own, over nothing. */
    LINE,
    /** The description of the line item that asks for shipping. */
    DESCRIPTION
  }

  public WriteBackSettings with(BlockTemplate other) {
    return new WriteBackSettings(place, onPaidInvoices, removeForeignBlocks, other);
  }
}
