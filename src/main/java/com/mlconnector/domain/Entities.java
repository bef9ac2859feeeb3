package com.mlconnector.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTML entities, decoded once: FreshBooks may return text that passed through its web editor. */
final class Entities {
  private static final int LONGEST = 10;
  private static final Map<String, Integer> NAMED =
      Map.of(
          "amp", (int) '&',
          "lt", (int) '<',
          "gt", (int) '>',
          "quot", (int) '"',
          "apos", (int) '\'',
          "nbsp", 0xA0,
          "times", 0xD7);

  /** One entity: what it stands for, and how many characters it takes. */
  record Entity(int codePoint, int length) {}

  private Entities() {}

  static String decode(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      Entity entity = at(text, i);
      if (entity == null) {
        decoded.append(text.charAt(i++));
      } else {
        decoded.appendCodePoint(entity.codePoint());
        i += entity.length();
      }
    }
    return decoded.toString();
  }

  /** The entity that begins here, if one does. */
  static @Nullable Entity at(CharSequence text, int start) {
    if (text.charAt(start) != '&') {
      return null;
    }
    int most = Math.min(text.length(), start + LONGEST);
    for (int end = start + 1; end < most; end++) {
      if (text.charAt(end) == ';') {
        int codePoint = codePoint(text.subSequence(start + 1, end).toString());
        return codePoint < 0 ? null : new Entity(codePoint, end + 1 - start);
      }
    }
    return null;
  }

  private static int codePoint(String name) {
    if (!name.startsWith("#")) {
      return NAMED.getOrDefault(name, -1);
    }
    boolean hex = name.startsWith("#x") || name.startsWith("#X");
    try {
      int codePoint = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
      return Character.isValidCodePoint(codePoint) ? codePoint : -1;
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
