package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Texts of an address as UPS can print them, and no other than people typed. */
final class AddressText {
  static final int LONGEST_LINE = 35;

  private static final Pattern UNIT =
      Pattern.compile(
          "(?i)[ ,]+(?=(?:apt|apartment|suite|ste|unit|floor|room|rm|bldg|building|dept)\\b|#)");

  private AddressText() {}

  /**
   * One line without what nobody sees. Control characters make UPS answer 200 with an empty body,
   * and digits of other scripts print as boxes.
   */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    Entities.decode(text)
        .codePoints()
        .forEach(c -> {
          switch (Character.getType(c)) {
            case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> {}
            case Character.CONTROL,
                Character.SPACE_SEPARATOR,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR ->
                clean.append(' ');
            case Character.DECIMAL_DIGIT_NUMBER -> clean.append(Character.digit(c, 10));
            default -> clean.appendCodePoint(c);
          }
        });
    return clean.toString().replaceAll(" {2,}", " ").strip();
  }

  /** What people put into the two street fields, a long line with its unit on one of its own. */
  static List<String> lines(String street, String street2) {
    List<String> lines = new ArrayList<>();
    Stream.of(street, street2)
        .flatMap(text -> Stream.of(text.split("[\\n\\r\\u2028\\u2029]+", -1)))
        .map(AddressText::clean)
        .filter(line -> !line.isEmpty())
        .forEach(line -> lines.addAll(parted(line)));
    return lines;
  }

  private static List<String> parted(String line) {
    if (line.length() > LONGEST_LINE) {
      Matcher unit = UNIT.matcher(line);
      while (unit.find()) {
        String before = line.substring(0, unit.start());
        String rest = line.substring(unit.end());
        if (!before.isEmpty() && before.length() <= LONGEST_LINE && rest.length() <= LONGEST_LINE) {
          return List.of(before, rest);
        }
      }
    }
    return List.of(line);
  }

  static String cut(String text) {
    if (text.length() <= LONGEST_LINE) {
      return text;
    }
    boolean insidePair = Character.isHighSurrogate(text.charAt(LONGEST_LINE - 1));
    return text.substring(0, insidePair ? LONGEST_LINE - 1 : LONGEST_LINE).strip();
  }
}
