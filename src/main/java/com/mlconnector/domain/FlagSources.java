package com.mlconnector.domain;

import java.math.BigDecimal;
import java.util.List;

/** The texts of one invoice and its client in which a flag may stand; absent texts are empty. */
public record FlagSources(
    List<Line> lines, String notes, String terms, String poNumber, String clientNote) {

  /** An invoice line. */
  public record Line(String name, String description, BigDecimal quantity) {
    public Line(String name, String description) {
      this(name, description, BigDecimal.ONE);
    }
  }

  public FlagSources {
    lines = List.copyOf(lines);
  }

  /** For trying out a single text. */
  public static FlagSources notes(String notes) {
    return new FlagSources(List.of(), notes, "", "", "");
  }
}
