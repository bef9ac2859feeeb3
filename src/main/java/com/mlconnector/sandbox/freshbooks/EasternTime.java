package com.mlconnector.sandbox.freshbooks;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Times as FreshBooks writes them: mostly wall-clock time of the US east coast, without saying so.
 */
final class EasternTime {
  static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  /** One moment of change, in the forms an object shows it. */
  record Stamp(Instant at) {
    String seconds() {
      return SECONDS.format(at.atZone(ZONE));
    }

    String micros() {
      return MICROS.format(at.atZone(ZONE));
    }

    /** Sign-up dates of clients are UTC, in the same object whose {@code updated} is Eastern. */
    String utcSeconds() {
      return SECONDS.format(at.atZone(ZoneOffset.UTC));
    }
  }

  private final InstantSource source;
  private Instant last = Instant.EPOCH;

  EasternTime(InstantSource source) {
    this.source = source;
  }

  /** Later than any stamp before, so that every write shows as a new {@code version}. */
  Stamp next() {
    Instant now = now().truncatedTo(ChronoUnit.MICROS);
    last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    return new Stamp(last);
  }

  Instant now() {
    return source.instant();
  }

  LocalDate today() {
    return LocalDate.ofInstant(now(), ZONE);
  }

  /** The calendar day of a {@code version} or {@code updated} text, in the given zone. */
  static LocalDate dayOf(String text, ZoneId zone) {
    LocalDateTime wall = LocalDateTime.parse(text.replace(' ', 'T'));
    return wall.atZone(ZONE).withZoneSameInstant(zone).toLocalDate();
  }
}
