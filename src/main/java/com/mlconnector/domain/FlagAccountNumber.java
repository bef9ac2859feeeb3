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
    for (FlagLexer.Word word : joined(FlagLexer.words(folded, span))) {
      int equals = word.text().indexOf('=');
      if (equals > 0) {
        ending(word.text().substring(0, equals), word.text().substring(equals + 1))
            .ifPresent(ending -> found.add(new FlagAccountNumber(number(word, equals), ending)));
      }
    }
    return found;
  }

  /** "bill= 1A2B3C" gives the number away as well as "bill=1A2B3C" does. */
  static List<FlagLexer.Word> joined(List<FlagLexer.Word> words) {
    List<FlagLexer.Word> joined = new ArrayList<>(words.size());
    for (FlagLexer.Word word : words) {
      FlagLexer.Word last = joined.isEmpty() ? word : joined.getLast();
      String key = last.text().substring(0, last.text().length() - 1);
      if (last.isOption() && last.text().endsWith("=") && ending(key, word.text()).isPresent()) {
        joined.removeLast();
        Span both = new Span(last.span().from(), word.span().to());
        joined.add(new FlagLexer.Word(last.text() + word.text(), both));
      } else {
        joined.add(word);
      }
    }
    return joined;
  }

  /** Without the signs behind it. */
  private static Span number(FlagLexer.Word word, int equals) {
    String text = word.text();
    int signs = 0;
    while (!Character.isLetterOrDigit(text.charAt(text.length() - 1 - signs))) {
      signs++;
    }
    return new Span(word.span().from() + equals + 1, word.span().to() - signs);
  }
}
