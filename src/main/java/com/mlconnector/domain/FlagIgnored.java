package com.mlconnector.domain;

import java.util.Set;
import java.util.stream.Collectors;

/** The words of an invoice's flags that an operator has struck out. */
record FlagIgnored(Set<String> canonical) {
  static final FlagIgnored NOTHING = new FlagIgnored(Set.of());

  static FlagIgnored of(Set<String> typed) {
    return new FlagIgnored(
        typed.stream().map(FlagIgnored::canonical).collect(Collectors.toUnmodifiableSet()));
  }

  boolean covers(FlagToken token) {
    return !canonical.isEmpty() && canonical.contains(canonical(token.typed()));
  }

  private static String canonical(String typed) {
    FlagText text = FlagText.of(FlagField.NOTES, -1, typed);
    return text.canonical(new Span(0, text.folded().length()));
  }
}
