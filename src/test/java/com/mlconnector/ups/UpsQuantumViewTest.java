package com.mlconnector.ups;

import static com.mlconnector.ups.AnsweringUps.CALLER;
import static com.mlconnector.ups.AnsweringUps.NOW;
import static com.mlconnector.ups.AnsweringUps.done;
import static com.mlconnector.ups.AnsweringUps.summary;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UpsQuantumViewTest {
  private final AnsweringUps answering = new AnsweringUps();
  private final UpsClient ups = answering.client;

  @Test
  void it_is_asked_by_name_and_time_so_that_nothing_counts_as_read() {
    answering.answers("{\"QuantumViewResponse\":{\"Response\":{\"ResponseStatusCode\":\"1\"}}}");

    assertThat(done(ups.quantumView(CALLER, NOW.minusSeconds(60), NOW))).isTrue();
    assertThat(answering.asked()).startsWith("POST /api/quantumview/v3/events");
    assertThat(answering.sent.getLast().body().toString())
        .contains("\"Name\":\"OutboundXML\"")
        .contains("\"BeginDateTime\":\"20260617115900\",\"EndDateTime\":\"20260617120000\"");
  }

  @Test
  void an_account_without_subscription_is_no_trouble() {
    answering.refuses(400, "330050");

    assertThat(done(ups.quantumView(CALLER, NOW, NOW))).isFalse();
  }

  @Test
  void an_app_without_the_product_is_not_let_in() {
    answering.refuses(401, "250002");

    assertThat(summary(ups.quantumView(CALLER, NOW, NOW)))
        .isEqualTo("not allowed: UPS answered 401 250002 (words)");
  }
}
