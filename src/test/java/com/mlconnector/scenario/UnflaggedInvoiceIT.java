package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What does not ask for a shipment, or not yet, gets none; and the reason is on record. */
class UnflaggedInvoiceIT {
  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @Test
  void an_invoice_without_a_flag_is_left_alone_and_says_why() {
    long invoice = issue("Please ship before Friday.");

    JsonObject reading = gateway.awaitVerdict(invoice, "ignored");

    assertThat(reading.getString("reason")).isEqualTo("The invoice carries no shipping flag.");
    checkNothingHappened(invoice, "Please ship before Friday.");
  }

  @Test
  void noship_wins_over_a_flag() {
    long invoice = issue("#ship ground 2lb\n#noship");

    JsonObject reading = gateway.awaitVerdict(invoice, "ignored");

    assertThat(reading.getString("reason")).contains("#noship");
    checkNothingHappened(invoice, "#ship ground 2lb\n#noship");
  }

  @Test
  void a_flagged_draft_waits_and_ships_once_it_is_sent() {
    long invoice = draft();
    JsonObject reading = gateway.awaitVerdict(invoice, "waiting");
    assertThat(reading.getString("reason")).isEqualTo("The invoice is still a draft.");
    assertThat(gateway.ups().purchaseCalls(invoice)).isEmpty();

    gateway.freshBooks().edit(invoice, new JsonObject().put("status", "sent"));

    ShippedOnce.check(gateway, invoice);
  }

  @Test
  void a_deleted_invoice_is_never_shipped() {
    long invoice = draft();
    gateway.awaitVerdict(invoice, "waiting");

    gateway.freshBooks().delete(invoice);

    JsonObject reading = gateway.awaitVerdict(invoice, "ignored");
    assertThat(reading.getString("reason")).isEqualTo("The invoice is deleted.");
    checkNothingHappened(invoice, "#ship ground 2lb");
  }

  @Test
  void a_halted_shipment_whose_flag_is_taken_out_is_cancelled() {
    long invoice = issue("#ship gruond 2lb");
    JsonObject halted = gateway.awaitHalted(invoice, "FLAG_UNKNOWN_WORD");
    assertThat(halted.getJsonObject("halt").getString("sentence")).contains("gruond", "ground");

    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", "Thank you!"));

    gateway.awaitState(invoice, "cancelled");
    assertThat(gateway.ups().purchaseCalls(invoice)).isEmpty();
  }

  private static long issue(String notes) {
    return gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), notes);
  }

  private static long draft() {
    return gateway
        .freshBooks()
        .issue(
            gateway.freshBooks().newClient(),
            new JsonObject().put("notes", "#ship ground 2lb").put("status", "draft"));
  }

  private static void checkNothingHappened(long invoice, String notes) {
    assertThat(gateway.shipment(invoice)).isEmpty();
    assertThat(gateway.ups().purchaseCalls(invoice)).isEmpty();
    assertThat(gateway.freshBooks().notes(invoice)).isEqualTo(notes);
  }
}
