package com.mlconnector.domain;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an operator has said about one invoice's flags. It stands above the invoice's own words, and
 * lapses when those change: it was an answer to what stood there.
 *
 * @param words in the flag's grammar, without a trigger; each value beats what the invoice says of
 *     it, and what an earlier line says
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
   * With one more choice, which beats the earlier ones; alone, if the earlier ones were about flags
   * that stand there no more.
   *
   * @param heard the invoice's flags as they are now
   */
  public FlagAdvice plus(Halt.Choice choice, String heard) {
    if (!about.equals(heard)) {
      return new FlagAdvice("", Set.of(), false, heard).plus(choice, heard);
    }
    Set<String> struckOut = new HashSet<>(ignored);
    struckOut.addAll(choice.ignored());
    String said =
        Stream.of(words, choice.words())
            .filter(line -> !line.isBlank())
            .collect(Collectors.joining("\n"));
    return new FlagAdvice(said, struckOut, instead, about);
  }
}
