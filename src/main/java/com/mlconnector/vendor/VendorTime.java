package com.mlconnector.vendor;

import com.mlconnector.vendor.VendorAnswer.Answered;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What time a vendor thinks it is, by the {@code Date} of its newest answer. Thread-safe. */
public final class VendorTime {
  private volatile Optional<Duration> ahead = Optional.empty();

  /** How far it is ahead of us; empty where no answer has told. */
  public Optional<Duration> ahead() {
    return ahead;
  }

  void heard(VendorAnswer answer, Instant now) {
    if (answer instanceof Answered answered) {
      answered
          .header("Date")
          .flatMap(VendorTime::read)
          .ifPresent(told -> ahead = Optional.of(Duration.between(now, told)));
    }
  }

  private static Optional<Instant> read(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }
}
