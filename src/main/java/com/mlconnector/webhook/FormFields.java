package com.mlconnector.webhook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of an {@code application/x-www-form-urlencoded} body, in the order of the body.
 *
 * <p>Decoded by hand, because FreshBooks' signature covers order, blank values and the first of
 * repeated names, which form maps do not promise.
 */
final class FormFields {
  private static final int MOST_FIELDS = 64;

  private FormFields() {}

  /**
   * Empty if the body is no form: a broken percent sequence, or more fields than any delivery has.
   */
  static Optional<Map<String, String>> parse(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    int start = 0;
    while (start < body.length()) {
      int end = body.indexOf('&', start);
      if (end < 0) {
        end = body.length();
      }
      if (end > start) {
        String pair = body.substring(start, end);
        int equals = pair.indexOf('=');
        try {
          String name = decode(equals < 0 ? pair : pair.substring(0, equals));
          String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
          fields.putIfAbsent(name, value);
        } catch (IllegalArgumentException brokenPercent) {
          return Optional.empty();
        }
        if (fields.size() > MOST_FIELDS) {
          return Optional.empty();
        }
      }
      start = end + 1;
    }
    return Optional.of(fields);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
