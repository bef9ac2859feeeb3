package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * UPS did not answer and knows of no shipment, asked for as long as it is of use: it is bought by
 * another attempt; and should the first one have been sold after all, it is voided.
 */
class SecondAttemptIT {
  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway()
          .with("shipping.lost-answer-schedule", "0s, 200ms, 300ms")
          .with("shipping.latecomer-schedule", "300ms, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 30d");

  @AfterEach
  void ups_is_well_again() {
    gateway.ups().clearFaults();
    gateway.ups().set("labelDelaySeconds", 0);
  }

  @Test
  void what_ups_never_booked_is_bought_by_the_next_attempt() {
    gateway.ups().fault(ship("status", "before"));
    long invoice = issue();

    ShippedOnce once = ShippedOnce.check(gateway, invoice);

    assertThat(references(invoice)).hasSize(2).doesNotHaveDuplicates();
    assertThat(once.shipment().getString("reference")).endsWith("-2");
    assertThat(once.actions())
        .containsSubsequence(
            "purchase-intended",
            "purchase-answered",
            "purchase-asked",
            "purchase-asked",
            "purchase-given-up",
            "purchase-intended",
            "purchase-answered");
  }

  @Test
  void a_label_that_turns_up_after_it_was_given_up_is_voided() {
    gateway.ups().set("labelDelaySeconds", 3);
    gateway.ups().fault(ship("reset", "after"));
    long invoice = issue();

    JsonObject bought = gateway.awaitBought(invoice);
    List<JsonObject> sold =
        Eventually.see(
            "one of the two shipments is voided",
            () -> gateway.ups().shipmentsOf(invoice),
            all -> all.stream().anyMatch(one -> one.getString("state").equals("voided")));

    assertThat(sold).hasSize(2);
    assertThat(sold.stream().filter(one -> one.getString("state").equals("live")))
        .singleElement()
        .satisfies(live ->
            assertThat(live.getString("number")).isEqualTo(bought.getString("upsShipment")));
    JsonObject settled =
        Eventually.see(
                "the late label is settled",
                () -> gateway.audit(bought),
                rows -> rows.stream().anyMatch(SecondAttemptIT::isSettled))
            .stream()
            .filter(SecondAttemptIT::isSettled)
            .findFirst()
            .orElseThrow();
    assertThat(settled.getString("d.outcome")).isEqualTo("voided");
    assertThat(settled.getString("d.reference")).endsWith("-1");
    assertThat(gateway.freshBooks().notes(invoice)).contains(RunningGateway.parcel(bought));
  }

  @Test
  void a_late_label_that_ups_will_not_void_is_for_a_person() {
    gateway.ups().set("labelDelaySeconds", 3);
    gateway.ups().fault(ship("reset", "after"));
    gateway
        .ups()
        .fault(
            new JsonObject()
                .put("operation", "void")
                .put("kind", "status")
                .put("status", 400)
                .put("times", 0)
                .put(
                    "body",
                    new JsonObject(
                        "{\"response\":{\"errors\":[{\"code\":\"190102\",\"message\":\"Not"
                            + " within the allowed void period\"}]}}")));
    long invoice = issue();
    JsonObject bought = gateway.awaitBought(invoice);

    JsonObject late =
        Eventually.see(
            "a person is asked to void it",
            () -> gateway.shown(invoice),
            shown -> shown.containsKey("lateLabel"));
    assertThat(late.getJsonObject("lateLabel").getString("sentence")).contains("1Z", "-1");
    assertThat(late.getJsonArray("actions")).contains("declare-voided");
    assertThat(gateway.halts("?reason=LABEL_TO_VOID").getJsonArray("halts")).hasSize(1);
    assertThat(late.getString("state")).isEqualTo("bought");

    HttpApi.Reply unsaid = gateway.act(bought, "declare-voided", new JsonObject());
    assertThat(unsaid.status()).isEqualTo(400);
    HttpApi.Reply reply =
        gateway.act(
            bought,
            "declare-voided",
            new JsonObject().put("reason", "voided on ups.com").put("by", "ann"));
    assertThat(reply.status()).isEqualTo(202);
    assertThat(gateway.shown(invoice).containsKey("lateLabel")).isFalse();
    assertThat(gateway.halts("?reason=LABEL_TO_VOID").getJsonArray("halts")).isEmpty();
    assertThat(
            gateway.act(bought, "declare-voided", new JsonObject().put("reason", "again")).status())
        .isEqualTo(409);
  }

  @Test
  void three_attempts_without_a_word_are_enough_and_a_person_decides() {
    gateway.ups().fault(ship("status", "before").put("times", 3));
    long invoice = issue();

    JsonObject asked = gateway.awaitHalted(invoice, "PURCHASE_UNKNOWN");
    assertThat(asked.getInteger("attempt")).isEqualTo(3);
    assertThat(asked.getJsonObject("halt").getString("sentence"))
        .contains("called 3 times", asked.getString("reference"));
    assertThat(gateway.ups().shipmentsOf(invoice)).isEmpty();

    HttpApi.Reply reply =
        gateway.act(
            asked,
            "declare-not-bought",
            new JsonObject()
                .put("reference", asked.getString("reference"))
                .put("reason", "looked"));
    assertThat(reply.status()).isEqualTo(202);
    ShippedOnce.check(gateway, invoice);
    assertThat(references(invoice)).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void as_long_as_ups_cannot_be_asked_nothing_is_bought_again() {
    gateway.ups().fault(ship("reset", "after"));
    // With the purchase five failures in a row: from then on UPS is left alone for a while.
    gateway
        .ups()
        .fault(
            new JsonObject()
                .put("operation", "label-recovery")
                .put("kind", "status")
                .put("status", 503)
                .put("times", 4));
    long invoice = issue();

    ShippedOnce once = ShippedOnce.check(gateway, invoice);

    assertThat(gateway.ups().purchaseCalls(invoice)).hasSize(1);
    assertThat(once.actions().stream().filter("purchase-asked"::equals)).hasSizeGreaterThan(3);
  }

  private static boolean isSettled(JsonObject row) {
    return row.getString("action").equals("late-label-settled");
  }

  /** Of the calls to Ship, in their order. */
  private static List<String> references(long invoice) {
    return gateway.ups().purchaseCalls(invoice).stream()
        .map(call ->
            call.getString("body").replaceAll("(?s).*?(FB-" + invoice + "-[0-9A-F]+-\\d+).*", "$1"))
        .toList();
  }

  private static JsonObject ship(String kind, String moment) {
    return new JsonObject().put("operation", "ship").put("kind", kind).put("moment", moment);
  }

  private static long issue() {
    return gateway
        .freshBooks()
        .issueWithNotes(gateway.freshBooks().newClient(), "#ship ground 2.5lb");
  }
}
