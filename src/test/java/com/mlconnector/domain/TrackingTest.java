package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingTest {
  private static final Instant NOON = Instant.parse("2026-08-03T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "LABEL_CREATED, '3 003 079 080 157 166'",
    "VOIDED, '7 043'",
    "PICKED_UP, '038 160 167 168 169'",
    "IN_TRANSIT, '005 010 025 039 047 071 087 158 159 164 165'",
    "OUT_FOR_DELIVERY, '006 021 037 072 078 089 091 146 162'",
    "DELIVERED, '011 11 026 156'",
    "DELIVERED_TO_ACCESS_POINT, '161 040 017'",
    "HANDED_TO_PARTNER, '073 074 137 143 144'",
    "ATTEMPTED, '022 023 024 060 061 062 066 145'",
    "EXCEPTION, '013 029 046 048 049 050 051 052 053 058 059 076 086 090 124 125 126'",
    "RETURNING, '033 035 036 118 119'",
    "RETURNED, '034 067 081'",
    "LOST, '068 147 149'"
  })
  void the_three_digit_status_decides_over_type_and_code(TrackingStatus status, String numbers) {
    for (String number : numbers.split(" ", -1)) {
      assertThat(TrackingCodes.statusOf("D", "FS", number, "Delivered")).contains(status);
      assertThat(TrackingCodes.statusOf("", "", number, "")).contains(status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"153", "154", "155"})
  void an_update_changes_no_status(String number) {
    assertThat(TrackingCodes.statusOf("I", "OT", number, "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "M, MP, LABEL_CREATED",
    "M, DP, LABEL_CREATED",
    "M, RD, LABEL_CREATED",
    "M, VP, VOIDED",
    "MV, VP, VOIDED",
    "MV, '', VOIDED",
    "I, OR, PICKED_UP",
    "I, PU, PICKED_UP",
    "I, OC, PICKED_UP",
    "I, DP, IN_TRANSIT",
    "I, '', IN_TRANSIT",
    "I, OT, OUT_FOR_DELIVERY",
    "i, ' yi ', OUT_FOR_DELIVERY",
    "D, FS, DELIVERED",
    "D, KB, DELIVERED",
    "D, F4, DELIVERED",
    "D, KM, DELIVERED",
    "D, 2Q, DELIVERED_TO_ACCESS_POINT",
    "I, ZP, DELIVERED_TO_ACCESS_POINT",
    "I, LX, HANDED_TO_PARTNER",
    "D, EP, HANDED_TO_PARTNER",
    "I, F7, HANDED_TO_PARTNER",
    "X, 48, ATTEMPTED",
    "X, 49, ATTEMPTED",
    "X, KP, RETURNING",
    "X, DP, EXCEPTION",
    "X, B0, RETURNED"
  })
  void without_it_type_and_code_decide_together(String type, String code, TrackingStatus status) {
    assertThat(TrackingCodes.statusOf(type, code, "", "")).contains(status);
    assertThat(TrackingCodes.statusOf(type, code, "999", "")).contains(status);
    assertThat(TrackingCodes.statusOf(type, code, "n/a", "")).contains(status);
  }

  @ParameterizedTest
  @CsvSource({"D, ''", "D, OT", "D, XX", "M, XX", "U, UT", "U, UP", "U, PX", "NA, ''", "'', FS"})
  void what_nobody_knows_changes_no_status(String type, String code) {
    assertThat(TrackingCodes.statusOf(type, code, "", "On the way")).isEmpty();
  }

  @Test
  void the_text_counts_last() {
    assertThat(TrackingCodes.statusOf("D", "", "", "DELIVERED "))
        .contains(TrackingStatus.DELIVERED);
    assertThat(TrackingCodes.statusOf("D", "", "", "Delivered to UPS Access Point"))
        .contains(TrackingStatus.DELIVERED_TO_ACCESS_POINT);
    assertThat(TrackingCodes.statusOf("D", "2Q", "", "Delivered"))
        .contains(TrackingStatus.DELIVERED_TO_ACCESS_POINT);
    assertThat(TrackingCodes.statusOf("D", "", "", "To be delivered")).isEmpty();
    assertThat(TrackingCodes.statusOf("I", "", "", "Delivered"))
        .contains(TrackingStatus.IN_TRANSIT);
  }

  @Test
  void three_states_are_final() {
    assertThat(Arrays.stream(TrackingStatus.values()).filter(TrackingStatus::isFinal))
        .containsExactly(TrackingStatus.DELIVERED, TrackingStatus.RETURNED, TrackingStatus.LOST);
  }

  @Test
  void the_invoice_hears_of_milestones_and_of_the_first_scan() {
    assertThat(TrackingStatus.LABEL_CREATED.isWorthWriting(null)).isTrue();
    assertThat(TrackingStatus.PICKED_UP.isWorthWriting(TrackingStatus.LABEL_CREATED)).isTrue();
    assertThat(TrackingStatus.IN_TRANSIT.isWorthWriting(TrackingStatus.LABEL_CREATED)).isTrue();
    assertThat(TrackingStatus.IN_TRANSIT.isWorthWriting(TrackingStatus.PICKED_UP)).isFalse();
    assertThat(TrackingStatus.ATTEMPTED.isWorthWriting(TrackingStatus.IN_TRANSIT)).isFalse();
    assertThat(TrackingStatus.DELIVERED.isWorthWriting(TrackingStatus.DELIVERED)).isFalse();
    assertThat(TrackingStatus.DELIVERED.isWorthWriting(TrackingStatus.OUT_FOR_DELIVERY)).isTrue();
  }

  @Test
  void a_later_scan_wins_and_an_earlier_one_is_history() {
    TrackingState state = TrackingState.apply(TrackingState.UNKNOWN, event(10, "010"));
    assertThat(TrackingState.apply(state, event(5, "160"))).isEqualTo(state);
    assertThat(TrackingState.apply(state, event(15, "021")))
        .isEqualTo(new TrackingState(TrackingStatus.OUT_FOR_DELIVERY, at(15)));
  }

  @Test
  void nothing_comes_after_the_end() {
    TrackingState delivered = TrackingState.apply(TrackingState.UNKNOWN, event(10, "011"));
    assertThat(TrackingState.apply(delivered, event(20, "010"))).isEqualTo(delivered);
    assertThat(TrackingState.apply(delivered, event(20, "034"))).isEqualTo(delivered);
    TrackingState later = TrackingState.apply(TrackingState.UNKNOWN, event(20, "010"));
    assertThat(TrackingState.apply(later, event(10, "011"))).isEqualTo(delivered);
  }

  @Test
  void a_label_of_our_own_making_gives_way_to_the_first_scan() {
    TrackingState made = new TrackingState(TrackingStatus.LABEL_CREATED, null);
    assertThat(TrackingState.apply(made, event(1, "160")).status())
        .isEqualTo(TrackingStatus.PICKED_UP);
    assertThat(TrackingState.apply(made, event(1, "153"))).isEqualTo(made);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_order_of_arrival_and_repetition_do_not_matter(long seed) {
    Random random = new Random(seed);
    List<String> codes = List.of("003", "160", "010", "021", "022", "048", "011", "034", "153", "");
    List<TrackingEvent> events = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      events.add(event(random.nextInt(6), codes.get(random.nextInt(codes.size()))));
    }
    TrackingState inOrder = applyAll(events);
    events.addAll(events.subList(0, 4));
    Collections.shuffle(events, random);
    assertThat(applyAll(events)).as("seed %d", seed).isEqualTo(inOrder);
  }

  @Test
  void the_same_scan_from_two_sources_is_one() {
    TrackingEvent push = event(1, "010");
    TrackingEvent poll =
        new TrackingEvent(
            push.trackingNumber(),
            push.at(),
            push.type(),
            push.code(),
            "",
            "other words",
            "",
            TrackingEvent.Source.TRACKING);
    assertThat(push.isSameScan(poll)).isTrue();
    assertThat(push.isSameScan(event(2, "010"))).isFalse();
  }

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
  void published_numbers_have_the_right_check_digit(String number) {
    assertThat(new TrackingNumber(number).hasRightCheckDigit()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1Z12345E0205271688", "1ZABCXYZ0112346789", "1ZXXXXXXXXXXXXXXXX"})
  void numbers_that_ups_prints_with_a_wrong_one_are_still_taken(String number) {
    assertThat(TrackingNumber.parse(number))
        .hasValueSatisfying(taken -> assertThat(taken.hasRightCheckDigit()).isFalse());
  }

  @Test
  void numbers_are_tidied() {
    assertThat(TrackingNumber.parse(" 1z 999 aa1 01 2345 6784 "))
        .isEqualTo(Optional.of(new TrackingNumber("1Z999AA10123456784")));
    assertThat(TrackingNumber.parse("9405511206213414325732")).isEmpty();
    assertThat(TrackingNumber.parse("1Z999AA1012345678")).isEmpty();
  }

  private static TrackingState applyAll(List<TrackingEvent> events) {
    TrackingState state = TrackingState.UNKNOWN;
    for (TrackingEvent event : events) {
      state = TrackingState.apply(state, event);
    }
    return state;
  }

  private static Instant at(int minutes) {
    return NOON.plusSeconds(60L * minutes);
  }

  private static TrackingEvent event(int minutes, String status3) {
    return new TrackingEvent(
        "1Z999AA10123456784",
        at(minutes),
        "",
        "",
        status3,
        "",
        "",
        TrackingEvent.Source.TRACK_ALERT);
  }
}
