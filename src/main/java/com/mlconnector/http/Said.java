package com.mlconnector.http;

/** Who says so, and why; both go into the audit trail. */
public record Said(String by, String reason) {
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_REASON = 500;

  /** A program may name the person it works for; who has called is told in any case. */
  public static Said of(Caller caller, JsonFields body, boolean reasonNeeded) {
    String by =
        body.optionalText("by", LONGEST_NAME)
            .map(person -> caller.name() + " for " + person)
            .orElse(caller.name());
    String reason =
        reasonNeeded
            ? body.text("reason", LONGEST_REASON)
            : body.optionalText("reason", LONGEST_REASON).orElse("");
    return new Said(by, reason);
  }
}
