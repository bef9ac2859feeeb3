package com.mlconnector.domain;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Post office boxes and military post, where UPS does not deliver. "Pobox Street" and "Box Elder"
 * are ordinary places.
 */
public final class PoBox {
  private static final Pattern PO_BOX =
      Pattern.compile(
          "\\b(?:p\\.? ?o\\.? ?box(?:es)?\\b(?!"
              + " *(?:st|street|rd|road|ave|avenue|ln|lane|dr|drive)\\b)|p\\.? ?o\\.? ?b\\.? *#?"
              + " *\\d|post office box\\b)");
  private static final Pattern MILITARY = Pattern.compile("\\b(?:apo|fpo|dpo)[ ,]+(?:aa|ae|ap)\\b");
  private static final Set<String> MILITARY_CITIES = Set.of("apo", "fpo", "dpo");
  private static final Set<String> MILITARY_STATES = Set.of("aa", "ae", "ap");

  private PoBox() {}

  public static boolean isIn(List<String> addressLines, String city, String province) {
    return MILITARY_CITIES.contains(fold(city))
        || MILITARY_STATES.contains(fold(province))
        || MILITARY.matcher(fold(city + " " + province)).find()
        || addressLines.stream().anyMatch(PoBox::isIn);
  }

  static boolean isIn(String addressLine) {
    String line = fold(addressLine);
    return PO_BOX.matcher(line).find() || MILITARY.matcher(line).find();
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[\\s\\u00A0]+", " ").strip();
  }
}
