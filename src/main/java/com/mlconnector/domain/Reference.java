package com.mlconnector.domain;

import java.util.Locale;
import java.util.UUID;

/**
 * Our key for one attempt to buy, as UPS knows it: the only handle after a lost answer.
 *
 * <p>At most 35 characters, letters, digits and hyphens: {@code FB-1804477-3F9A2C1B-1} is the first
 * attempt for invoice 1804477. The part from the shipment's id keeps two FreshBooks accounts with
 * one UPS account apart.
 */
public final class Reference {
  private Reference() {}

  public static String of(long invoice, UUID shipment, int attempt) {
    String part = shipment.toString().substring(0, 8).toUpperCase(Locale.ROOT);
    return "FB-" + invoice + "-" + part + "-" + attempt;
  }
}
