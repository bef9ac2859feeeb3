package com.mlconnector.vendor;

import com.mlconnector.domain.Outcome;

/** What a call does at the vendor's; decides what a lost or unreadable answer means. */
public enum Effect {
  /** Changes nothing, whatever the HTTP method: not done is as good as done, ask again. */
  READS,
  /** May have been carried out although nobody here can read the answer. */
  CHANGES;

  public <T> Outcome<T> unclear(String why) {
    return switch (this) {
      case READS -> new Outcome.Unavailable<>(why);
      case CHANGES -> new Outcome.Unknown<>(why);
    };
  }
}
