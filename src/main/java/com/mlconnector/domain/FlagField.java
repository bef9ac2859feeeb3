package com.mlconnector.domain;

/** Where a flag can stand, the strongest first. */
public enum FlagField {
  LINE_NAME("line item", "says"),
  LINE_DESCRIPTION("line item", "says"),
  NOTES("notes", "say"),
  TERMS("terms", "say"),
  PO_NUMBER("PO number", "says"),
  CLIENT_NOTE("client note", "says");

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
