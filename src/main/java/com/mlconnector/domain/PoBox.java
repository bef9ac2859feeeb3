package com.mlconnector.domain;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Post office boxes and military post, where UPS does not deliver. "Pobox Street" and "Box Elder"
 * are ordinary places.
 */
public final class PoBox {
  private static final String STREET =
      "(?! *+(?:st|street|rd|road|ave|avenue|ln|lane|dr|drive|blvd|way|ct|court)\\b)";

  /** Short forms mean a box only with its number; "C.P." with five digits is a Mexican ZIP. */
  private static final List<Pattern> BOXES =
      List.of(
          Pattern.compile("\\bp[. /-]{0,3}[o0][. /-]{0,3}(?:box(?:es)?|bx|drawer)\\b" + STREET),
          Pattern.compile("\\bp[. /-]{0,3}[o0][. /-]{0,3}b\\.? ?#? ?\\d"),
          Pattern.compile("\\bp[. /-]{0,3}[o0][. /-]{0,3}box ?#?\\d"),
          Pattern.compile("\\b(?:post|postal) box (?:no\\.? ?|#)?\\d"),
          Pattern.compile("\\bpost ?office box\\b"),
          Pattern.compile("^general delivery\\b|\\bposte restante\\b|\\blista de correos\\b"),
          Pattern.compile("\\b(?:case|boite) postale\\b|\\bcaixa postal\\b|\\bcasella postale\\b"),
          Pattern.compile("\\b(?:[cb]p|[cb]\\. ?p\\.) ?#?\\d{1,4}\\b"),
          Pattern.compile("\\bpostfach\\b|\\bpostbus \\d"),
          Pattern.compile("\\b(?:apartado|casilla)(?: (?:postal|de correos?))\\b"),
          Pattern.compile("\\b(?:apartado|apdo\\.?|casilla) (?:no\\.? ?|#)?\\d"));

  private static final Pattern MILITARY = Pattern.compile("\\b(?:apo|fpo|dpo)[ ,]+(?:aa|ae|ap)\\b");
  private static final Set<String> MILITARY_CITIES = Set.of("apo", "fpo", "dpo");
  private static final Set<String> MILITARY_STATES = Set.of("aa", "ae", "ap");

  private PoBox() {}

  public static boolean isIn(List<String> addressLines, String city, String province) {
    String town = withoutPoints(fold(city));
    String state = withoutPoints(fold(province));
    return MILITARY_CITIES.contains(town)
        || MILITARY_STATES.contains(state)
        || MILITARY.matcher(town + " " + state).find()
        || isIn(city)
        || addressLines.stream().anyMatch(PoBox::isIn);
  }

  static boolean isIn(String addressLine) {
    String line = fold(addressLine);
    return BOXES.stream().anyMatch(box -> box.matcher(line).find())
        || MILITARY.matcher(withoutPoints(line)).find();
  }

  private static String withoutPoints(String text) {
    return text.replace(".", "");
  }

  private static String fold(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("[\\p{Mn}\\p{Cf}]+", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[\\p{Z}\\p{Cc}]+", " ")
        .strip();
  }
}
