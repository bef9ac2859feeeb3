package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How names and SKUs are compared: FreshBooks copies neither an item's id nor its SKU into an
 * invoice line, so what people typed is all there is.
 */
public final class ItemKeys {
  /** A shorter one stands in too many texts by chance: "12" in "pack of 12". */
  public static final int SHORTEST_SKU = 3;

  private static final int MOST_WORDS_OF_A_SKU = 3;
  private static final int MOST_WORDS_OF_A_TEXT = 400;

  private ItemKeys() {}

  /** Case, accents, kinds of blank and quote, and punctuation at the ends make no difference. */
  public static String name(String name) {
    StringBuilder key = new StringBuilder(name.length());
    fold(name)
        .codePoints()
        .forEach(c -> {
          if (!isBlank(c)) {
            key.appendCodePoint(c);
          } else if (!key.isEmpty() && key.charAt(key.length() - 1) != ' ') {
            key.append(' ');
          }
        });
    return trimmed(key.toString());
  }

  /** The words of the SKU with one blank between them. */
  public static String sku(String sku) {
    return String.join(" ", words(sku));
  }

  /** The keys of all SKUs that the text could name: each word, and each few words in a row. */
  public static Set<String> skusIn(String text) {
    List<String> words = words(text);
    Set<String> keys = new LinkedHashSet<>();
    for (int from = 0; from < words.size(); from++) {
      StringBuilder key = new StringBuilder();
      int most = Math.min(words.size(), from + MOST_WORDS_OF_A_SKU);
      for (int to = from; to < most; to++) {
        key.append(to == from ? "" : " ").append(words.get(to));
        if (key.length() >= SHORTEST_SKU) {
          keys.add(key.toString());
        }
      }
    }
    return keys;
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    String folded = fold(text);
    int from = 0;
    for (int i = 0; i <= folded.length() && words.size() < MOST_WORDS_OF_A_TEXT; i++) {
      if (i == folded.length() || !isWithin(folded.charAt(i))) {
        String word = trimmed(folded.substring(from, i));
        if (!word.isEmpty()) {
          words.add(word);
        }
        from = i + 1;
      }
    }
    return words;
  }

  /** What SKUs are made of: "MUG-12/B", "A.100_x". A colon or a bracket stands beside one. */
  private static boolean isWithin(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || "-/._+&*'".indexOf(c) >= 0;
  }

  private static String fold(String text) {
    return FlagText.of(FlagField.LINE_NAME, 0, text).folded().toString();
  }

  /** Postgres takes no NUL, so no control character may become part of a key. */
  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isISOControl(c);
  }

  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isOutside(text.charAt(from))) {
      from++;
    }
    while (from < to && isOutside(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isOutside(char c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR,
          Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }
}
