package com.mlconnector.verify;

/** Something is not as it may be. */
record Difference(Kind kind, int invoice, String sentence) {
  enum Kind {
    /** A label, a webhook or somebody's words are missing. */
    LOST,
    /** There is more than was asked for. */
    DOUBLED,
    /** It does not come to an end. */
    STUCK,
    OTHER
  }

  @Override
  public String toString() {
    return kind + ", invoice " + invoice + ": " + sentence;
  }
}
