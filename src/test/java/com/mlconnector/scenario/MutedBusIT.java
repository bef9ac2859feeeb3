package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hints only make things faster: the whole job is done without a single one. */
class MutedBusIT {
  @RegisterExtension
  static final RunningGateway gateway = new RunningGateway().with("bus.hints", "false");

  @AfterAll
  static void nothing_is_lost_doubled_or_stuck() {
    Aftermath.check(gateway, "No hints", 2);
  }

  @Test
  void an_invoice_halts_is_corrected_ships_and_arrives_without_hints() {
    long client =
        gateway
            .freshBooks()
            .newClient("Elmwood Goods", "1187 Elmwood Ave", "Buffalo", "NY", "14222");
    long invoice = gateway.freshBooks().issueWithNotes(client, "#ship ground 3lb");
    gateway.awaitHalted(invoice, "ADDRESS_AMBIGUOUS");

    gateway
        .freshBooks()
        .editClient(
            client,
            new JsonObject()
                .put("s_street", "1187 Elmwood Ave")
                .put("s_street2", "Apt 4")
                .put("s_city", "Buffalo")
                .put("s_province", "NY")
                .put("s_code", "14222")
                .put("s_country", "United States"));

    String parcel = ShippedOnce.check(gateway, invoice).parcel();
    gateway.awaitSubscribed(parcel);
    gateway.ups().scan(parcel, "picked-up");
    gateway.ups().scan(parcel, "delivered");
    gateway.awaitNotes(invoice, parcel + " - Delivered");
    assertThat(ShippedOnce.check(gateway, invoice).parcel()).isEqualTo(parcel);
  }

  @Test
  void an_unflagged_invoice_is_read_and_left_alone_without_hints() {
    long invoice =
        gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), "Thank you!");

    gateway.awaitVerdict(invoice, "ignored");

    assertThat(gateway.shipment(invoice)).isEmpty();
  }
}
