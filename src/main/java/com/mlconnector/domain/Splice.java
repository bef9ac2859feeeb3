package com.mlconnector.domain;

/** What to do with an invoice's notes. */
sealed interface Splice {

  /**
   * Write these notes.
   *
   * @param hash of the block inside, to be kept as "what we last wrote"
   * @param shortened the block lost its links, or links and states, to fit
   * @param anotherBlock a second block for this invoice stands there; it was left alone
   */
  record Write(String notes, String hash, boolean shortened, boolean anotherBlock)
      implements Splice {}

  /** The notes say it already. */
  record Unchanged(String hash, boolean anotherBlock) implements Splice {}

  /** A person changed our block, or removed it or its end: hands off. */
  record Edited(String what) implements Splice {}

  /** Even the shortest block does not fit beside the human text. */
  record TooLong(int length, int most) implements Splice {}
}
