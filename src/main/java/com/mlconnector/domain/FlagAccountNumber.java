package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A UPS account number that somebody wrote into a flag, which customers read. It is a secret: only
 * its ending is repeated anywhere.
 *
 * @param at where the number stands
 */
record FlagAccountNumber(Span at, String ending) {

  /** UPS account numbers have six letters and digits; a stored account's name needs no digit. */
  private static final Pattern NUMBER = Pattern.compile("(?=.*\\d)[a-z0-9]{6}");

  private static final Pattern SIGNS = Pattern.compile("[^a-z0-9]++");
  private static final Set<String> KEYS = Set.of("bill", "account", "acct", "acc");
  private static final int LONGEST = 20;

  /** The ending of the number in {@code bill=1A2B3C}, also where its key is misspelt. */
  static Optional<String> ending(String key, String value) {
    if (value.length() > LONGEST) {
      return Optional.empty();
    }
    String number = SIGNS.matcher(value).replaceAll("");
    return NUMBER.matcher(number).matches() && isAccount(key)
        ? Optional.of(number.substring(4).toUpperCase(Locale.ROOT))
        : Optional.empty();
  }

  private static boolean isAccount(String key) {
    return KEYS.contains(key)
        || FlagOptionWord.nearestKey(key).filter(nearest -> nearest.equals("bill")).isPresent();
  }

  static List<FlagAccountNumber> in(CharSequence folded, Span span) {
    List<FlagAccountNumber> found = new ArrayList<>();
    for (FlagLexer.Word word : FlagLexer.words(folded, span)) {
      int equals = word.text().indexOf('=');
      if (equals > 0) {
        ending(word.text().substring(0, equals), word.text().substring(equals + 1))
            .ifPresent(ending -> found.add(new FlagAccountNumber(number(word, equals), ending)));
      }
    }
    return found;
  }

  /** Without the signs behind it. */
  private static Span number(FlagLexer.Word word, int equals) {
    int length = word.text().length();
    while (!Character.isLetterOrDigit(word.text().charAt(length - 1))) {
      length--;
    }
    int start = word.span().from();
    return new Span(start + equals + 1, start + length);
  }
}
