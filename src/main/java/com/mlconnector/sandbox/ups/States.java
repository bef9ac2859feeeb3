package com.mlconnector.sandbox.ups;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** The first digit of a state's ZIP codes, and the time its drivers write down. */
final class States {
  private static final String BY_FIRST_DIGIT =
      """
      CT MA ME NH NJ PR RI VT VI
      DE NY PA
      DC MD NC SC VA WV
      AL FL GA MS TN
      IN KY MI OH
      IA MN MT ND SD WI
      IL KS MO NE
      AR LA OK TX
      AZ CO ID NM NV UT WY
      AK CA HI OR WA
      """;

  /** Where most of the people live, for states with two zones. */
  private static final Map<String, String> ZONES =
      Map.of(
          "Central", "AL MS TN IA MN ND SD WI IL KS MO NE AR LA OK TX",
          "Mountain", "MT CO ID NM UT WY",
          "Arizona", "AZ",
          "Pacific", "NV CA OR WA",
          "Alaska", "AK",
          "Hawaii", "HI");

  private static final Map<String, Character> DIGITS = new HashMap<>();
  private static final Map<String, ZoneId> ZONE_OF = new HashMap<>();

  static {
    String[] lines = BY_FIRST_DIGIT.split("\n", -1);
    for (int digit = 0; digit < 10; digit++) {
      for (String state : lines[digit].split(" ", -1)) {
        DIGITS.put(state, (char) ('0' + digit));
      }
    }
    ZONES.forEach((zone, states) -> {
      for (String state : states.split(" ", -1)) {
        ZONE_OF.put(state, ZoneId.of("US/" + zone));
      }
    });
  }

  private States() {}

  static boolean known(String state) {
    return DIGITS.containsKey(state);
  }

  static boolean fits(String state, String zip) {
    Character digit = DIGITS.get(state);
    return digit != null && !zip.isEmpty() && zip.charAt(0) == digit;
  }

  static ZoneId zone(String state) {
    return ZONE_OF.getOrDefault(state, ZoneId.of("US/Eastern"));
  }
}
