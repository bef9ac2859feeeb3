package com.mlconnector.sandbox.freshbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EasternTimeTest {
  @Test
  void a_client_shows_one_instant_in_two_zones() {
    EasternTime.Stamp stamp = new EasternTime(() -> Instant.parse("2026-03-10T19:25:29Z")).next();

    assertThat(stamp.seconds()).isEqualTo("2026-03-10 15:25:29");
    assertThat(stamp.utcSeconds()).isEqualTo("2026-03-10 19:25:29");
  }

  @Test
  void the_wall_clock_repeats_an_hour_when_summer_ends() {
    EasternTime.Stamp before = new EasternTime.Stamp(Instant.parse("2026-11-01T05:30:00Z"));
    EasternTime.Stamp after = new EasternTime.Stamp(Instant.parse("2026-11-01T06:30:00Z"));

    assertThat(before.seconds()).isEqualTo(after.seconds());
  }

  @Test
  void a_late_evening_is_the_next_day_in_utc() {
    assertThat(EasternTime.dayOf("2026-09-14 23:10:00", EasternTime.ZONE))
        .isEqualTo(LocalDate.parse("2026-09-14"));
    assertThat(EasternTime.dayOf("2026-09-14 23:10:00", ZoneOffset.UTC))
        .isEqualTo(LocalDate.parse("2026-09-15"));
  }
}
