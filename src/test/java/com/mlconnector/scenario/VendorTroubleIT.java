package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A vendor that is busy, down or says no: work waits, or a person is told; nothing is lost. */
class VendorTroubleIT {
  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void ups_is_well_again() {
    gateway.ups().clearFaults();
  }

  @Test
  void freshbooks_is_left_alone_for_as_long_as_it_asks() {
    // Until this invoice has met it: an echo of another one may be read first.
    gateway
        .freshBooks()
        .fault(
            fault("invoice.get", "status")
                .put("status", 429)
                .put("retryAfter", "2")
                .put("times", 0));
    long invoice = issue();
    Eventually.see("a 429", () -> reads(invoice), all -> !all.isEmpty());
    gateway.freshBooks().clearFaults();

    ShippedOnce.check(gateway, invoice);

    List<JsonObject> reads = reads(invoice);
    assertThat(reads.getFirst().getInteger("status")).isEqualTo(429);
    assertThat(Duration.between(at(reads.getFirst()), at(reads.get(1))))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void a_page_instead_of_an_address_check_is_asked_again() {
    gateway.ups().fault(fault("address-validation", "html").put("status", 503));
    long invoice = issue();

    ShippedOnce once = ShippedOnce.check(gateway, invoice);

    assertThat(once.actions()).doesNotContain("shipment-halted");
  }

  @Test
  void a_rate_that_cannot_be_had_keeps_no_parcel_waiting() {
    gateway.ups().fault(fault("rate", "status").put("status", 500));
    long invoice = issue();

    ShippedOnce once = ShippedOnce.check(gateway, invoice);

    assertThat(once.step("rate-quoted").fieldNames()).contains("d.outcome");
  }

  @Test
  void what_ups_refuses_is_told_and_the_same_shipment_is_resumed() {
    gateway.ups().fault(refusal("120209", "Missing or invalid ship to phone number"));
    long invoice = issue();

    JsonObject halted = gateway.awaitHalted(invoice, "UPS_REFUSED");
    assertThat(halted.getJsonObject("halt").getString("sentence"))
        .startsWith("The receiver's phone number is missing or wrong.")
        .contains("120209");
    assertThat(halted.getJsonObject("halt").getString("owner")).isEqualTo("ups");
    assertThat(gateway.ups().shipmentsOf(invoice)).isEmpty();

    assertThat(gateway.resume(halted).status()).isEqualTo(202);

    ShippedOnce.check(gateway, invoice);
    JsonObject bought = gateway.awaitBought(invoice);
    assertThat(bought.getString("id")).isEqualTo(halted.getString("id"));
    assertThat(bought.getString("reference")).endsWith("-2");
    assertThat(gateway.resume(bought).status()).isEqualTo(409);
  }

  @Test
  void a_refused_account_is_told_as_one_and_nobody_else_pays() {
    gateway.ups().fault(refusal("120100", "Missing or invalid shipper number"));
    long invoice = issue();

    JsonObject halted = gateway.awaitHalted(invoice, "BILLING_REFUSED");

    assertThat(halted.getJsonObject("halt").getString("sentence"))
        .startsWith("UPS refused the account ending ")
        .contains("nothing was charged. UPS does not take the account number");
    assertThat(gateway.ups().purchaseCalls(invoice)).hasSize(1);
    assertThat(gateway.freshBooks().notes(invoice)).isEqualTo("#ship ground 2lb");
  }

  @Test
  void a_busy_ups_is_asked_again_with_a_new_reference() {
    gateway.ups().fault(fault("ship", "status").put("status", 429).put("retryAfter", "1"));
    long invoice = issue();

    ShippedOnce.check(gateway, invoice);
    assertThat(gateway.awaitBought(invoice).getInteger("attempt")).isEqualTo(2);
  }

  @Test
  void notes_that_freshbooks_did_not_keep_are_written_again() {
    gateway.freshBooks().set("loseUpdatesNext", 1);
    long invoice = issue();

    ShippedOnce.check(gateway, invoice);
  }

  private static JsonObject refusal(String code, String message) {
    JsonArray errors =
        new JsonArray().add(new JsonObject().put("code", code).put("message", message));
    return fault("ship", "status")
        .put("status", 400)
        .put("body", new JsonObject().put("response", new JsonObject().put("errors", errors)));
  }

  private static JsonObject fault(String operation, String kind) {
    return new JsonObject().put("operation", operation).put("kind", kind);
  }

  private static List<JsonObject> reads(long invoice) {
    return gateway.freshBooks().requests("invoice.get").stream()
        .filter(request -> request.getString("path").endsWith("/" + invoice))
        .toList();
  }

  private static Instant at(JsonObject request) {
    return Instant.parse(request.getString("at"));
  }

  private static long issue() {
    return gateway
        .freshBooks()
        .issueWithNotes(gateway.freshBooks().newClient(), "#ship ground 2lb");
  }
}
