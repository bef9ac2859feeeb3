package com.mlconnector.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * A parcel's weight, exact. Pounds and ounces are defined in grams with finite decimals, so every
 * unit people write converts without loss; only what goes to UPS is rounded, and always up, because
 * UPS weighs parcels itself and bills the difference.
 */
public record Weight(BigDecimal grams) implements Comparable<Weight> {
  private static final int EXACT_DECIMALS = 12;

  /** The units people write. */
  public enum Unit {
    POUND("lb", "453.59237"),
    OUNCE("oz", "28.349523125"),
    KILOGRAM("kg", "1000"),
    GRAM("g", "1");

    private final String symbol;
    private final BigDecimal grams;

    Unit(String symbol, String grams) {
      this.symbol = symbol;
      this.grams = new BigDecimal(grams);
    }

    public String symbol() {
      return symbol;
    }

    /** {@code lb}, {@code oz}, {@code kg} or {@code g}, in any case; {@code lbs} too. */
    public static Optional<Unit> ofSymbol(String text) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      for (Unit unit : values()) {
        if (word.equals(unit.symbol) || word.equals(unit.symbol + "s")) {
          return Optional.of(unit);
        }
      }
      return Optional.empty();
    }

    BigDecimal toGrams(BigDecimal amount) {
      return amount.multiply(grams);
    }
  }

  public Weight {
    if (grams.signum() <= 0) {
      throw new IllegalArgumentException("A weight is more than nothing.");
    }
    grams = grams.stripTrailingZeros();
  }

  public static Weight of(BigDecimal amount, Unit unit) {
    return new Weight(unit.toGrams(amount));
  }

  public static Weight of(String amount, Unit unit) {
    return of(new BigDecimal(amount), unit);
  }

  public Weight plus(Weight other) {
    return new Weight(grams.add(other.grams));
  }

  public Weight times(int count) {
    return new Weight(grams.multiply(BigDecimal.valueOf(count)));
  }

  public boolean isOver(Weight limit) {
    return compareTo(limit) > 0;
  }

  /** One decimal, rounded up: the precision of a UPS package weight. */
  public BigDecimal toPounds() {
    return in(Unit.POUND);
  }

  /** One decimal, rounded up. */
  public BigDecimal toKilograms() {
    return in(Unit.KILOGRAM);
  }

  /** For people: {@code 2.5 lb}. */
  public String show(Unit unit) {
    return in(unit).stripTrailingZeros().toPlainString() + " " + unit.symbol;
  }

  /** As a person gave it, without a rounding that would show. */
  public BigDecimal exactly(Unit unit) {
    BigDecimal amount =
        grams.divide(unit.grams, EXACT_DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
    return amount.scale() < 0 ? amount.setScale(0) : amount;
  }

  private BigDecimal in(Unit unit) {
    return grams.divide(unit.grams, 1, RoundingMode.CEILING);
  }

  @Override
  public int compareTo(Weight other) {
    return grams.compareTo(other.grams);
  }
}
