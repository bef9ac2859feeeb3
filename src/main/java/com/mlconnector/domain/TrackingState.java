package com.mlconnector.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a parcel is, and since when. UPS's pushes come in any order and more than once: the same
 * events give the same state in whatever order they arrive.
 */
public record TrackingState(@Nullable TrackingStatus status, @Nullable Instant since) {

  /** UPS has said nothing yet. */
  public static final TrackingState UNKNOWN = new TrackingState(null, null);

  public static TrackingState apply(TrackingState current, TrackingEvent event) {
    return event
        .status()
        .filter(status -> current.yieldsTo(status, event.at()))
        .map(status -> new TrackingState(status, event.at()))
        .orElse(current);
  }

  /** The end wins over everything, the first end over a second; else the later scan wins. */
  private boolean yieldsTo(TrackingStatus other, Instant at) {
    if (status == null || since == null) {
      return true;
    }
    if (status.isFinal() != other.isFinal()) {
      return other.isFinal();
    }
    if (at.equals(since)) {
      return other.compareTo(status) > 0;
    }
    return status.isFinal() ? at.isBefore(since) : at.isAfter(since);
  }
}
