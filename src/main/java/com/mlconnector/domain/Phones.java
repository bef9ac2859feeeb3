package com.mlconnector.domain;

import java.util.Optional;

/** Reads phone numbers as people type them. */
public interface Phones {

  /** What UPS takes at most. */
  int MOST_DIGITS = 15;

  /** Whatever digits there are, without the 1 that Americans may dial first. */
  Phones DIGITS =
      (typed, country) -> {
        String digits = typed.replaceAll("[^0-9]", "");
        String national =
            digits.length() == 11 && digits.startsWith("1") ? digits.substring(1) : digits;
        return Optional.of(national.substring(0, Math.min(MOST_DIGITS, national.length())))
            .filter(number -> !number.isEmpty());
      };

  /**
   * The digits for a label: ten within North America, else the international number without its
   * plus sign. Empty when there is no one number in the text: a label needs none.
   *
   * @param country of the address, ISO 3166-1 alpha-2
   */
  Optional<String> forLabel(String typed, String country);
}
