package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * UPS books and its answer is lost: never a second purchase, and the label is ours all the same.
 */
class LostUpsAnswerIT {
  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway()
          .with("ups.ship-timeout", "2s")
          .with("shipping.lost-answer-schedule", "0s, 1s, 3s, 15s");

  @AfterEach
  void ups_is_well_again() {
    gateway.ups().clearFaults();
    gateway.ups().set("labelDelaySeconds", 0);
  }

  @AfterAll
  static void nothing_is_lost_doubled_or_stuck() {
    Aftermath.check(gateway, "Answers of UPS lost", 9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"operation\":\"ship\",\"kind\":\"reset\",\"moment\":\"after\"}",
        "{\"operation\":\"ship\",\"kind\":\"status\",\"moment\":\"after\",\"status\":500}",
        "{\"operation\":\"ship\",\"kind\":\"html\",\"moment\":\"after\",\"status\":502}",
        "{\"operation\":\"ship\",\"kind\":\"empty\",\"moment\":\"after\"}",
        "{\"operation\":\"ship\",\"kind\":\"truncate\"}",
        "{\"operation\":\"ship\",\"kind\":\"hang\",\"moment\":\"after\"}"
      })
  void what_ups_booked_is_adopted_with_its_label(String fault) {
    gateway.ups().fault(new JsonObject(fault));
    long invoice = issue();

    ShippedOnce once = ShippedOnce.check(gateway, invoice);

    assertThat(once.actions())
        .containsSubsequence("purchase-intended", "purchase-answered", "purchase-adopted");
    assertThat(once.step("purchase-answered").getString("d.outcome")).startsWith("unknown");
    assertThat(once.bought().getString("d.answer")).isEqualTo("found");
    assertThat(gateway.ups().purchaseCalls(invoice)).hasSize(1);
  }

  @Test
  void a_label_that_ups_finds_only_later_is_waited_for() {
    gateway.ups().set("labelDelaySeconds", 2);
    gateway.ups().fault(fault("reset", "after"));
    long invoice = issue();

    ShippedOnce once = ShippedOnce.check(gateway, invoice);

    assertThat(once.step("purchase-asked").getString("d.answer")).isEqualTo("not found");
    assertThat(gateway.ups().purchaseCalls(invoice)).hasSize(1);
  }

  @Test
  void not_found_straight_away_is_no_reason_to_buy_again() {
    gateway.ups().fault(fault("status", "before"));
    long invoice = issue();

    JsonObject unknown = gateway.awaitState(invoice, "purchase-unknown");
    Eventually.see(
        "UPS is asked by reference",
        () -> gateway.audit(unknown),
        rows -> rows.stream().anyMatch(row -> row.getString("action").equals("purchase-asked")));

    assertThat(gateway.awaitState(invoice, "purchase-unknown").getInteger("attempt")).isEqualTo(1);
    assertThat(gateway.ups().purchaseCalls(invoice)).hasSize(1);
    assertThat(gateway.ups().shipmentsOf(invoice)).isEmpty();

    assertThat(ShippedOnce.check(gateway, invoice).shipment().getInteger("attempt")).isEqualTo(2);
  }

  @Test
  void an_edit_while_the_answer_is_lost_changes_nothing_that_was_bought() {
    gateway.ups().set("labelDelaySeconds", 2);
    gateway.ups().fault(fault("reset", "after"));
    long invoice = issue();
    gateway.awaitState(invoice, "purchase-unknown");

    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", "#ship 2day 9lb"));

    ShippedOnce once = ShippedOnce.check(gateway, invoice);
    assertThat(once.atUps().getString("service")).isEqualTo("03");
    assertThat(gateway.ups().purchaseCalls(invoice)).hasSize(1);
  }

  private static JsonObject fault(String kind, String moment) {
    return new JsonObject().put("operation", "ship").put("kind", kind).put("moment", moment);
  }

  private static long issue() {
    return gateway
        .freshBooks()
        .issueWithNotes(gateway.freshBooks().newClient(), "#ship ground 2.5lb");
  }
}
