package com.mlconnector.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something in a flag that a person has to settle.
 *
 * @param sentence one plain sentence for the operator
 * @param suggestion what the token was probably meant to be
 * @param correctedLine the whole line with every suggestion applied, to copy into the invoice
 * @param reading the whole line, with the token's place in it
 * @param choices what an operator may say, each of which settles this problem
 */
public record FlagProblem(
    ReasonCode code,
    String sentence,
    FlagPlace place,
    @Nullable String suggestion,
    @Nullable String correctedLine,
    Halt.Reading reading,
    List<Halt.Choice> choices) {

  public FlagProblem {
    choices = List.copyOf(choices);
  }
}
