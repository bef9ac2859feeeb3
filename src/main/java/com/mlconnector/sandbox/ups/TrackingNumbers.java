package com.mlconnector.sandbox.ups;

import java.time.InstantSource;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes 1Z numbers: account, service indicator, serial, check digit. */
final class TrackingNumbers {
  /** What UPS's test host answers instead of a number of its own. */
  static final String CANNED = "1ZXXXXXXXXXXXXXXXX";

  private static final Pattern SHAPE = Pattern.compile("1Z[0-9A-Z]{16}");
  private static final int SERIALS = 10_000_000;

  private int serial;

  /** Starts at a serial of the moment, so that a restart doesn't hand out yesterday's numbers. */
  TrackingNumbers(InstantSource clock) {
    this.serial = (int) Math.floorMod(clock.instant().getEpochSecond(), (long) SERIALS);
  }

  String next(String account, String serviceCode) {
    serial = (serial + 1) % SERIALS;
    String indicator = serviceCode.matches("\\d\\d") ? serviceCode : "90";
    String body =
        account.toUpperCase(Locale.ROOT) + indicator + String.format(Locale.ROOT, "%07d", serial);
    return "1Z" + body + checkDigit(body);
  }

  static boolean looksRight(String number) {
    return SHAPE.matcher(number).matches();
  }

  /** The check digit over the 15 characters after {@code 1Z}. */
  static int checkDigit(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      int value = Character.isDigit(c) ? c - '0' : (c - 63) % 10;
      sum += i % 2 == 0 ? value : 2 * value;
    }
    return (10 - sum % 10) % 10;
  }
}
