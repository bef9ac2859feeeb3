package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

  @Test
  void equal_weights_are_equal_in_any_unit() {
    assertThat(Weight.of("40", Weight.Unit.OUNCE)).isEqualTo(Weight.of("2.50", Weight.Unit.POUND));
    assertThat(Weight.of("1.2", Weight.Unit.KILOGRAM))
        .isEqualTo(Weight.of("1200", Weight.Unit.GRAM))
        .hasSameHashCodeAs(Weight.of("1200.0", Weight.Unit.GRAM));
  }

  @ParameterizedTest
  @CsvSource({
    "2.5, POUND, 2.5, 1.2",
    "2.51, POUND, 2.6, 1.2",
    "1, OUNCE, 0.1, 0.1",
    "40, OUNCE, 2.5, 1.2",
    "1, KILOGRAM, 2.3, 1.0",
    "0.01, GRAM, 0.1, 0.1",
    "150, POUND, 150.0, 68.1",
    "70, KILOGRAM, 154.4, 70.0"
  })
  void ups_gets_one_decimal_rounded_up(
      String amount, Weight.Unit unit, String pounds, String kilograms) {
    Weight weight = Weight.of(amount, unit);
    assertThat(weight.toPounds()).isEqualTo(new BigDecimal(pounds));
    assertThat(weight.toKilograms()).isEqualTo(new BigDecimal(kilograms));
  }

  @Test
  void weights_add_up_exactly() {
    Weight ounce = Weight.of("1", Weight.Unit.OUNCE);
    assertThat(ounce.times(16)).isEqualTo(Weight.of("1", Weight.Unit.POUND));
    assertThat(ounce.times(15).plus(ounce).show(Weight.Unit.POUND)).isEqualTo("1 lb");
    assertThat(ounce.times(17).isOver(Weight.of("1", Weight.Unit.POUND))).isTrue();
    assertThat(ounce.times(16).isOver(Weight.of("1", Weight.Unit.POUND))).isFalse();
  }

  @Test
  void nothing_is_no_weight() {
    assertThatThrownBy(() -> Weight.of("0", Weight.Unit.GRAM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_longest_side_is_the_length_and_a_started_unit_is_whole() {
    Dimensions box = Dimensions.of("4", "10.1", "8", Dimensions.Unit.INCH);
    assertThat(box.length(Dimensions.Unit.INCH)).isEqualTo(11);
    assertThat(box.width(Dimensions.Unit.INCH)).isEqualTo(8);
    assertThat(box.height(Dimensions.Unit.INCH)).isEqualTo(4);
    assertThat(box.length(Dimensions.Unit.CENTIMETRE)).isEqualTo(26);
    assertThat(box.girth()).isEqualByComparingTo("609.6");
    assertThat(box.show(Dimensions.Unit.INCH)).isEqualTo("11 x 8 x 4 in");
  }

  @Test
  void equal_sides_are_equal_in_any_unit_and_order() {
    assertThat(Dimensions.of("25.4", "20.32", "10.16", Dimensions.Unit.CENTIMETRE))
        .isEqualTo(Dimensions.of("4", "8", "10", Dimensions.Unit.INCH));
  }

  @ParameterizedTest
  @CsvSource({
    "108, 14, 14.5, false, false",
    "108.1, 4, 4, true, false",
    "108, 14, 14.6, false, true",
    "41, 31, 31, false, false"
  })
  void ups_limits_length_and_girth(
      String length, String width, String height, boolean tooLong, boolean tooBigAround) {
    Dimensions box = Dimensions.of(length, width, height, Dimensions.Unit.INCH);
    assertThat(box.isTooLong()).isEqualTo(tooLong);
    assertThat(box.isTooBigAround()).isEqualTo(tooBigAround);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "2.5 | 2.5",
        "2,5 | 2.5",
        "2,50 | 2.50",
        "1,250 | 1250",
        "0,250 | 0.250",
        "1,250.5 | 1250.5",
        "1.250,5 | 1250.5",
        "1,250,000 | 1250000",
        "1.250 | 1.250",
        "12,3456 | 12.3456",
        "1234,567 | 1234.567",
        ".5 | 0.5",
        "1,2,3 | -",
        "1.2.3 | -",
        "1,25,000 | -",
        "1234567890123 | -",
        "abc | -"
      })
  void a_comma_is_a_decimal_comma_only_where_it_cannot_separate_thousands(
      String text, @Nullable String number) {
    assertThat(FlagNumber.parse(text)).isEqualTo(Optional.ofNullable(number).map(BigDecimal::new));
  }
}
