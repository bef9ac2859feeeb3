package com.mlconnector.domain;

/** Where a flag can stand. */
public enum FlagField {
  LINE_NAME("line item", "says"),
  LINE_DESCRIPTION("line item", "says"),
  NOTES("notes", "say"),
  TERMS("terms", "say"),
  PO_NUMBER("PO number", "says"),
  CLIENT_NOTE("client note", "says"),
  /** What an operator said about the invoice; it never stands in FreshBooks. */
  OPERATOR("operator's correction", "says");

  private final String label;
  private final String verb;

  FlagField(String label, String verb) {
    this.label = label;
    this.verb = verb;
  }

  public String label() {
    return label;
  }

  String verb() {
    return verb;
  }
}
