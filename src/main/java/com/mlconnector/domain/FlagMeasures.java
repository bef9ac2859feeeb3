package com.mlconnector.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises weights and sides in folded text. Possessive patterns: nothing is visited twice, so a
 * hostile text costs no more than its length.
 */
final class FlagMeasures {
  private static final String NUMBER = "\\d++(?:[.,]\\d++)*+|\\.\\d++";
  private static final String POUND = "lbs?+|pounds?+|#";
  private static final String OUNCE = "oz|ounces?+";
  private static final String KILOGRAM = "kgs?+|kilos?+|kilograms?+";
  private static final String GRAM = "gr?+|grams?+";
  private static final String END = "\\.?+(?=[ ,;/()]|$)";

  private static final Pattern WEIGHT =
      Pattern.compile(
          "(?<n>%s)(?: *+(?:%s)\\.?+,? *+(?<ounces>%s) *+(?:%s)%s| *+(?<unit>%s|%s|%s|%s)%s|%s)"
              .formatted(
                  NUMBER, POUND, NUMBER, OUNCE, END, POUND, OUNCE, KILOGRAM, GRAM, END, END));

  /** The unit ends before a letter, except the x of "10inx8inx4in". */
  private static final String SIDE_UNIT = "(?:inch(?:es)?+|in|cm|\")(?![a-wyz])";

  private static final String TIMES = " *+(?:\\*|(?:x|by)(?![a-z]))";
  private static final String SIDE = "(?:%s)(?: *+%s)?+".formatted(NUMBER, SIDE_UNIT);
  private static final Pattern SIDES =
      Pattern.compile("%s(?:%s *+%s)*+(?:%s)?%s".formatted(SIDE, TIMES, SIDE, TIMES, END));
  private static final Pattern ONE_SIDE =
      Pattern.compile("(?<n>%s)(?: *+(?<unit>%s))?+".formatted(NUMBER, SIDE_UNIT));
  private static final int MOST_SIDES = 4;

  /** A weight as written; without a unit, the account's unit was meant. Null when unreadable. */
  record WeightRead(@Nullable Weight weight, boolean unitMissing, int end) {}

  /** Sides as written, any number of them; null where unreadable. */
  record SidesRead(List<@Nullable BigDecimal> sides, Dimensions.Unit unit, int end) {
    Optional<Dimensions> dimensions() {
      BigDecimal a = side(0);
      BigDecimal b = side(1);
      BigDecimal c = side(2);
      return sides.size() != 3 || a == null || b == null || c == null
          ? Optional.empty()
          : Optional.of(Dimensions.of(a, b, c, unit));
    }

    private @Nullable BigDecimal side(int index) {
      return index < sides.size() ? sides.get(index) : null;
    }
  }

  private FlagMeasures() {}

  static Optional<WeightRead> weight(CharSequence text, Span span, Weight.Unit accountUnit) {
    Matcher matcher = WEIGHT.matcher(text).region(span.from(), span.to());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    String ounces = matcher.group("ounces");
    String symbol = matcher.group("unit");
    Weight.Unit unit =
        ounces != null ? Weight.Unit.POUND : symbol != null ? unit(symbol) : accountUnit;
    Optional<BigDecimal> grams = grams(matcher.group("n"), unit);
    if (ounces != null) {
      Optional<BigDecimal> more = grams(ounces, Weight.Unit.OUNCE);
      grams = grams.flatMap(pounds -> more.map(pounds::add));
    }
    Weight weight = grams.filter(g -> g.signum() > 0).map(Weight::new).orElse(null);
    boolean unitMissing = ounces == null && symbol == null;
    return Optional.of(new WeightRead(weight, unitMissing, matcher.end()));
  }

  private static Optional<BigDecimal> grams(@Nullable String number, Weight.Unit unit) {
    return FlagNumber.parse(String.valueOf(number)).map(unit::toGrams);
  }

  private static Weight.Unit unit(String symbol) {
    return switch (symbol.charAt(0)) {
      case 'o' -> Weight.Unit.OUNCE;
      case 'k' -> Weight.Unit.KILOGRAM;
      case 'g' -> Weight.Unit.GRAM;
      default -> Weight.Unit.POUND;
    };
  }

  /** Two sides or more; a single number is a weight. */
  static Optional<SidesRead> sides(CharSequence text, Span span, Dimensions.Unit accountUnit) {
    Matcher matcher = SIDES.matcher(text).region(span.from(), span.to());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    List<@Nullable BigDecimal> sides = new ArrayList<>();
    Dimensions.Unit unit = accountUnit;
    Matcher each = ONE_SIDE.matcher(text).region(matcher.start(), matcher.end());
    while (sides.size() < MOST_SIDES && each.find()) {
      sides.add(side(each.group("n")));
      String symbol = each.group("unit");
      if (symbol != null) {
        unit = symbol.equals("cm") ? Dimensions.Unit.CENTIMETRE : Dimensions.Unit.INCH;
      }
    }
    return sides.size() < 2
        ? Optional.empty()
        : Optional.of(new SidesRead(sides, unit, matcher.end()));
  }

  private static @Nullable BigDecimal side(@Nullable String number) {
    return FlagNumber.parse(String.valueOf(number))
        .filter(length -> length.signum() > 0)
        .orElse(null);
  }
}
