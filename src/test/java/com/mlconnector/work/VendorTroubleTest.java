package com.mlconnector.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VendorTroubleTest {
  private static final VendorFault FAULT = new VendorFault(Vendor.FRESHBOOKS, 403, "1003", "no");

  @Test
  void what_needs_a_person_is_tried_again_every_five_minutes() {
    assertThat(VendorTrouble.tryAgain(new Outcome.NotAllowed<>(FAULT)))
        .isEqualTo(
            WorkResult.tryAgain(
                Duration.ofMinutes(5), "not allowed: FreshBooks answered 403 1003 (no)"));
    assertThat(VendorTrouble.tryAgain(new Outcome.Refused<>(FAULT)))
        .isEqualTo(
            WorkResult.tryAgain(
                Duration.ofMinutes(5), "refused: FreshBooks answered 403 1003 (no)"));
  }

  @Test
  void a_throttling_vendor_says_when_or_the_usual_schedule_does() {
    assertThat(VendorTrouble.tryAgain(new Outcome.Throttled<>(Optional.of(Duration.ofHours(1)))))
        .isEqualTo(WorkResult.tryAgain(Duration.ofHours(1), "throttled for 3600 s"));
    assertThat(VendorTrouble.tryAgain(new Outcome.Throttled<>(Optional.empty())))
        .isEqualTo(WorkResult.tryAgain("throttled"));
  }

  @Test
  void no_answer_leads_to_the_usual_schedule() {
    assertThat(VendorTrouble.tryAgain(new Outcome.Unavailable<>("refused")))
        .isEqualTo(WorkResult.tryAgain("unavailable: refused"));
    assertThat(VendorTrouble.tryAgain(new Outcome.Unknown<>("timeout")))
        .isEqualTo(WorkResult.tryAgain("unknown: timeout"));
  }

  @Test
  void what_our_own_gate_held_back_was_no_attempt() {
    assertThat(
            VendorTrouble.tryAgain(
                new Outcome.Unavailable<>("left alone", Optional.of(Duration.ofMinutes(4)))))
        .isEqualTo(new WorkResult.HeldBack("unavailable: left alone"));
  }

  @Test
  void success_is_no_trouble() {
    assertThatThrownBy(() -> VendorTrouble.tryAgain(new Outcome.Done<>(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
