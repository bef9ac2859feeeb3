package com.mlconnector.domain;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A line of an invoice.
 *
 * @param id unique within the invoice; 0 for a line that is not there yet
 * @param terms what has to be sent along for the line to stay as it is; absent where it can't all
 *     be read
 */
public record InvoiceLine(
    long id, String name, String description, BigDecimal quantity, Optional<Terms> terms) {

  /**
   * What a line costs. A write of lines replaces them all, and what is left out of one is lost.
   *
   * @param type 0 for a usual line; a rebilled expense or time entries have others
   * @param expense 0 for none
   * @param linked it hangs on a project, time entries or a retainer, which a write might drop
   */
  public record Terms(
      int type,
      Money unitCost,
      Tax firstTax,
      Tax secondTax,
      boolean compoundedTax,
      long expense,
      boolean linked) {

    static Terms free(String currency) {
      return new Terms(
          0, new Money(new BigDecimal("0.00"), currency), Tax.NONE, Tax.NONE, false, 0, false);
    }

    boolean isPlain() {
      return type == 0 && expense == 0 && !linked;
    }
  }

  public record Tax(String name, BigDecimal percent) {
    public static final Tax NONE = new Tax("", BigDecimal.ZERO);
  }

  /** A usual line, where its price does not matter. */
  public InvoiceLine(long id, String name, String description, BigDecimal quantity) {
    this(id, name, description, quantity, Optional.empty());
  }

  InvoiceLine describedAs(String other) {
    return new InvoiceLine(id, name, other, quantity, terms);
  }

  /**
   * Equal for lines that say and cost the same. Not the id: whether FreshBooks keeps it through a
   * write is nowhere documented, and nothing hangs on it.
   */
  String content() {
    return String.join(
        "\n",
        NotesBlock.fold(name),
        NotesBlock.fold(description),
        plain(quantity),
        terms.map(InvoiceLine::content).orElse("?"));
  }

  private static String content(Terms terms) {
    return String.join(
        "|",
        Integer.toString(terms.type()),
        plain(terms.unitCost().amount()),
        terms.unitCost().currency(),
        terms.firstTax().name(),
        plain(terms.firstTax().percent()),
        terms.secondTax().name(),
        plain(terms.secondTax().percent()),
        Boolean.toString(terms.compoundedTax()),
        Long.toString(terms.expense()));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
