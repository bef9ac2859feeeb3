package com.mlconnector.domain;

import java.util.List;

/**
 * A shipment waits for a person.
 *
 * @param sentence what is wrong, in one sentence for the operator; may quote the invoice, never a
 *     stored secret
 * @param ways how to go on, one short sentence each
 */
public record Halt(ReasonCode code, String sentence, List<String> ways) {
  public Halt {
    ways = List.copyOf(ways);
  }

  static Halt of(ReasonCode code, String sentence, String... ways) {
    return new Halt(code, sentence, List.of(ways));
  }

  /** Not the sentence: it may quote an address. */
  @Override
  public String toString() {
    return "Halt[" + code + "]";
  }
}
