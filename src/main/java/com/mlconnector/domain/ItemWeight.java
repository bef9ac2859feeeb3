package com.mlconnector.domain;

import java.math.BigDecimal;

/** What one piece of an item weighs, as a person gave it; nothing at all for gift wrap. */
public record ItemWeight(BigDecimal amount, Weight.Unit unit) {
  private static final BigDecimal MOST = new BigDecimal("10000");
  public static final int MOST_DECIMALS = 6;

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
