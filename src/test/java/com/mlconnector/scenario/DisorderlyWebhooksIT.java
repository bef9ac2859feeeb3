package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import com.mlconnector.support.SignedDelivery;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Webhooks come twice, late and in any order; an invoice is bought once all the same. */
class DisorderlyWebhooksIT {
  private static final String FLAG = "#ship ground 2lb";
  private static final int FLOOD = 1_000;
  private static final int AT_ONCE = 50;

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @AfterAll
  static void nothing_is_lost_doubled_or_stuck() {
    Aftermath.check(gateway, "Webhooks in disorder", 4);
  }

  @Test
  void twenty_copies_of_a_webhook_buy_once() {
    long invoice = issue();
    for (int i = 1; i < 20; i++) {
      gateway.freshBooks().fire("invoice.create", invoice);
    }
    awaitDelivered(invoice, 20);

    ShippedOnce.check(gateway, invoice);
    awaitQuiet(invoice);
    assertThat(gateway.ups().purchaseCalls(invoice)).hasSize(1);
  }

  @Test
  void an_update_that_overtakes_the_creation_buys_once() {
    gateway.freshBooks().set("webhookReverseNext", 2);
    long invoice = issue();
    gateway.freshBooks().edit(invoice, new JsonObject().put("terms", "Net 30"));
    awaitDelivered(invoice, 2);

    ShippedOnce.check(gateway, invoice);
    assertThat(gateway.ups().purchaseCalls(invoice)).hasSize(1);
  }

  @Test
  void a_webhook_that_comes_after_the_purchase_changes_nothing() {
    long invoice = issue();
    ShippedOnce once = ShippedOnce.check(gateway, invoice);
    long reads = gateway.freshBooks().readsOf(invoice);

    gateway.freshBooks().redeliver(gateway.freshBooks().deliveriesOf(invoice).getFirst());

    Eventually.see(
        "the late webhook makes us read again",
        () -> gateway.freshBooks().readsOf(invoice),
        now -> now > reads);
    awaitQuiet(invoice);
    ShippedOnce later = ShippedOnce.check(gateway, invoice);
    assertThat(later.parcel()).isEqualTo(once.parcel());
    assertThat(later.notes()).isEqualTo(once.notes());
    assertThat(gateway.ups().purchaseCalls(invoice)).hasSize(1);
  }

  @Test
  void a_thousand_genuine_deliveries_of_one_invoice_cost_few_reads_and_one_purchase()
      throws Exception {
    long invoice = issue();
    SignedDelivery delivery =
        SignedDelivery.of(verifier(), "invoice.update", invoice, gateway.freshBooksAccount());

    for (int sent = 0; sent < FLOOD; sent += AT_ONCE) {
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        answers.add(
            gateway
                .door()
                .statusLater(
                    "/webhooks/freshbooks/" + RunningGateway.CONNECTION,
                    SignedDelivery.TYPE,
                    delivery.body(),
                    SignedDelivery.HEADER,
                    delivery.signature()));
      }
      for (CompletableFuture<Integer> answer : answers) {
        assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(200);
      }
    }

    ShippedOnce.check(gateway, invoice);
    awaitQuiet(invoice);
    assertThat(gateway.ups().purchaseCalls(invoice)).hasSize(1);
    // Each acknowledged delivery is in the journal, beside the ones FreshBooks sent itself.
    assertThat(gateway.count("delivery where object_id = '" + invoice + "'")).isGreaterThan(FLOOD);
    assertThat(gateway.freshBooks().readsOf(invoice)).isLessThan(30);
  }

  private static long issue() {
    return gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), FLAG);
  }

  private static void awaitDelivered(long invoice, int least) {
    Eventually.see(
        least + " deliveries of invoice " + invoice,
        () ->
            gateway.freshBooks().deliveriesOf(invoice).stream()
                .filter(delivery -> delivery.getString("state").equals("delivered"))
                .count(),
        delivered -> delivered >= least);
  }

  /** Nothing of the invoice is left to do, so nothing more will be bought. */
  private static void awaitQuiet(long invoice) {
    Eventually.see(
        "no work left for invoice " + invoice,
        () ->
            gateway.count(
                "work where kind in ('invoice', 'shipment') and (key = '%d' or kind = 'shipment')"
                    .formatted(invoice)),
        left -> left == 0);
  }

  private static String verifier() {
    return gateway.freshBooks().callbacks().stream()
        .filter(callback -> callback.getString("event").equals("invoice"))
        .map(callback -> callback.getString("verifier"))
        .findFirst()
        .orElseThrow();
  }
}
