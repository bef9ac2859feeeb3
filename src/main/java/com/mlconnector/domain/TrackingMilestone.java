package com.mlconnector.domain;

import java.util.Comparator;
import java.util.List;

/**
 * What an invoice says of a parcel: its newest milestone. A scan on the way changes nothing of it,
 * so that it causes no write, and none rides along with the next one.
 */
public final class TrackingMilestone {
  private static final Comparator<TrackingEvent> AS_IT_WENT =
      Comparator.comparing(TrackingEvent::at)
          .thenComparing(event -> event.status().map(Enum::ordinal).orElse(-1));

  private TrackingMilestone() {}

  /** The same events tell the same, in whatever order they came in. */
  public static TrackingState of(List<TrackingEvent> events) {
    TrackingState now = TrackingState.UNKNOWN;
    TrackingState told = TrackingState.UNKNOWN;
    for (TrackingEvent event : events.stream().sorted(AS_IT_WENT).toList()) {
      TrackingState next = TrackingState.apply(now, event);
      TrackingStatus status = next.status();
      if (status != null && status != now.status() && status.isWorthWriting(now.status())) {
        told = next;
      }
      now = next;
    }
    return told;
  }
}
