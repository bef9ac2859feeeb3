package com.mlconnector.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** What one piece of an item weighs, as a person gave it; nothing at all for gift wrap. */
public record ItemWeight(BigDecimal amount, Weight.Unit unit) {
  private static final BigDecimal MOST = new BigDecimal("10000");
  private static final int MOST_DECIMALS = 6;

  public ItemWeight {
    if (amount.signum() < 0 || amount.compareTo(MOST) > 0 || amount.scale() > MOST_DECIMALS) {
      throw new IllegalArgumentException("No weight of an item: " + amount.toEngineeringString());
    }
    // Not 1E+1: the text goes into files.
    amount = amount.signum() == 0 ? BigDecimal.ZERO : plain(amount);
  }

  public static ItemWeight of(String amount, Weight.Unit unit) {
    return new ItemWeight(new BigDecimal(amount), unit);
  }

  /** In the unit that says it shortest: 1133.980925 g were typed as 2.5 lb. */
  public static ItemWeight of(Weight weight) {
    ItemWeight shortest = null;
    for (Weight.Unit unit : Weight.Unit.values()) {
      Optional<ItemWeight> same = exactly(weight, unit);
      if (same.isPresent() && (shortest == null || same.get().isShorterThan(shortest))) {
        shortest = same.get();
      }
    }
    return shortest != null
        ? shortest
        : new ItemWeight(rounded(weight, Weight.Unit.GRAM), Weight.Unit.GRAM);
  }

  private static Optional<ItemWeight> exactly(Weight weight, Weight.Unit unit) {
    BigDecimal amount = rounded(weight, unit);
    return unit.toGrams(amount).compareTo(weight.grams()) == 0 && amount.compareTo(MOST) <= 0
        ? Optional.of(new ItemWeight(amount, unit))
        : Optional.empty();
  }

  private static BigDecimal rounded(Weight weight, Weight.Unit unit) {
    return weight.grams().divide(unit.toGrams(BigDecimal.ONE), MOST_DECIMALS, RoundingMode.UP);
  }

  private boolean isShorterThan(ItemWeight other) {
    return amount.toPlainString().length() < other.amount.toPlainString().length();
  }

  private static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  BigDecimal grams() {
    return unit.toGrams(amount);
  }

  /** {@code 2.5 lb}. */
  public String show() {
    return amount.toPlainString() + " " + unit.symbol();
  }
}
