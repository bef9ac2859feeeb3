package com.mlconnector.sandbox.ups;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingNumbersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1Z999AA10123456784",
        "1ZCIETST0111111114",
        "1ZCIETST0422222228",
        "1ZCIEPIC0111111116",
        "1Z2220060294314162",
        "1Z2220060291994175",
        "1Z12345E6605272234"
      })
  void published_numbers_have_the_check_digit_we_compute(String number) {
    assertThat(TrackingNumbers.checkDigit(number.substring(2, 17)))
        .isEqualTo(number.charAt(17) - '0');
  }

  @Test
  void a_wrong_digit_changes_the_check_digit() {
    assertThat(TrackingNumbers.checkDigit("999AA1012345679")).isNotEqualTo(4);
  }

  @Test
  void a_number_carries_the_account_and_is_never_given_twice() {
    TrackingNumbers numbers = new TrackingNumbers(InstantSource.system());

    String first = numbers.next("A1B2C3", "03");

    assertThat(first).matches("1ZA1B2C303\\d{8}");
    assertThat(TrackingNumbers.checkDigit(first.substring(2, 17)))
        .isEqualTo(first.charAt(17) - '0');
    assertThat(numbers.next("A1B2C3", "03")).isNotEqualTo(first);
  }

  @Test
  void every_barcode_symbol_is_eleven_modules_wide_and_unlike_the_others() {
    assertThat(Code128.WIDTHS).hasSize(107).doesNotHaveDuplicates();
    assertThat(
            Arrays.stream(Code128.WIDTHS)
                .limit(106)
                .mapToInt(w -> w.chars().map(c -> c - '0').sum()))
        .containsOnly(11);
  }
}
