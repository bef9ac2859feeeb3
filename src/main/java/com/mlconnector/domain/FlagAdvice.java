package com.mlconnector.domain;

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
}
