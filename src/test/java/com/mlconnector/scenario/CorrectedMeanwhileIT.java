package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** UPS's answer about an address counts for that address only, however long it takes. */
class CorrectedMeanwhileIT {
  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void ups_is_quick_again() {
    gateway.ups().clearFaults();
  }

  @Test
  void an_address_corrected_while_ups_is_asked_is_asked_about_itself() {
    gateway.ups().judge("DOUBTFUL", "none");
    long client =
        gateway.freshBooks().newClient("Elm Goods", "412 Elm Street", "Oakland", "CA", "94607");
    delay("address-validation");
    long invoice = gateway.freshBooks().issueWithNotes(client, "#ship ground 2lb");
    awaitAsked("412 Elm Street");

    gateway
        .freshBooks()
        .editClient(
            client,
            new JsonObject()
                .put("s_street", "9 Doubtful Lane")
                .put("s_city", "Oakland")
                .put("s_province", "CA")
                .put("s_code", "94607")
                .put("s_country", "United States"));

    JsonObject halted = gateway.awaitHalted(invoice, "ADDRESS_INVALID");
    assertThat(halted.getJsonObject("shipTo").getJsonArray("lines").getString(0))
        .isEqualTo("9 Doubtful Lane");
    assertThat(gateway.ups().purchaseCalls(invoice)).isEmpty();
    assertThat(gateway.count("work where faults > 0")).isZero();
  }

  @Test
  void an_invoice_put_on_hold_while_the_price_is_asked_is_not_bought() {
    delay("rate");
    long invoice =
        gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), "#ship ground 2lb");
    Eventually.see("the price asked", () -> gateway.ups().requests("rate"), all -> !all.isEmpty());

    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", "#ship ground 2lb #hold"));

    gateway.awaitState(invoice, "held");
    assertThat(gateway.ups().purchaseCalls(invoice)).isEmpty();
    assertThat(gateway.count("work where faults > 0")).isZero();

    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", "#ship ground 2lb"));
    ShippedOnce.check(gateway, invoice);
  }

  private static void awaitAsked(String street) {
    Eventually.see(
        "UPS asked about " + street,
        () -> gateway.ups().requests("address-validation"),
        (List<JsonObject> all) ->
            all.stream().anyMatch(call -> call.getString("body").contains(street)));
  }

  private static void delay(String operation) {
    gateway
        .ups()
        .fault(
            new JsonObject()
                .put("operation", operation)
                .put("kind", "delay")
                .put("moment", "after")
                .put("delayMillis", 2_500));
  }
}
