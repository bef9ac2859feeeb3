package com.mlconnector.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Postal codes in the one form their country has. */
final class PostalCodes {
  private static final Set<String> WITH_ZIP = Set.of("US", "PR", "VI", "GU", "AS", "MP");

  /** Their ZIP codes begin with 0, which spreadsheets take for a number's and drop. */
  private static final Set<String> ZERO_STATES =
      Set.of("CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR", "VI", "AE");

  private static final Pattern ZIP = Pattern.compile("(\\d{5})(\\d{4})?");
  private static final Pattern LOST_ZERO = Pattern.compile("\\d{3,4}|\\d{7,8}");
  private static final Pattern CANADIAN =
      Pattern.compile("([ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z])(\\d[ABCEGHJ-NPRSTV-Z]\\d)");
  private static final int LONGEST = 10;

  private PostalCodes() {}

  /** {@code "142221213"} → {@code 14222-1213}; empty where it can't be one of that country. */
  static Optional<String> normal(String typed, String country) {
    String bare = typed.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
    if (WITH_ZIP.contains(country)) {
      Matcher zip = ZIP.matcher(bare);
      return zip.matches()
          ? Optional.of(zip.group(1) + (zip.group(2) == null ? "" : "-" + zip.group(2)))
          : Optional.empty();
    }
    if (country.equals("CA")) {
      Matcher code = CANADIAN.matcher(bare);
      return code.matches() ? Optional.of(code.group(1) + " " + code.group(2)) : Optional.empty();
    }
    return Optional.of(typed).filter(code -> code.length() <= LONGEST);
  }

  /** What is wrong with a code that has no normal form. */
  static String fault(String typed, String country, String state) {
    if (WITH_ZIP.contains(country)) {
      String bare = typed.replaceAll("[ -]", "");
      boolean lostZero = LOST_ZERO.matcher(bare).matches() && ZERO_STATES.contains(state);
      return typed.isEmpty()
          ? "The address has no ZIP code."
          : "'"
              + typed
              + "' is not a ZIP code of five or nine digits"
              + (lostZero ? "; did a spreadsheet lose the leading 0?" : ".");
    }
    if (country.equals("CA")) {
      return typed.isEmpty()
          ? "The address has no postal code."
          : "'" + typed + "' is not a Canadian postal code such as K1A 0B1.";
    }
    return "'" + typed + "' is longer than any postal code.";
  }
}
