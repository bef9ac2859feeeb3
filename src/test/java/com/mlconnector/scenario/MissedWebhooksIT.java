package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** FreshBooks tells us nothing: the sweep finds every invoice all the same. */
class MissedWebhooksIT {
  @RegisterExtension
  static final RunningGateway gateway = new RunningGateway().with("poller.sweep-interval", "1s");

  @BeforeEach
  void no_webhook_ever_comes() {
    gateway.freshBooks().set("webhooks", false);
  }

  @Test
  void an_invoice_that_no_webhook_told_of_ships() {
    long invoice = issue("#ship ground 2lb");

    ShippedOnce.check(gateway, invoice);

    assertThat(gateway.freshBooks().deliveriesOf(invoice))
        .allMatch(delivery -> delivery.getString("state").equals("dropped"));
    assertThat(gateway.audit()).anyMatch(row -> row.getString("action").equals("sweep-done"));
  }

  @Test
  void a_flag_added_later_is_found_too() {
    long invoice = issue("Thank you!");
    gateway.awaitVerdict(invoice, "ignored");

    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", "#ship ground 2lb"));

    ShippedOnce.check(gateway, invoice);
  }

  @Test
  void a_halted_shipment_is_cancelled_when_its_invoice_is_deleted() {
    long client =
        gateway
            .freshBooks()
            .newClient("Elmwood Goods", "1187 Elmwood Ave", "Buffalo", "NY", "14222");
    long invoice = gateway.freshBooks().issueWithNotes(client, "#ship ground 2lb");
    gateway.awaitHalted(invoice, "ADDRESS_AMBIGUOUS");

    gateway.freshBooks().delete(invoice);

    gateway.awaitState(invoice, "cancelled");
  }

  @Test
  void a_held_shipment_is_cancelled_when_its_invoice_is_deleted() {
    long invoice = issue("#ship ground 2lb #hold");
    gateway.awaitState(invoice, "held");

    gateway.freshBooks().delete(invoice);

    gateway.awaitState(invoice, "cancelled");
    assertThat(gateway.ups().shipmentsOf(invoice)).isEmpty();
  }

  private static long issue(String notes) {
    return gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), notes);
  }
}
