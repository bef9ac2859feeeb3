package com.mlconnector.domain;

/**
 * A token as the person typed it, and where.
 *
 * @param lineItem index of the invoice line, or -1 outside the lines
 * @param position index of the token's first character in the field as FreshBooks returned it
 */
public record FlagPlace(FlagField field, int lineItem, int position, String token) {

  /** {@code notes}, {@code line item 2}. */
  String label() {
    return lineItem < 0 ? field.label() : field.label() + " " + (lineItem + 1);
  }

  /** {@code notes say}. */
  String says() {
    return label() + " " + field.verb();
  }
}
