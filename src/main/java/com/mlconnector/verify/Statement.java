package com.mlconnector.verify;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a client asks Postgres to execute.
 *
 * @param alone not inside of a transaction: what it does is committed with its end
 */
public record Statement(String text, boolean alone) {

  /** Its answer says that something was committed. */
  public boolean commits() {
    String word = firstWord();
    return switch (word) {
      case "commit", "end" -> true;
      case "insert", "update", "delete", "with" -> alone;
      default -> false;
    };
  }

  boolean begins() {
    String word = firstWord();
    return word.equals("begin") || word.equals("start");
  }

  public static Predicate<Statement> containing(String words) {
    return statement -> statement.text.contains(words);
  }

  private String firstWord() {
    return text.strip().split("\\W", 2)[0].toLowerCase(Locale.ROOT);
  }
}
