package com.mlconnector.domain;

import java.util.List;
import java.util.Optional;

/**
 * A shipment waits for a person.
 *
 * @param sentence what is wrong, in one sentence for the operator; may quote the invoice, never a
 *     stored secret
 * @param ways how to go on, one short sentence each
 * @param choices ways on that an operator can take by number
 * @param reading the text that gave rise to it, when a text did
 */
public record Halt(
    ReasonCode code,
    String sentence,
    List<String> ways,
    List<Choice> choices,
    Optional<Reading> reading) {

  /**
   * What was read, with the words in question marked.
   *
   * @param place {@code notes}, {@code line item 2}
   * @param text one line as it stands there
   * @param from of the words in {@code text}, 0-based; {@code to} is behind their last character
   */
  public record Reading(String place, String text, int from, int to) {
    @Override
    public String toString() {
      return "Reading[***]";
    }
  }

  /**
   * A way on in the flag's own grammar: as if the operator had written {@code words} into the
   * invoice, and had struck out the words that are {@code ignored} there.
   */
  public record Choice(String label, String words, List<String> ignored) {
    public Choice {
      ignored = List.copyOf(ignored);
    }
  }

  public Halt {
    ways = List.copyOf(ways);
    choices = List.copyOf(choices);
  }

  public Halt(ReasonCode code, String sentence, List<String> ways) {
    this(code, sentence, ways, List.of(), Optional.empty());
  }

  static Halt of(ReasonCode code, String sentence, String... ways) {
    return new Halt(code, sentence, List.of(ways));
  }

  Halt with(Choice... more) {
    return new Halt(code, sentence, ways, List.of(more), reading);
  }

  /** Not the sentence: it may quote an address. */
  @Override
  public String toString() {
    return "Halt[" + code + "]";
  }
}
