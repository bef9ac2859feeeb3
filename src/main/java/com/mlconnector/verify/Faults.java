package com.mlconnector.verify;

import java.util.Locale;

/** How much goes wrong. */
public enum Faults {
  NONE,
  /** At the vendors, with webhooks, and on the way to Postgres. */
  SOME,
  /** Nodes are killed and paused, too. */
  ALL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
