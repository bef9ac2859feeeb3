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
        .map(status -> current.later(new TrackingState(status, event.at())))
        .orElse(current);
  }

  /** The end wins over everything, the first end over a second; else the later scan wins. */
  private TrackingState later(TrackingState other) {
    if (status == null || since == null || other.status == null || other.since == null) {
      return status == null ? other : this;
    }
    if (status.isFinal() != other.status.isFinal()) {
      return status.isFinal() ? this : other;
    }
    int order = other.since.compareTo(since);
    if (order == 0) {
      return other.status.compareTo(status) > 0 ? other : this;
    }
    boolean otherIsLater = order > 0;
    return otherIsLater == status.isFinal() ? this : other;
  }
}
