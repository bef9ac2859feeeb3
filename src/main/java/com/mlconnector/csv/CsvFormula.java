package com.mlconnector.csv;

import java.util.regex.Pattern;

/**
 * Spreadsheets run a field that begins like a formula, whoever typed it. An apostrophe in front
 * makes it text to them; reading takes it off again.
 */
final class CsvFormula {
  // The second four are the full-width forms, which some spreadsheets take as well.
  private static final String BEGINNING = "[=+@\\-\uFF1D\uFF0B\uFF20\uFF0D]";

  /** Apostrophes of people's own count too, else they would be taken off in reading. */
  private static final Pattern DANGEROUS = Pattern.compile("(?s)'*+" + BEGINNING + ".*");

  private static final Pattern GUARDED = Pattern.compile("(?s)'++" + BEGINNING + ".*");

  private CsvFormula() {}

  static String guarded(String text) {
    return DANGEROUS.matcher(text).matches() ? "'" + text : text;
  }

  static String bare(String field) {
    return GUARDED.matcher(field).matches() ? field.substring(1) : field;
  }
}
