package com.mlconnector.check;

import java.util.List;
import java.util.Locale;

/** What is looked at, in this order; a line is not tried where one that it needs is not good. */
public enum Line {
  CONFIGURATION("configuration"),
  DATABASE("database", CONFIGURATION),
  DATABASE_ROLE("database role", DATABASE),
  CLOCK("clock", DATABASE),
  CONNECTION("connection", DATABASE),

  FRESHBOOKS_PAUSE("FreshBooks may be asked", CONNECTION),
  FRESHBOOKS_APP("FreshBooks app", CONNECTION),
  FRESHBOOKS_TOKEN("FreshBooks token", FRESHBOOKS_APP),
  FRESHBOOKS_ACCOUNT("FreshBooks account", FRESHBOOKS_TOKEN),
  FRESHBOOKS_SCOPES("FreshBooks scopes", FRESHBOOKS_ACCOUNT),
  FRESHBOOKS_INVOICE("FreshBooks invoice", FRESHBOOKS_SCOPES),
  WEBHOOKS("webhooks registered", FRESHBOOKS_ACCOUNT),
  FRESHBOOKS_CLOCK("FreshBooks clock", CONNECTION),
  PUBLIC_ADDRESS("public address", CONNECTION),

  UPS_PAUSE("UPS may be asked", CONNECTION),
  UPS_TOKEN_BUDGET("UPS token budget", CONNECTION),
  UPS_TOKEN("UPS token", UPS_TOKEN_BUDGET),
  UPS_RATING("UPS Rating", UPS_TOKEN),
  UPS_ACCOUNT("UPS account", UPS_RATING),
  UPS_ADDRESS_VALIDATION("UPS Address Validation", UPS_TOKEN),
  UPS_SHIPPING("UPS Shipping", UPS_TOKEN),
  UPS_QUANTUM_VIEW("UPS Quantum View", UPS_TOKEN),
  UPS_TRACK_ALERT("UPS Track Alert", UPS_TOKEN),
  UPS_TRACKING("UPS Tracking", UPS_TOKEN),
  UPS_CLOCK("UPS clock", CONNECTION),

  DRY_SHIPMENT("dry shipment", UPS_SHIPPING, UPS_ACCOUNT),
  DRY_VOID("dry shipment voided", DRY_SHIPMENT);

  private final String title;

  // Unmodifiable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Line> needs;

  Line(String title, Line... needs) {
    this.title = title;
    this.needs = List.of(needs);
  }

  public String title() {
    return title;
  }

  List<Line> needs() {
    return needs;
  }

  /** As the API writes it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean isDry() {
    return this == DRY_SHIPMENT || this == DRY_VOID;
  }
}
