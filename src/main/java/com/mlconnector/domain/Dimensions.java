package com.mlconnector.domain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The three sides of a parcel in millimetres, exact, the longest first: UPS calls the longest side
 * the length. UPS takes whole inches or centimetres, so a started unit counts as a whole one.
 */
public record Dimensions(BigDecimal length, BigDecimal width, BigDecimal height) {

  /** The units people write and UPS takes. */
  public enum Unit {
    INCH("in", "25.4"),
    CENTIMETRE("cm", "10");

    private final String symbol;
    private final BigDecimal millimetres;

    Unit(String symbol, String millimetres) {
      this.symbol = symbol;
      this.millimetres = new BigDecimal(millimetres);
    }

    public String symbol() {
      return symbol;
    }

    /** {@code in} or {@code cm}, in any case. */
    public static Optional<Unit> ofSymbol(String text) {
      String word = text.strip().toLowerCase(Locale.ROOT);
      return Stream.of(values()).filter(unit -> unit.symbol.equals(word)).findFirst();
    }
  }

  /** UPS small-parcel limits: the longest side, and the longest side plus girth. */
  private static final BigDecimal MOST_LENGTH_INCHES = new BigDecimal("108");

  private static final BigDecimal MOST_LENGTH_AND_GIRTH_INCHES = new BigDecimal("165");

  public Dimensions {
    List<BigDecimal> sides =
        Stream.of(length, width, height)
            .sorted(Comparator.reverseOrder())
            .map(BigDecimal::stripTrailingZeros)
            .toList();
    if (sides.get(2).signum() <= 0) {
      throw new IllegalArgumentException("Every side is longer than nothing.");
    }
    length = sides.get(0);
    width = sides.get(1);
    height = sides.get(2);
  }

  public static Dimensions of(BigDecimal a, BigDecimal b, BigDecimal c, Unit unit) {
    BigDecimal factor = unit.millimetres;
    return new Dimensions(a.multiply(factor), b.multiply(factor), c.multiply(factor));
  }

  public static Dimensions of(String a, String b, String c, Unit unit) {
    return of(new BigDecimal(a), new BigDecimal(b), new BigDecimal(c), unit);
  }

  public int length(Unit unit) {
    return whole(length, unit);
  }

  public int width(Unit unit) {
    return whole(width, unit);
  }

  public int height(Unit unit) {
    return whole(height, unit);
  }

  /** Once around the parcel, across its length. */
  public BigDecimal girth() {
    return width.add(height).multiply(BigDecimal.TWO);
  }

  public boolean isTooLong() {
    return length.compareTo(MOST_LENGTH_INCHES.multiply(Unit.INCH.millimetres)) > 0;
  }

  public boolean isTooBigAround() {
    BigDecimal most = MOST_LENGTH_AND_GIRTH_INCHES.multiply(Unit.INCH.millimetres);
    return length.add(girth()).compareTo(most) > 0;
  }

  /** For people: {@code 10 x 8 x 4 in}, as UPS gets it. */
  public String show(Unit unit) {
    return length(unit) + " x " + width(unit) + " x " + height(unit) + " " + unit.symbol;
  }

  private static int whole(BigDecimal millimetres, Unit unit) {
    return millimetres.divide(unit.millimetres, 0, RoundingMode.CEILING).intValueExact();
  }
}
