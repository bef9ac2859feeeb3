package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dry run does everything but what costs money or writes, and nothing of it ships by itself. */
class DryRunIT {
  private static final String HARBOR = "/api/connections/harbor";
  private static final String FLAG = "#ship ground 2lb";

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @BeforeEach
  void in_a_dry_run() {
    dryRun(true);
  }

  @Test
  void what_would_have_happened_is_reported_and_nothing_of_it_was_done() {
    int before = spendingOrWriting();
    long client = gateway.freshBooks().newClient();
    gateway.putProfile(client, new JsonObject().put("upsAccount", "E5F6G7"));
    long invoice = gateway.freshBooks().issueWithNotes(client, FLAG);
    long unclear = issue("#ship gruond 2lb");
    long pobox =
        gateway
            .freshBooks()
            .issueWithNotes(
                gateway.freshBooks().newClient("Quay", "P.O. Box 712", "Oakland", "CA", "94607"),
                FLAG);

    JsonObject halted = gateway.awaitHalted(invoice, "DRY_RUN");
    gateway.awaitHalted(unclear, "FLAG_UNKNOWN_WORD");
    gateway.awaitHalted(pobox, "ADDRESS_PO_BOX");

    JsonObject report = gateway.management().get(HARBOR + "/dry-run");
    assertThat(report.getBoolean("dryRun")).isTrue();
    assertThat(report.getInteger("withoutPrice")).isZero();
    assertThat(report.getJsonArray("prices").getString(0)).endsWith(" USD");
    assertThat(FreshBooksDesk.objects(report, "wouldHalt"))
        .extracting(it -> it.getString("reason"))
        .contains("FLAG_UNKNOWN_WORD", "ADDRESS_PO_BOX")
        .doesNotContain("DRY_RUN");
    JsonObject row = rehearsed(report, invoice);
    assertThat(row.getString("service")).isEqualTo("UPS Ground");
    assertThat(row.getString("weight")).isEqualTo("2 lb");
    assertThat(row.getJsonObject("shipTo").getString("city")).isEqualTo("Oakland");
    assertThat(row.getString("pays")).isEqualTo("client:" + client);
    assertThat(row.getString("account")).isEqualTo("***G7");
    assertThat(row.getString("price")).endsWith(" USD");
    assertThat(row.getString("text")).contains("UPS Ground, 1 package", "1Z…");
    HttpApi.Reply csv = gateway.management().call("GET", HARBOR + "/dry-run?format=csv", null);
    assertThat(csv.text()).startsWith("invoice,client,service,").contains("***G7", "UPS Ground");
    assertThat(gateway.management().call("GET", HARBOR + "/dry-run?format=pdf", null).status())
        .isEqualTo(400);

    assertThat(gateway.audit(halted))
        .extracting(step -> step.getString("action"))
        .contains("address-checked", "rate-quoted", "shipment-rehearsed")
        .doesNotContain("purchase-intended");
    assertThat(gateway.freshBooks().notes(invoice)).isEqualTo(FLAG);
    assertThat(spendingOrWriting()).isEqualTo(before);
  }

  @Test
  void nothing_that_was_rehearsed_ships_by_itself_afterwards() {
    long edited = issue(FLAG);
    long resumed = issue(FLAG);
    long further = issue(FLAG);
    for (long invoice : List.of(edited, resumed, further)) {
      gateway.awaitHalted(invoice, "DRY_RUN");
    }
    assertThat(release().status()).isEqualTo(409);

    dryRun(false);
    // Another order than was rehearsed, and yet nobody has said that it is still to be shipped.
    gateway.freshBooks().edit(edited, new JsonObject().put("notes", "#ship ground 3lb"));
    JsonObject again =
        Eventually.see(
            "the edited invoice was read, and halts again",
            () -> gateway.shipment(edited).orElseThrow(),
            it ->
                it.getString("state").equals("halted")
                    && it.getJsonObject("order").encode().contains("3 lb"));
    assertThat(again.getJsonObject("halt").getString("sentence")).contains("shipped by hand");
    assertThat(gateway.ups().purchaseCalls(edited)).isEmpty();

    assertThat(gateway.resume(gateway.shipment(resumed).orElseThrow()).status()).isEqualTo(202);
    gateway.awaitBought(resumed);
    assertThat(gateway.ups().purchaseCalls(further)).isEmpty();

    HttpApi.Reply released = release();
    assertThat(released.status()).isEqualTo(202);
    assertThat(released.json().getInteger("shipments")).isGreaterThanOrEqualTo(2);
    ShippedOnce.check(gateway, edited);
    ShippedOnce.check(gateway, further);
  }

  @Test
  void switched_on_under_way_what_was_intended_goes_through_and_the_rest_is_rehearsed() {
    dryRun(false);
    long moving = issue(FLAG);
    String parcel = RunningGateway.parcel(gateway.awaitBought(moving));
    gateway.awaitSubscribed(parcel);
    gateway
        .ups()
        .fault(
            new JsonObject()
                .put("operation", "ship")
                .put("kind", "delay")
                .put("delayMillis", 2_000)
                .put("moment", "before")
                .put("times", 1));
    long intended = issue(FLAG);
    gateway.awaitState(intended, "intended");

    dryRun(true);
    long late = issue(FLAG);
    String written = gateway.freshBooks().notes(moving);
    gateway.ups().scan(parcel, "picked-up");

    gateway.awaitHalted(late, "DRY_RUN");
    JsonObject bought = gateway.awaitState(intended, "bought");
    for (long invoice : List.of(moving, intended)) {
      Eventually.see(
          "the audit says that invoice " + invoice + " was not written",
          () -> gateway.audit(),
          steps ->
              steps.stream()
                  .anyMatch(step ->
                      step.getString("action").equals("write-back-skipped")
                          && step.getString("d.invoice").equals(Long.toString(invoice))));
    }
    assertThat(gateway.ups().shipmentsOf(intended)).hasSize(1);
    assertThat(gateway.freshBooks().notes(intended)).isEqualTo(FLAG);
    assertThat(gateway.freshBooks().notes(moving)).isEqualTo(written);
    assertThat(gateway.ups().isSubscribed(RunningGateway.parcel(bought))).isFalse();

    dryRun(false);
    gateway.awaitNotes(intended, RunningGateway.parcel(bought));
    gateway.awaitNotes(moving, "Picked up");
    assertThat(gateway.ups().purchaseCalls(late)).isEmpty();
  }

  private static long issue(String notes) {
    return gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), notes);
  }

  private static void dryRun(boolean on) {
    JsonObject settings = gateway.management().get(HARBOR + "/settings");
    gateway.management().put(HARBOR + "/settings", settings.put("dryRun", on));
  }

  private static HttpApi.Reply release() {
    return gateway
        .management()
        .call(
            "POST",
            HARBOR + "/dry-run/release",
            new JsonObject().put("reason", "all of it is still here"));
  }

  private static JsonObject rehearsed(JsonObject report, long invoice) {
    return FreshBooksDesk.objects(report, "shipments").stream()
        .filter(row -> row.getLong("invoice") == invoice)
        .findFirst()
        .orElseThrow();
  }

  /** Calls at either stand-in that cost money or change something there. */
  private static int spendingOrWriting() {
    int atUps =
        Stream.of("ship", "void", "track-alert-subscribe", "track-alert-account")
            .mapToInt(operation -> gateway.ups().requests(operation).size())
            .sum();
    return atUps + gateway.freshBooks().requests("invoice.update").size();
  }
}
