package com.mlconnector.verify;

import java.util.OptionalInt;

/**
 * Something is not as it may be.
 *
 * @param invoice empty if it is nothing of one invoice
 */
record Difference(Kind kind, OptionalInt invoice, String sentence) {
  enum Kind {
    /** A label, a webhook or somebody's words are missing. */
    LOST,
    /** There is more than was asked for. */
    DOUBLED,
    /** It does not come to an end. */
    STUCK,
    OTHER
  }

  static Difference of(Kind kind, int invoice, String sentence) {
    return new Difference(kind, OptionalInt.of(invoice), sentence);
  }

  static Difference stuck(String sentence) {
    return new Difference(Kind.STUCK, OptionalInt.empty(), sentence);
  }

  @Override
  public String toString() {
    return kind + (invoice.isPresent() ? ", invoice " + invoice.getAsInt() : "") + ": " + sentence;
  }
}
