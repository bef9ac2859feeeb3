package com.mlconnector.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the goods of an invoice weigh together with their box, by the item table. */
public sealed interface GoodsWeight {

  /** Rounded up to the tenth that UPS takes, in the account's unit. */
  record Known(Weight total, List<String> remarks) implements GoodsWeight {
    public Known {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * @param names goods without a weight, as typed, or {@code line 3}; empty if there are no goods
   * @param sentence for the operator
   */
  record Missing(List<String> names, String sentence) implements GoodsWeight {
    public Missing {
      names = List.copyOf(names);
    }
  }

  /** More pieces than any parcel holds: heavier than UPS takes, and no number that fills memory. */
  BigDecimal MOST_PIECES = new BigDecimal("10000000");

  int MOST_NAMED = 5;

  static GoodsWeight of(
      List<Goods> goods,
      ItemWeights items,
      FlagSettings.@Nullable Box box,
      FlagSettings.Weights units) {
    BigDecimal grams = BigDecimal.ZERO;
    boolean anyGoods = false;
    List<Goods> unknown = new ArrayList<>();
    List<Goods> unclear = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (Goods each : goods) {
      BigDecimal pieces = each.line().quantity().min(MOST_PIECES);
      if (pieces.signum() < 0) {
        remarks.add(each.quoted() + " has a negative quantity and was not weighed.");
      }
      if (pieces.signum() > 0) {
        anyGoods = true;
        switch (items.find(each.line())) {
          case ItemWeights.Found.One(ItemWeight piece) ->
              grams = grams.add(piece.grams().multiply(pieces));
          case ItemWeights.Found.None none -> unknown.add(each);
          case ItemWeights.Found.Several several -> unclear.add(each);
        }
      }
    }
    if (!anyGoods) {
      return new Missing(List.of(), "The invoice has no goods to weigh.");
    }
    if (!unknown.isEmpty() || !unclear.isEmpty()) {
      return missing(unknown, unclear);
    }
    return total(grams, box, units, remarks);
  }

  private static GoodsWeight total(
      BigDecimal goods,
      FlagSettings.@Nullable Box box,
      FlagSettings.Weights units,
      List<String> remarks) {
    Weight tare = box == null ? null : box.tare();
    BigDecimal grams = tare == null ? goods : goods.add(tare.grams());
    return grams.signum() == 0
        ? new Missing(List.of(), "By the item table, the goods weigh nothing.")
        : new Known(roundedUp(new Weight(grams), units.unit()), remarks);
  }

  private static Weight roundedUp(Weight exact, Weight.Unit unit) {
    return Weight.of(unit == Weight.Unit.POUND ? exact.toPounds() : exact.toKilograms(), unit);
  }

  private static Missing missing(List<Goods> unknown, List<Goods> unclear) {
    List<String> sentences = new ArrayList<>();
    if (!unknown.isEmpty()) {
      sentences.add("No weight in the flag and none known for " + list(unknown) + ".");
    }
    if (!unclear.isEmpty()) {
      String list = list(unclear);
      sentences.add(
          unknown.isEmpty()
              ? "No weight in the flag, and the item table has different ones for " + list + "."
              : "The item table has different weights for " + list + ".");
    }
    Set<String> names = new LinkedHashSet<>();
    unknown.forEach(goods -> names.add(goods.label()));
    unclear.forEach(goods -> names.add(goods.label()));
    return new Missing(List.copyOf(names), String.join(" ", sentences));
  }

  private static String list(List<Goods> goods) {
    List<String> names = goods.stream().map(Goods::quoted).distinct().toList();
    if (names.size() > MOST_NAMED) {
      String some = String.join(", ", names.subList(0, MOST_NAMED));
      return some + " and " + (names.size() - MOST_NAMED) + " more";
    }
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }
}
