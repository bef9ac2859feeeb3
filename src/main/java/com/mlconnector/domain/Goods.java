package com.mlconnector.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A line of an invoice that stands for things in the parcel.
 *
 * @param number the line's place on the invoice, from 1
 */
public record Goods(int number, InvoiceLine line) {
  private static final int LONGEST_NAME = 60;

  /** How our own line begins, where the write-back goes into a line. */
  private static final String OWN_LINE = "shipped by ups";

  /**
   * The lines that are goods.
   *
   * @param isFlag whether the line at this place, from 0, asks for the shipment
   * @param shippingWords first words of lines that bill the shipping
   */
  public static List<Goods> among(
      List<InvoiceLine> lines, IntPredicate isFlag, Set<String> shippingWords) {
    List<Goods> goods = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String name = ItemKeys.name(lines.get(i).name());
      if (!isFlag.test(i)
          && !name.startsWith(OWN_LINE)
          && !shippingWords.contains(firstWord(name))) {
        goods.add(new Goods(i + 1, lines.get(i)));
      }
    }
    return goods;
  }

  private static String firstWord(String name) {
    int end = 0;
    while (end < name.length() && Character.isLetter(name.charAt(end))) {
      end++;
    }
    return name.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** The name as typed, or {@code line 3} where there is none. */
  public String label() {
    return hasName() ? Entities.decode(line.name()).strip() : "line " + number;
  }

  /** For a sentence. */
  String quoted() {
    String label = label().replaceAll("[\\s\\p{Cc}]+", " ");
    if (!hasName()) {
      return label;
    }
    return label.length() <= LONGEST_NAME
        ? "\"" + label + "\""
        : "\"" + label.substring(0, LONGEST_NAME) + "…\"";
  }

  private boolean hasName() {
    return !ItemKeys.name(line.name()).isEmpty();
  }
}
