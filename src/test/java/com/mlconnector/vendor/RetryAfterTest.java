package com.mlconnector.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0,                                   0
          1,                                   1
          ' 120 ',                             120
          3600,                                3600
          3601,                                3600
          999999999999999999,                  3600
          'Sun, 22 Nov 2026 10:00:30 GMT',     30
          'Sun, 22 Nov 2026 09:59:59 GMT',     0
          'Fri, 31 Dec 2100 00:00:00 GMT',     3600
          'Thu, 01 Jan 1970 00:00:00 GMT',     0
          """)
  void seconds_and_dates_become_a_bounded_wait(String header, long seconds) {
    assertThat(RetryAfter.read(Optional.of(header), NOW)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "-5", "1.5", "9999999999999999999", "Sun, 32 Nov 2026 10:00:30 GMT"})
  void nonsense_is_absent(String header) {
    assertThat(RetryAfter.read(Optional.of(header), NOW)).isEmpty();
  }

  @Test
  void no_header_is_absent() {
    assertThat(RetryAfter.read(Optional.empty(), NOW)).isEmpty();
  }
}
