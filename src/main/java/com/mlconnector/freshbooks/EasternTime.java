package com.mlconnector.freshbooks;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** FreshBooks' accounting writes wall time of the US east coast, and names no zone. */
public final class EasternTime {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");

  private EasternTime() {}

  /**
   * Where the hour is doubled in autumn, the later of the two instants: an invoice must not count
   * as older than it may be, for what is older than its connection does not ship.
   */
  static Instant latest(LocalDateTime wall) {
    return wall.atZone(ZONE).withLaterOffsetAtOverlap().toInstant();
  }

  /**
   * The same wall time, read when it was {@code now}: what has not come yet was the earlier one.
   */
  public static Instant asKnownAt(Instant now, Instant latest) {
    LocalDateTime wall = latest.atZone(ZONE).toLocalDateTime();
    return latest.isAfter(now)
        ? wall.atZone(ZONE).withEarlierOffsetAtOverlap().toInstant()
        : latest;
  }

  public static LocalDate dayOf(Instant instant) {
    return instant.atZone(ZONE).toLocalDate();
  }
}
