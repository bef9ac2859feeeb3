package com.mlconnector.domain;

import java.util.Locale;

public enum Vendor {
  FRESHBOOKS("FreshBooks"),
  UPS("UPS");

  private final String title;

  Vendor(String title) {
    this.title = title;
  }

  /** As people write it. */
  public String title() {
    return title;
  }

  /** As tables, metrics and log lines write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
