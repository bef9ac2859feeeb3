package com.mlconnector.domain;

import java.math.BigDecimal;

/**
 * An amount as the vendor wrote it; neither vendor promises two decimals.
 *
 * @param currency ISO 4217 code
 */
public record Money(BigDecimal amount, String currency) {
  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency;
  }
}
