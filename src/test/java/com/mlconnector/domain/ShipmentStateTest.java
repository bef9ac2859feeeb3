package com.mlconnector.domain;

import static com.mlconnector.domain.ShipmentState.ADDRESS_TO_CHECK;
import static com.mlconnector.domain.ShipmentState.BOUGHT;
import static com.mlconnector.domain.ShipmentState.CANCELLED;
import static com.mlconnector.domain.ShipmentState.HALTED;
import static com.mlconnector.domain.ShipmentState.HELD;
import static com.mlconnector.domain.ShipmentState.INTENDED;
import static com.mlconnector.domain.ShipmentState.PURCHASE_UNKNOWN;
import static com.mlconnector.domain.ShipmentState.READY_TO_BUY;
import static com.mlconnector.domain.ShipmentState.RESUMED;
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
          ADDRESS_TO_CHECK,
          READY_TO_BUY,
          INTENDED,
          PURCHASE_UNKNOWN,
          BOUGHT,
          HELD,
          HALTED,
          RESUMED,
          CANCELLED);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    //                 check ready intended unknown bought held halted resumed cancelled
    "ADDRESS_TO_CHECK, yes   yes   no       no      no     yes  yes    no      yes",
    "READY_TO_BUY,     yes   no    yes      no      no     yes  yes    no      yes",
    "INTENDED,         no    yes   no       yes     yes    no   yes    no      no",
    "PURCHASE_UNKNOWN, no    no    no       yes     yes    no   no     yes     no",
    "BOUGHT,           no    no    no       no      no     no   no     no      no",
    "HELD,             yes   no    no       no      no     yes  yes    yes     yes",
    "HALTED,           yes   no    no       no      no     yes  yes    yes     yes",
    "RESUMED,          yes   no    no       no      no     yes  yes    yes     yes",
    "CANCELLED,        yes   no    no       no      no     yes  yes    yes     yes",
  })
  void the_table_of_moves(ShipmentState from, String row) {
    assertThat(COLUMNS.stream().map(to -> from.mayBecome(to) ? "yes" : "no"))
        .containsExactly(row.split(" +"));
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
