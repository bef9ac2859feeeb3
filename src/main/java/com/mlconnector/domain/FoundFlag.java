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

  /** The trigger: the rest may hold what should not be repeated. */
  FlagPlace place() {
    return text.place(new Span(line.from(), words.from()));
  }
}
