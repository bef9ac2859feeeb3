package com.mlconnector.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A 1Z number: {@code 1Z}, six of the account, two of the service, seven serial, one check digit.
 */
public record TrackingNumber(String value) {
  private static final Pattern FORM = Pattern.compile("1Z[0-9A-Z]{16}");

  public TrackingNumber {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("Not a 1Z number.");
    }
  }

  /** UPS puts blanks around it now and then, people inside and in lower case. */
  public static Optional<TrackingNumber> parse(String text) {
    String tidy = text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    return FORM.matcher(tidy).matches() ? Optional.of(new TrackingNumber(tidy)) : Optional.empty();
  }

  /** Only good for a warning when a person typed it: UPS itself issues numbers that fail. */
  public boolean hasRightCheckDigit() {
    return value.charAt(17) == '0' + checkDigit(value.substring(2, 17));
  }

  /** For the fifteen characters between {@code 1Z} and the check digit. */
  public static int checkDigit(String fifteen) {
    int sum = 0;
    for (int i = 0; i < fifteen.length(); i++) {
      char c = fifteen.charAt(i);
      int digit = c <= '9' ? c - '0' : (c - 63) % 10;
      sum += i % 2 == 0 ? digit : 2 * digit;
    }
    return (10 - sum % 10) % 10;
  }
}
