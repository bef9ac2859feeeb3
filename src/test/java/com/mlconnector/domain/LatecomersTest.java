package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Latecomers.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatecomersTest {
  private static final Latecomers LATECOMERS =
      new Latecomers(List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(3)));

  @Test
  void it_is_looked_for_as_often_as_there_are_pauses() {
    assertThat(LATECOMERS.first()).isEqualTo(Duration.ofMinutes(10));
    assertThat(LATECOMERS.of(new Finding.Nothing(), 0))
        .isEqualTo(new Step.LookAgain(Duration.ofHours(1)));
    assertThat(LATECOMERS.of(new Finding.Nothing(), 1))
        .isEqualTo(new Step.LookAgain(Duration.ofDays(3)));
    assertThat(LATECOMERS.of(new Finding.Nothing(), 2)).isEqualTo(new Step.NeverCame());
  }

  @Test
  void a_look_that_told_nothing_is_made_up_for() {
    assertThat(LATECOMERS.of(new Finding.NoWord("503"), 2))
        .isEqualTo(new Step.LookAgain(Duration.ofDays(3)));
    assertThat(LATECOMERS.of(new Finding.NoWord("503"), 99))
        .isEqualTo(new Step.LookAgain(Duration.ofDays(3)));
  }

  @Test
  void what_came_is_voided_and_what_nobody_can_tell_apart_is_for_a_person() {
    PurchasedShipment late =
        new PurchasedShipment("1ZLATE", List.of(), Optional.empty(), List.of());
    assertThat(LATECOMERS.of(new Finding.Sold(late), 2)).isEqualTo(new Step.TakeBack("1ZLATE"));
    assertThat(LATECOMERS.of(new Finding.TakenBack(), 0)).isEqualTo(new Step.AlreadyVoid());
    assertThat(LATECOMERS.of(new Finding.Several(List.of("1ZA", "1ZB")), 0))
        .isEqualTo(new Step.ToPerson("UPS knows several: 1ZA, 1ZB."));
    assertThat(Latecomers.toVoid("1ZA under reference FB-1").sentence()).contains("1ZA", "FB-1");
  }
}
