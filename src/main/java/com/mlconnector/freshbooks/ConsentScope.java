package com.mlconnector.freshbooks;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What we ask FreshBooks for, and what does not work without it. */
public enum ConsentScope {
  /** FreshBooks grants it always, but need not name it. */
  PROFILE(
      "user:profile:read", false, "a later consent can't tell which businesses a login reaches"),
  READ_INVOICES("user:invoices:read", true, "no invoice is read and no webhook of one comes"),
  WRITE_INVOICES("user:invoices:write", true, "no tracking number gets into an invoice"),
  READ_CLIENTS("user:clients:read", true, "no address is known to ship to");

  /** What apps of before there were scopes hold instead. */
  private static final String EVERYTHING = "admin:all:legacy";

  private final String key;
  private final boolean needed;
  private final String without;

  ConsentScope(String key, boolean needed, String without) {
    this.key = key;
    this.needed = needed;
    this.without = without;
  }

  public String key() {
    return key;
  }

  /** Whether a consent without it is refused. */
  public boolean isNeeded() {
    return needed;
  }

  /** What does not work, as the end of a sentence. */
  public String without() {
    return without;
  }

  public static List<String> asked() {
    return Arrays.stream(values()).map(ConsentScope::key).toList();
  }

  /** As told by the token endpoint, which may leave it out when everything asked was granted. */
  public static String granted(String told) {
    return told.isBlank() ? String.join(" ", asked()) : told.strip();
  }

  public static List<ConsentScope> missing(String granted) {
    Set<String> held = Stream.of(granted.split("\\s+", -1)).collect(Collectors.toSet());
    return held.contains(EVERYTHING)
        ? List.of()
        : Arrays.stream(values()).filter(scope -> !held.contains(scope.key)).toList();
  }
}
