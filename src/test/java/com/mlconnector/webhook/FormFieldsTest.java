package com.mlconnector.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldsTest {
  @Test
  void fields_keep_the_order_of_the_body() {
    assertThat(read("z=1&a=2&m=3"))
        .containsExactly(entry("z", "1"), entry("a", "2"), entry("m", "3"));
  }

  @Test
  void blank_values_stay() {
    assertThat(read("a=&b&=c")).containsExactly(entry("a", ""), entry("b", ""), entry("", "c"));
  }

  @Test
  void the_first_of_repeated_names_counts_and_keeps_its_place() {
    assertThat(read("a=1&b=2&a=3")).containsExactly(entry("a", "1"), entry("b", "2"));
    assertThat(read("a=&a=3")).containsExactly(entry("a", ""));
    assertThat(read("a=1&%61=2")).containsExactly(entry("a", "1"));
  }

  @Test
  void names_differ_by_letter_case() {
    assertThat(read("Name=1&name=2")).containsExactly(entry("Name", "1"), entry("name", "2"));
  }

  @Test
  void a_plus_and_percent_20_are_blanks_and_percent_2b_is_a_plus() {
    assertThat(read("a+b=c+d%20e%2Bf")).containsExactly(entry("a b", "c d e+f"));
  }

  @Test
  void percent_sequences_are_utf_8() {
    assertThat(read("a=caf%C3%A9%F0%9F%93%A6")).containsExactly(entry("a", "café📦"));
  }

  /** As Python reads it, so that even such a body could carry a good signature. */
  @Test
  void percent_sequences_that_are_no_utf_8_become_replacement_characters() {
    assertThat(read("a=%FFx")).containsExactly(entry("a", "\ufffdx"));
  }

  @Test
  void only_the_first_equals_sign_divides() {
    assertThat(read("a=b=c")).containsExactly(entry("a", "b=c"));
  }

  @Test
  void empty_pairs_are_no_fields() {
    assertThat(read("&&a=1&&b=2&")).containsExactly(entry("a", "1"), entry("b", "2"));
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%-1", "%=1", "a=1&b=%C3%"})
  void a_broken_percent_sequence_is_no_form(String body) {
    assertThat(FormFields.parse(body)).isEmpty();
  }

  @Test
  void sixty_four_fields_are_read_and_one_more_is_no_form() {
    assertThat(read(fields(64))).hasSize(64);
    assertThat(FormFields.parse(fields(65))).isEmpty();
  }

  private static String fields(int count) {
    return IntStream.range(0, count).mapToObj(i -> "f" + i + "=1").collect(Collectors.joining("&"));
  }

  private static Map<String, String> read(String body) {
    return FormFields.parse(body).orElseThrow();
  }
}
