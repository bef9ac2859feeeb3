package com.mlconnector.ups;

import com.mlconnector.domain.TrackingEvent;
import java.util.List;

/**
 * A parcel as the Tracking API knows it.
 *
 * @param events oldest first
 */
public record TrackedParcel(String trackingNumber, List<TrackingEvent> events) {
  public TrackedParcel {
    events = List.copyOf(events);
  }
}
