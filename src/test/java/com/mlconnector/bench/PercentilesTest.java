package com.mlconnector.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Test
  void a_percentile_is_the_value_that_so_many_do_not_exceed() {
    Percentiles hundred = new Percentiles(LongStream.rangeClosed(1, 100).toArray());

    assertThat(hundred.at(50)).isEqualTo(50);
    assertThat(hundred.at(99)).isEqualTo(99);
    assertThat(hundred.at(100)).isEqualTo(100);
  }

  @Test
  void values_need_no_order_and_are_left_alone() {
    long[] values = {30, 10, 20};

    assertThat(new Percentiles(values).at(50)).isEqualTo(20);
    assertThat(values).containsExactly(30, 10, 20);
  }

  @Test
  void few_values_round_up_to_one_that_was_measured() {
    Percentiles two = new Percentiles(new long[] {5, 9});

    assertThat(two.at(50)).isEqualTo(5);
    assertThat(two.at(51)).isEqualTo(9);
    assertThat(two.at(99)).isEqualTo(9);
    assertThat(two.at(0)).isEqualTo(5);
  }

  @Test
  void no_values_are_zero() {
    assertThat(new Percentiles(new long[0]).at(99)).isZero();
  }

  @Test
  void a_spread_names_the_middle_and_both_ends() {
    assertThat(Spread.of(List.of(3, 1, 2))).isEqualTo(new Spread(2, 1, 3));
    assertThat(Spread.of(List.of(4L, 1L, 2L, 3L))).isEqualTo(new Spread(2.5, 1, 4));
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
