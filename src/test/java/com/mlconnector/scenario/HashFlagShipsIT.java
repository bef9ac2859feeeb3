package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A line "#ship …" in the notes ships, and on the client's own UPS account where it has one. */
class HashFlagShipsIT {
  private static final String CLIENTS_ACCOUNT = UpsSandbox.PAYING_ACCOUNTS.getFirst();

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @Test
  void every_ups_call_names_the_account_that_it_is_made_for() {
    long withAccount = gateway.freshBooks().newClient();
    gateway.putProfile(withAccount, new JsonObject().put("upsAccount", CLIENTS_ACCOUNT));
    long without =
        gateway.freshBooks().newClient("Tidal Press", "77 Clay Street", "Oakland", "CA", "94607");
    String notes = "Thank you for your order!\n#ship ups-ground 2.5lb 10x8x4";

    long onTheirs = gateway.freshBooks().issueWithNotes(withAccount, notes);
    long onOurs = gateway.freshBooks().issueWithNotes(without, notes);

    ShippedOnce theirs = ShippedOnce.check(gateway, onTheirs);
    ShippedOnce ours = ShippedOnce.check(gateway, onOurs);
    gateway.awaitSubscribed(theirs.parcel());
    gateway.awaitSubscribed(ours.parcel());

    assertThat(theirs.notes()).startsWith(notes);
    assertThat(theirs.atUps().getString("account")).isEqualTo(CLIENTS_ACCOUNT);
    assertThat(theirs.atUps().getString("merchantId")).isEqualTo(CLIENTS_ACCOUNT);
    assertThat(ours.atUps().getString("account")).isEqualTo(UpsSandbox.ACCOUNT);
    assertThat(ours.atUps().getString("merchantId")).isEqualTo(UpsSandbox.ACCOUNT);
    for (String operation :
        List.of("token", "address-validation", "rate", "ship", "track-alert-subscribe")) {
      assertThat(merchantIds(operation))
          .as("x-merchant-id of %s", operation)
          .containsExactlyInAnyOrder(CLIENTS_ACCOUNT, UpsSandbox.ACCOUNT);
    }
    assertThat(merchantIdOf("ship", onTheirs)).isEqualTo(CLIENTS_ACCOUNT);
    assertThat(merchantIdOf("ship", onOurs)).isEqualTo(UpsSandbox.ACCOUNT);
    assertThat(merchantIdOf("rate", onTheirs)).isEqualTo(CLIENTS_ACCOUNT);
    assertThat(merchantIdOf("address-validation", "412 Harrison")).isEqualTo(CLIENTS_ACCOUNT);
    assertThat(merchantIdOf("address-validation", "77 Clay")).isEqualTo(UpsSandbox.ACCOUNT);
    assertThat(merchantIdOf("track-alert-subscribe", theirs.parcel())).isEqualTo(CLIENTS_ACCOUNT);
    assertThat(merchantIdOf("track-alert-subscribe", ours.parcel())).isEqualTo(UpsSandbox.ACCOUNT);
  }

  @Test
  void a_flag_that_wants_an_account_nobody_stored_goes_on_once_it_is_stored() {
    long client = gateway.freshBooks().newClient();
    long invoice = gateway.freshBooks().issueWithNotes(client, "#ship ground 2lb bill=recipient");
    JsonObject halted = gateway.awaitHalted(invoice, "BILLING_ACCOUNT_MISSING");
    assertThat(gateway.ups().purchaseCalls(invoice)).isEmpty();

    gateway.putProfile(
        client, new JsonObject().put("upsAccount", UpsSandbox.PAYING_ACCOUNTS.getLast()));

    ShippedOnce once = ShippedOnce.check(gateway, invoice);
    assertThat(once.shipment().getString("id")).isEqualTo(halted.getString("id"));
    assertThat(once.atUps().getString("account")).isEqualTo(UpsSandbox.PAYING_ACCOUNTS.getLast());
  }

  private static List<String> merchantIds(String operation) {
    return gateway.ups().requests(operation).stream()
        .map(HashFlagShipsIT::merchantId)
        .filter(id -> !id.equals(UpsSandbox.PAYING_ACCOUNTS.getLast()))
        .toList();
  }

  private static String merchantIdOf(String operation, long invoice) {
    return merchantIdOf(operation, "FB-" + invoice + "-");
  }

  private static String merchantIdOf(String operation, String inBody) {
    return gateway.ups().requests(operation).stream()
        .filter(request -> request.getString("body").contains(inBody))
        .map(HashFlagShipsIT::merchantId)
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + operation + " with " + inBody));
  }

  private static String merchantId(JsonObject request) {
    return request.getJsonObject("headers").getString("x-merchant-id", "none");
  }
}
