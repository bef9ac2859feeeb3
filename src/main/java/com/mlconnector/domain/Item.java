package com.mlconnector.domain;

import java.util.Optional;

/**
 * One row of a shop's item table.
 *
 * @param name as on invoices; empty for a row that goes by its SKU alone
 * @param sku empty for a row that goes by its name alone
 */
public record Item(String name, String sku, ItemWeight weight) {
  private static final int LONGEST_NAME = 500;
  private static final int LONGEST_SKU = 64;

  public Item {
    name = name.strip();
    sku = sku.strip();
    Optional<String> objection = objection(name, sku);
    if (objection.isPresent()) {
      throw new IllegalArgumentException(objection.get());
    }
  }

  /** Why there can't be an item of this name and SKU, if so. */
  public static Optional<String> objection(String name, String sku) {
    if (name.length() > LONGEST_NAME) {
      return Optional.of("'name' is longer than " + LONGEST_NAME + " characters.");
    }
    if (sku.length() > LONGEST_SKU) {
      return Optional.of("'sku' is longer than " + LONGEST_SKU + " characters.");
    }
    if ((name + sku).chars().anyMatch(Character::isISOControl)) {
      return Optional.of("'name' and 'sku' must be one line without control characters.");
    }
    if (!ItemKeys.name(name).isEmpty()) {
      return Optional.empty();
    }
    String key = ItemKeys.sku(sku);
    if (key.isEmpty()) {
      return Optional.of("'name' or 'sku' is needed.");
    }
    return ItemKeys.skusIn(sku).contains(key)
        ? Optional.empty()
        : Optional.of(
            "'sku' alone must have "
                + ItemKeys.SHORTEST_SKU
                + " characters or more, and three words or fewer.");
  }

  public String nameKey() {
    return ItemKeys.name(name);
  }

  public String skuKey() {
    return ItemKeys.sku(sku);
  }
}
