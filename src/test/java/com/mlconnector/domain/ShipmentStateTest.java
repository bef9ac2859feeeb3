package com.mlconnector.domain;

import static com.mlconnector.domain.ShipmentState.ADDRESS_TO_CHECK;
import static com.mlconnector.domain.ShipmentState.BOUGHT;
import static com.mlconnector.domain.ShipmentState.CANCELLED;
import static com.mlconnector.domain.ShipmentState.HALTED;
import static com.mlconnector.domain.ShipmentState.INTENDED;
import static com.mlconnector.domain.ShipmentState.PURCHASE_UNKNOWN;
import static com.mlconnector.domain.ShipmentState.READY_TO_BUY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShipmentStateTest {
  private static final List<ShipmentState> COLUMNS =
      List.of(
          ADDRESS_TO_CHECK, READY_TO_BUY, INTENDED, PURCHASE_UNKNOWN, BOUGHT, HALTED, CANCELLED);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    //                 check, ready, intended, unknown, bought, halted, cancelled
    "ADDRESS_TO_CHECK,  yes,   yes,   no,       no,      no,     yes,    yes",
    "READY_TO_BUY,      yes,   yes,   yes,      no,      no,     yes,    yes",
    "INTENDED,          no,    yes,   no,       yes,     yes,    yes,    no",
    "PURCHASE_UNKNOWN,  no,    no,    no,       yes,     yes,    no,     no",
    "BOUGHT,            no,    no,    no,       no,      no,     no,     no",
    "HALTED,            yes,   no,    no,       no,      no,     yes,    yes",
    "CANCELLED,         yes,   no,    no,       no,      no,     yes,    yes",
  })
  void the_table_of_moves(
      ShipmentState from,
      String check,
      String ready,
      String intended,
      String unknown,
      String bought,
      String halted,
      String cancelled) {
    List<String> row = List.of(check, ready, intended, unknown, bought, halted, cancelled);
    assertThat(COLUMNS.stream().map(to -> from.mayBecome(to) ? "yes" : "no")).isEqualTo(row);
  }

  @Test
  void the_table_is_complete() {
    assertThat(COLUMNS).containsExactlyInAnyOrder(ShipmentState.values());
  }

  @Test
  void only_one_state_leads_to_a_purchase_and_none_of_those_after_leads_back_to_the_invoice() {
    assertThat(Arrays.stream(ShipmentState.values()).filter(state -> state.mayBecome(INTENDED)))
        .containsExactly(READY_TO_BUY);
    assertThat(Arrays.stream(ShipmentState.values()).filter(state -> !state.mayStillChange()))
        .containsExactlyInAnyOrder(INTENDED, PURCHASE_UNKNOWN, BOUGHT)
        .noneMatch(state -> state.mayBecome(ADDRESS_TO_CHECK) || state.mayBecome(CANCELLED));
  }

  @ParameterizedTest
  @EnumSource
  void a_key_leads_back_to_its_state(ShipmentState state) {
    assertThat(state.key()).matches("[a-z]+(-[a-z]+)*");
    assertThat(ShipmentState.ofKey(state.key())).isEqualTo(state);
  }

  @Test
  void an_unknown_key_is_a_bug() {
    assertThatThrownBy(() -> ShipmentState.ofKey("sold"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
