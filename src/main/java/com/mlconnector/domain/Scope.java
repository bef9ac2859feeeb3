package com.mlconnector.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller of the management API may do; each includes those before it. */
public enum Scope {
  /** Look at everything, change nothing. */
  VIEWER,
  /** Send on what waits, keep items and boxes. */
  OPERATOR,
  /** Connections, settings, client profiles, consent, access. */
  ADMIN;

  public boolean covers(Scope needed) {
    return compareTo(needed) >= 0;
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Scope> ofKey(String key) {
    return Arrays.stream(values()).filter(scope -> scope.key().equals(key)).findFirst();
  }
}
