package com.mlconnector.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One scan as UPS told it; absent values are empty.
 *
 * @param status3 the three-digit status
 * @param text UPS's words
 * @param place where, for people
 */
public record TrackingEvent(
    String trackingNumber,
    Instant at,
    String type,
    String code,
    String status3,
    String text,
    String place,
    Source source) {

  /** Who told us. */
  public enum Source {
    TRACK_ALERT,
    TRACKING,
    QUANTUM_VIEW
  }

  /** Empty when the event changes no status. */
  public Optional<TrackingStatus> status() {
    return TrackingCodes.statusOf(type, code, status3, text);
  }

  /** The same scan told twice, by whatever source, is one event. */
  public boolean isSameScan(TrackingEvent other) {
    return trackingNumber.equals(other.trackingNumber)
        && at.equals(other.at)
        && type.equals(other.type)
        && code.equals(other.code);
  }
}
