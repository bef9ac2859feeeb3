package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A doubtful address halts with its cause; corrected, the same shipment goes on by itself. */
class AmbiguousAddressIT {
  private static final String FLAG = "#ship ground 3lb";

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @Test
  void an_ambiguous_address_shows_ups_candidates_and_goes_on_once_the_client_is_corrected() {
    long client = elmwoodWithoutUnit();
    long invoice = gateway.freshBooks().issueWithNotes(client, FLAG);

    JsonObject halted = gateway.awaitHalted(invoice, "ADDRESS_AMBIGUOUS");
    JsonObject halt = halted.getJsonObject("halt");
    assertThat(halt.getString("sentence")).isEqualTo("UPS knows 3 addresses like this one.");
    assertThat(halt.getJsonArray("candidates")).hasSize(3);
    assertThat(gateway.ups().purchaseCalls(invoice)).isEmpty();
    assertThat(gateway.freshBooks().notes(invoice)).isEqualTo(FLAG);

    gateway.freshBooks().editClient(client, secondary("1187 Elmwood Ave", "Apt 4"));

    ShippedOnce once = ShippedOnce.check(gateway, invoice);
    assertThat(once.shipment().getString("id")).isEqualTo(halted.getString("id"));
    assertThat(once.actions()).containsSubsequence("shipment-halted", "shipment-resumed");
  }

  @Test
  void a_stored_address_override_resolves_the_halt_too() {
    long client = elmwoodWithoutUnit();
    long invoice = gateway.freshBooks().issueWithNotes(client, FLAG);
    JsonObject halted = gateway.awaitHalted(invoice, "ADDRESS_AMBIGUOUS");

    gateway.putProfile(
        client,
        new JsonObject()
            .put(
                "address",
                new JsonObject()
                    .put("name", "Elmwood Goods")
                    .put("lines", new JsonArray().add("1187 Elmwood Ave").add("Apt 9"))
                    .put("city", "Buffalo")
                    .put("state", "NY")
                    .put("postalCode", "14222")
                    .put("country", "US")
                    .put("phone", "7165550138")));

    ShippedOnce once = ShippedOnce.check(gateway, invoice);
    assertThat(once.shipment().getString("id")).isEqualTo(halted.getString("id"));
    assertThat(gateway.ups().purchaseCalls(invoice).getFirst().getString("body")).contains("Apt 9");
  }

  @Test
  void an_address_that_ups_does_not_know_halts_and_goes_on_once_corrected() {
    gateway.ups().judge("MISTYPED", "none");
    long client =
        gateway.freshBooks().newClient("Quay Bakery", "12 Mistyped St", "Oakland", "CA", "94607");
    long invoice = gateway.freshBooks().issueWithNotes(client, FLAG);
    JsonObject halted = gateway.awaitHalted(invoice, "ADDRESS_INVALID");
    assertThat(halted.getJsonObject("halt").getString("sentence"))
        .isEqualTo("UPS finds no such street in Oakland 94607.");

    gateway.freshBooks().editClient(client, secondary("412 Elm Street", ""));

    ShippedOnce once = ShippedOnce.check(gateway, invoice);
    assertThat(once.shipment().getString("id")).isEqualTo(halted.getString("id"));
  }

  @Test
  void a_po_box_is_told_apart_before_ups_is_asked() {
    long client =
        gateway.freshBooks().newClient("Quay Bakery", "P.O. Box 712", "Oakland", "CA", "94607");
    long invoice = gateway.freshBooks().issueWithNotes(client, FLAG);

    JsonObject halt = gateway.awaitHalted(invoice, "ADDRESS_PO_BOX").getJsonObject("halt");

    assertThat(halt.getString("sentence")).isEqualTo("UPS does not deliver to PO boxes.");
    assertThat(halt.getString("owner")).isEqualTo("data");
    assertThat(gateway.ups().purchaseCalls(invoice)).isEmpty();
  }

  @Test
  void an_invoice_older_than_its_clients_move_asks_which_address_is_meant() {
    long client = gateway.freshBooks().newClient();
    gateway.freshBooks().set("webhooks", false);
    long invoice = gateway.freshBooks().issueWithNotes(client, FLAG);
    gateway.freshBooks().editClient(client, new JsonObject().put("p_street", "9 New Street"));
    gateway.freshBooks().set("webhooks", true);
    gateway.freshBooks().fire("invoice.update", invoice);

    JsonObject halted = gateway.awaitHalted(invoice, "SNAPSHOT_DRIFT");
    assertThat(halted.getJsonObject("halt").getString("sentence"))
        .isEqualTo("The address on the invoice and the client's address are not the same.");

    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", FLAG + " to=billing"));

    ShippedOnce once = ShippedOnce.check(gateway, invoice);
    assertThat(once.shipment().getString("id")).isEqualTo(halted.getString("id"));
    assertThat(gateway.ups().purchaseCalls(invoice).getFirst().getString("body"))
        .contains("9 New Street");
  }

  private static long elmwoodWithoutUnit() {
    return gateway
        .freshBooks()
        .newClient("Elmwood Goods", "1187 Elmwood Ave", "Buffalo", "NY", "14222");
  }

  private static JsonObject secondary(String street, String unit) {
    return new JsonObject()
        .put("s_street", street)
        .put("s_street2", unit)
        .put("s_city", "Buffalo")
        .put("s_province", "NY")
        .put("s_code", "14222")
        .put("s_country", "United States");
  }
}
