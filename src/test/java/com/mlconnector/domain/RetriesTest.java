package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schedules of trying and asking again, and the reference a lost answer is asked about by. */
class RetriesTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 500",
    "2, 0.5, 1000",
    "3, 0.5, 2000",
    "9, 0.5, 128000",
    "10, 0.5, 150000",
    "1000, 0.5, 150000",
    "2147483647, 0.999999, 299999",
    "1, 0, 100",
    "1000, 0, 100",
    "0, 0.5, 500",
    "-2147483648, 0, 100",
  })
  void waiting_doubles_up_to_five_minutes_and_is_spread_over_all_of_it(
      int attempt, double dice, long millis) {
    assertThat(Backoff.after(attempt, dice)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void a_reference_names_invoice_shipment_and_attempt() {
    UUID shipment = UUID.fromString("3f9a2c1b-0000-0000-0000-000000000000");
    assertThat(Reference.of(1804477, shipment, 1)).isEqualTo("FB-1804477-3F9A2C1B-1");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "999999999999999999, 9999", "9223372036854775807, 999"})
  void a_reference_fits_ups_and_holds_letters_digits_and_hyphens_only(long invoice, int attempt) {
    UUID shipment = UUID.fromString("abcdef12-3456-7890-abcd-ef1234567890");
    assertThat(Reference.of(invoice, shipment, attempt))
        .hasSizeLessThanOrEqualTo(35)
        .matches("[A-Z0-9-]+");
  }
}
