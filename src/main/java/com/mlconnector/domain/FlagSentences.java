package com.mlconnector.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sentences an operator reads about a flag. */
final class FlagSentences {
  private FlagSentences() {}

  static String unknownWord(
      String typed, int number, FlagField field, @Nullable String suggestion) {
    String text = field == FlagField.OPERATOR ? field.label() : field.label() + " flag";
    String sentence =
        "\"%s\" (word %d of the %s) is not a service or option.".formatted(typed, number, text);
    return suggestion == null ? sentence : sentence + " Did you mean " + suggestion + "?";
  }

  static String sides(List<?> sides, String typed) {
    String quoted = "\"" + typed + "\"";
    return switch (sides.size()) {
      case 2 -> quoted + " has two sides; three are needed.";
      case 3 -> quoted + " is not three clear lengths; write 10x8x4.";
      default -> quoted + " has more than three sides.";
    };
  }

  static String tooBig(String typed) {
    return "\"%s\" is over the UPS limit of 108 in length or 165 in length plus girth."
        .formatted(typed);
  }

  static String noWeight(String typed) {
    return "\"%s\" is not a clear weight; write 2.5 lb or 1.2 kg.".formatted(typed);
  }

  static String tooHeavy(ReasonCode code, Weight weight, FlagSettings.Weights limits) {
    String shown = weight.show(limits.unit());
    return code == ReasonCode.WEIGHT_OVER_LIMIT
        ? "A parcel of %s is over the UPS limit of %s."
            .formatted(shown, limits.hardLimit().show(limits.unit()))
        : "A parcel of %s is heavier than the %s usual here. Is the unit right?"
            .formatted(shown, limits.softLimit().show(limits.unit()));
  }

  static String accountNumber(String ending) {
    return ("An account number ending in %s stands in a text that customers read. Store it with the"
            + " client, write bill=recipient, and remove the number.")
        .formatted(ending);
  }
}
