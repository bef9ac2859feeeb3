package com.mlconnector.domain;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The rows of the item table that can be about the lines of one invoice. */
public record ItemWeights(List<Item> items) {
  public static final ItemWeights NONE = new ItemWeights(List.of());

  public ItemWeights {
    items = List.copyOf(items);
  }

  /** What the table says about one line. */
  sealed interface Found {
    record One(ItemWeight weight) implements Found {}

    record None() implements Found {}

    /** Items of different weight fit equally well. */
    record Several() implements Found {}
  }

  /** By name before SKU; among items of the same name, the one whose SKU the line has. */
  Found find(InvoiceLine line) {
    String name = ItemKeys.name(line.name());
    Set<String> skus = new HashSet<>(ItemKeys.skusIn(line.name()));
    skus.addAll(ItemKeys.skusIn(line.description()));
    Predicate<Item> namesIt = item -> !name.isEmpty() && item.nameKey().equals(name);
    Predicate<Item> hasSku = item -> skus.contains(item.skuKey());
    return first(
        namesIt.and(hasSku), namesIt.and(item -> item.skuKey().isEmpty()), namesIt, hasSku);
  }

  @SafeVarargs
  private Found first(Predicate<Item>... kinds) {
    for (Predicate<Item> kind : kinds) {
      List<Item> fit = items.stream().filter(kind).toList();
      if (!fit.isEmpty()) {
        boolean equal = fit.stream().map(ItemWeights::grams).distinct().count() == 1;
        return equal ? new Found.One(fit.getFirst().weight()) : new Found.Several();
      }
    }
    return new Found.None();
  }

  private static BigDecimal grams(Item item) {
    return item.weight().grams().stripTrailingZeros();
  }
}
