package com.mlconnector.domain;

import java.util.regex.Pattern;

/** The short name of a connection, as it stands in paths, tables, metrics and log lines. */
public record ConnectionId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** What concerns no connection but the gateway as a whole; nobody can open one of this name. */
  public static final ConnectionId GATEWAY = new ConnectionId("gateway");

  public ConnectionId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("Not a connection name: " + value);
    }
  }

  /** Lower-case letters, digits and hyphens; at most 63 characters; no hyphen in front. */
  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
