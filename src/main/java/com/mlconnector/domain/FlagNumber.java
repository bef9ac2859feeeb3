package com.mlconnector.domain;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers as people write them. A comma is a decimal comma only where it cannot separate thousands:
 * "2,5" is two and a half, "1,250" is one thousand two hundred and fifty.
 */
final class FlagNumber {
  private static final int LONGEST = 12;
  private static final Pattern POINT = Pattern.compile("\\d++(?:\\.\\d++)?+|\\.\\d++");
  private static final Pattern COMMA_THOUSANDS =
      Pattern.compile("[1-9]\\d{0,2}(?:,\\d{3})++(?:\\.\\d++)?+");
  private static final Pattern POINT_THOUSANDS =
      Pattern.compile("[1-9]\\d{0,2}(?:\\.\\d{3})++,\\d++");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("\\d++,\\d++");

  private FlagNumber() {}

  /** Empty when there is no one way to read it. */
  static Optional<BigDecimal> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    if (POINT.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text));
    }
    if (COMMA_THOUSANDS.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text.replace(",", "")));
    }
    if (POINT_THOUSANDS.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text.replace(".", "").replace(',', '.')));
    }
    if (DECIMAL_COMMA.matcher(text).matches()) {
      return Optional.of(new BigDecimal(text.replace(',', '.')));
    }
    return Optional.empty();
  }
}
