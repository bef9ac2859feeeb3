package com.mlconnector.domain;

/**
 * A flag found in a text, not yet read.
 *
 * @param line the whole line, for corrections
 * @param words what follows the trigger
 */
record FoundFlag(FlagText text, Span line, Span words, Strangers strangers, boolean reship) {

  /** What words are that nobody understands. */
  enum Strangers {
    PROBLEMS,
    /** In shipping lines that were not written as flags. */
    PROSE
  }

  /** In a text that is nothing but flags. */
  static FoundFlag said(FlagText text, Span line, Span words) {
    return new FoundFlag(text, line, words, Strangers.PROBLEMS, false);
  }

  FlagToken trigger() {
    return text.token(new Span(line.from(), words.from()));
  }

  /** Equal for flags that differ only in blanks, case, accents and signs. */
  String heard() {
    return text.field().label() + ": " + text.canonical(new Span(line.from(), words.to()));
  }
}
