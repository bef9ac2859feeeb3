package com.mlconnector.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Calls to a vendor that stand and fall together. A gate closes one lane: a shop whose UPS app
 * lacks Track Alert gets its labels all the same.
 */
public enum Lane {
  /** Invoices and clients, read and written. */
  INVOICES(Vendor.FRESHBOOKS),
  /** Registration of our webhooks. */
  WEBHOOKS(Vendor.FRESHBOOKS),
  /** Addresses, prices, labels. */
  SHIPPING(Vendor.UPS),
  /** Where parcels are. */
  TRACKING(Vendor.UPS);

  private final Vendor vendor;

  Lane(Vendor vendor) {
    this.vendor = vendor;
  }

  public Vendor vendor() {
    return vendor;
  }

  public static List<Lane> of(Vendor vendor) {
    return Arrays.stream(values()).filter(lane -> lane.vendor == vendor).toList();
  }

  /** As tables, metrics and log lines write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
