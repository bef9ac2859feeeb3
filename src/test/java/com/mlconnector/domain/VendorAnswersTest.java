package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What vendors' answers come to: outcomes, and UPS's refusals in plain words. */
class VendorAnswersTest {
  private static final VendorFault FAULT =
      new VendorFault(Vendor.UPS, 400, "120209", "Missing phone");

  private static final List<Outcome<Integer>> TROUBLE =
      List.of(
          new Outcome.Refused<>(FAULT),
          new Outcome.NotAllowed<>(FAULT),
          new Outcome.Throttled<>(Optional.of(Duration.ofSeconds(90))),
          new Outcome.Throttled<>(Optional.empty()),
          new Outcome.Unavailable<>("connection refused"),
          new Outcome.Unknown<>("timeout"));

  @Test
  void a_value_is_mapped_and_trouble_stays_what_it_is() {
    assertThat(new Outcome.Done<>(20).map(n -> n + 1)).isEqualTo(new Outcome.Done<>(21));
    assertThat(TROUBLE)
        .allSatisfy(outcome -> {
          Outcome<String> mapped =
              outcome.map(n -> {
                throw new AssertionError("nothing to map");
              });
          assertThat((Object) mapped).isEqualTo(outcome);
        });
  }

  @Test
  void a_summary_is_one_line() {
    assertThat(new Outcome.Done<>("secret").summary()).isEqualTo("done");
    assertThat(TROUBLE.stream().map(Outcome::summary))
        .containsExactly(
            "refused: UPS answered 400 120209 (Missing phone)",
            "not allowed: UPS answered 400 120209 (Missing phone)",
            "throttled for 90 s",
            "throttled",
            "unavailable: connection refused",
            "unknown: timeout");
  }

  @ParameterizedTest
  @CsvSource({
    "120209, UPS_REFUSED, phone, FreshBooks",
    "120802, UPS_REFUSED, do not belong together, FreshBooks",
    "120051, UPS_REFUSED, PO boxes, FreshBooks",
    "120100, BILLING_REFUSED, the account ending 3F; nothing was charged, account number",
    "112111, BILLING_REFUSED, the account ending 3F; nothing was charged, account number",
    "111600, BILLING_REFUSED, the account ending 3F; nothing was charged, account number",
    "999999, UPS_REFUSED, refused the shipment, what UPS names",
    "'', UPS_REFUSED, refused the shipment, what UPS names",
  })
  void a_refusal_says_what_is_wrong_and_who_can_put_it_right(
      String code, ReasonCode reason, String sentence, String way) {
    Halt halt =
        UpsRefusal.halt(
            new VendorFault(Vendor.UPS, 400, code, "UPS's words"), new Secret("A1B23F"), false);
    assertThat(halt.code()).isEqualTo(reason);
    assertThat(halt.sentence()).contains(sentence).endsWith("(UPS's words).");
    assertThat(halt.ways()).singleElement().asString().contains(way);
  }
}
