package com.mlconnector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {
  private final PhoneNumbers phones = new PhoneNumbers();

  @ParameterizedTest
  @CsvSource({
    "+1 (716) 555-0142,          US, 7165550142",
    "716.555.0142,               US, 7165550142",
    "1-716-555-0142,             US, 7165550142",
    "716-555-0142 x204,          US, 7165550142",
    "716-555-0142 ext. 204,      US, 7165550142",
    "(716) 555-0142 #9,          US, 7165550142",
    "tel: 716 555 0142,          US, 7165550142",
    "Ann: 716-555-0142 (work),   US, 7165550142",
    "716-555-0142 / 716-555-0199,US, 7165550142",
    "416-555-0142,               CA, 4165550142",
    "416-555-0142,               US, 4165550142",
    "787-555-0142,               PR, 7875550142",
    "１７１６５５５０１４２,              US, 7165550142",
    "030 901820,                 DE, 4930901820",
    "+49 30 901820,              US, 4930901820",
    "0049 30 901820,             DE, 4930901820",
    "+1 716 555 0142,            DE, 17165550142",
    "020 7946 0018,              GB, 442079460018",
    "+44 20 7946 0018,           XX, 442079460018",
    "06 698 12345,               IT, 390669812345",
  })
  void a_number_is_read_as_people_type_it(String typed, String country, String digits) {
    assertThat(phones.forLabel(typed, country)).contains(digits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "call me",
        "x204",
        "555-0142",
        "12345",
        "0",
        "n/a",
        "123456789012345678",
        "\u0000",
        "ann@example.com",
        "+",
        "+999 123",
        "------"
      })
  void what_is_no_whole_number_is_left_out(String typed) {
    assertThat(phones.forLabel(typed, "US")).isEmpty();
  }

  @Test
  void a_country_without_a_plan_needs_the_international_form() {
    assertThat(phones.forLabel("716 555 0142", "XX")).isEmpty();
    assertThat(phones.forLabel("+17165550142", "")).contains("17165550142");
  }

  @Test
  void noise_is_left_out_or_read_and_never_more_than_fifteen_digits() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "0123456789 +-().x#/ext;,\u00a0";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder typed = new StringBuilder();
      for (int j = random.nextInt(40); j > 0; j--) {
        typed.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      phones
          .forLabel(typed.toString(), "US")
          .ifPresent(
              digits -> assertThat(digits).as("seed %s: %s", seed, typed).matches("[0-9]{5,15}"));
    }
  }
}
