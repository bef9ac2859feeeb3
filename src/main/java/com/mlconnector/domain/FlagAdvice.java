package com.mlconnector.domain;

import java.util.HashSet;
import java.util.Set;

/**
 * What an operator has said about one invoice's flags. It stands above the invoice's own words, and
 * lapses when those change: it was an answer to what stood there.
 *
 * @param words in the flag's grammar, without a trigger; each value beats what the invoice says of
 *     it
 * @param ignored words of the invoice's flags that are passed over, as typed
 * @param instead the invoice's flags are not read at all, only {@code words}; stop words still
 *     count
 * @param about the flags this was said of, as {@link ShipFlag.Asked#heard}
 */
public record FlagAdvice(String words, Set<String> ignored, boolean instead, String about) {
  public static final FlagAdvice NONE = new FlagAdvice("", Set.of(), false, "");

  public FlagAdvice {
    ignored = Set.copyOf(ignored);
  }

  /**
   * This advice and one more choice, whose words win. What was said of other flags is forgotten.
   *
   * @param heard the invoice's flags now
   */
  public FlagAdvice and(Halt.Choice choice, String heard) {
    if (!about.equals(heard)) {
      return new FlagAdvice(choice.words(), Set.copyOf(choice.ignored()), false, heard);
    }
    Set<String> all = new HashSet<>(ignored);
    all.addAll(choice.ignored());
    return new FlagAdvice((words + " " + choice.words()).strip(), all, instead, heard);
  }
}
