package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Gate.Pause;
import com.mlconnector.domain.Gate.Reason;
import com.mlconnector.domain.Gate.Sign;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls make of a gate. */
class GateTest {
  private static final Sign WELL = new Sign.Well();
  private static final Sign NOTHING = new Sign.Nothing();
  private static final Sign DOWN = new Sign.Failing("It answers 503.");
  private static final Sign NO_ENTRY = new Sign.NotAllowed("It answers 403.");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 3600})
  void too_many_calls_close_it_at_once_for_as_long_as_the_vendor_asks(int seconds) {
    Gate gate = Gate.OPEN.after(busy(seconds), 0.5);
    assertThat(gate.pause()).contains(pause(seconds, Reason.BUSY, "It asks for fewer calls."));
    assertThat(gate.closings()).isEqualTo(1);
    assertThat(gate.isOpen()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "1, 10", "2, 20", "5, 160", "6, 300", "7, 300", "1000, 300"})
  void without_a_wish_of_its_own_a_busy_vendor_gets_doubling_pauses(int before, long seconds) {
    Gate gate = Gate.onTrial(before).after(new Sign.Busy(Optional.empty()), 0);
    assertThat(length(gate)).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(gate.closings()).isEqualTo(before + 1);
  }

  @Test
  void to_come_back_at_once_is_no_wish() {
    Sign atOnce = new Sign.Busy(Optional.of(Duration.ZERO));
    assertThat(length(Gate.OPEN.after(atOnce, 0))).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void the_fifth_failure_in_a_row_closes_it() {
    Gate gate = Gate.OPEN;
    for (int failures = 1; failures <= 4; failures++) {
      gate = gate.after(DOWN, 0);
      assertThat(gate).isEqualTo(Gate.open(failures));
    }
    gate = gate.after(DOWN, 0);
    assertThat(gate.pause()).contains(pause(5, Reason.FAILING, "It answers 503."));
    assertThat(gate.closings()).isEqualTo(1);
  }

  @Test
  void a_call_that_goes_well_forgets_the_failures_before() {
    assertThat(Gate.open(4).after(WELL, 0)).isEqualTo(Gate.OPEN);
  }

  @Test
  void failures_of_both_kinds_count_together_and_the_last_one_names_the_reason() {
    assertThat(Gate.open(3).after(NO_ENTRY, 0)).isEqualTo(Gate.open(4));
    assertThat(Gate.open(4).after(NO_ENTRY, 0).pause())
        .contains(pause(300, Reason.NOT_ALLOWED, "It answers 403."));
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "2, 20", "6, 300"})
  void a_trial_that_fails_closes_it_for_longer_at_the_first_failure(int before, long seconds) {
    Gate gate = Gate.onTrial(before).after(DOWN, 0);
    assertThat(gate.pause()).contains(pause(seconds, Reason.FAILING, "It answers 503."));
    assertThat(gate.closings()).isEqualTo(before + 1);
  }

  @Test
  void a_trial_that_is_not_let_in_waits_for_a_person_in_long_pauses() {
    assertThat(length(Gate.onTrial(1).after(NO_ENTRY, 0))).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void a_trial_that_goes_well_opens_it_with_nothing_left_of_the_past() {
    assertThat(Gate.onTrial(7).after(WELL, 0)).isEqualTo(Gate.OPEN);
  }

  @Test
  void a_call_that_was_not_made_tells_nothing() {
    assertThat(Gate.open(4).after(NOTHING, 0)).isEqualTo(Gate.open(4));
    Gate stillOnTrial = Gate.onTrial(3).after(NOTHING, 0);
    assertThat(stillOnTrial).isEqualTo(Gate.onTrial(3));
    assertThat(stillOnTrial.isOpen()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 0.5, 5625", "1, 0.999, 6248", "4, 0.5, 45000", "7, 0.999, 300000"})
  void chance_lengthens_a_pause_by_a_quarter_at_most(int times, double dice, long millis) {
    assertThat(Backoff.pause(times, dice)).isEqualTo(Duration.ofMillis(millis));
  }

  private static Sign busy(int seconds) {
    return new Sign.Busy(Optional.of(Duration.ofSeconds(seconds)));
  }

  private static Pause pause(long seconds, Reason reason, String why) {
    return new Pause(Duration.ofSeconds(seconds), reason, why);
  }

  private static Duration length(Gate gate) {
    return gate.pause().orElseThrow().length();
  }
}
