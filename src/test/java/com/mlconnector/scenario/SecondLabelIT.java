package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A second label is always asked for, word by word, and a person hears of what no longer fits. */
class SecondLabelIT {
  private static final String FLAG = "#ship ground 2lb";

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @Test
  void reship_asks_for_one_more_label_and_is_used_up_by_it() {
    long invoice = ship(FLAG);
    JsonObject first = ShippedOnce.check(gateway, invoice).shipment();

    say(invoice, "#reship ground 2lb");

    // One label a day for one invoice: the next one needs a person's word.
    JsonObject second = gateway.awaitHalted(invoice, "BRAKE");
    assertThat(second.getInteger("generation")).isEqualTo(2);
    assertThat(second.getString("id")).isNotEqualTo(first.getString("id"));
    gateway.act(second, "ship-anyway", new JsonObject().put("reason", "Broken on the way"));
    Eventually.see("two labels", () -> gateway.ups().shipmentsOf(invoice), all -> all.size() == 2);
    gateway.awaitBought(invoice);

    say(invoice, "#reship   GROUND 2lb");
    readOnceMore(invoice);
    assertThat(gateway.ups().shipmentsOf(invoice)).hasSize(2);
  }

  @Test
  void a_further_label_that_halts_is_taken_on_although_only_we_have_written_since() {
    long client =
        gateway
            .freshBooks()
            .newClient("Elmwood Goods", "1187 Elmwood Ave", "Buffalo", "NY", "14222");
    long invoice = gateway.freshBooks().issueWithNotes(client, FLAG);
    JsonObject halted = gateway.awaitHalted(invoice, "ADDRESS_AMBIGUOUS");
    gateway.act(halted, "ship-anyway", new JsonObject().put("reason", "One house"));
    JsonObject first = ShippedOnce.check(gateway, invoice).shipment();
    gateway
        .ups()
        .fault(new JsonObject().put("operation", "ship").put("kind", "status").put("status", 400));
    gateway.act(first, "reship", new JsonObject().put("reason", "Lost"));
    JsonObject second = gateway.awaitHalted(invoice, "UPS_REFUSED");
    assertThat(second.getInteger("generation")).isEqualTo(2);

    gateway.act(second, "resume", new JsonObject());

    gateway.awaitShipment(second.getString("id"), "bought");
  }

  @Test
  void a_further_label_edited_into_another_order_is_taken_back_and_a_person_told() {
    long invoice = ship(FLAG);
    JsonObject first = ShippedOnce.check(gateway, invoice).shipment();
    say(invoice, "#reship ground 2lb");
    gateway.awaitHalted(invoice, "BRAKE");

    say(invoice, "#ship 2day 2lb");

    gateway.awaitState(invoice, "cancelled");
    JsonObject changed = gateway.awaitShipment(first.getString("id"), "bought");
    assertThat(changed.getJsonObject("changed").getString("sentence"))
        .isEqualTo("The flag was changed after the label was bought.");
    assertThat(gateway.ups().shipmentsOf(invoice)).hasSize(1);
    assertThat(gateway.act(first, "dismiss", new JsonObject().put("reason", "Right")).status())
        .isEqualTo(202);
    readOnceMore(invoice);
    assertThat(gateway.awaitShipment(first.getString("id"), "bought").getJsonObject("changed"))
        .isNull();
  }

  @Test
  void asked_for_twice_a_further_label_is_bought_once() {
    long invoice = ship(FLAG);
    JsonObject first = ShippedOnce.check(gateway, invoice).shipment();
    JsonObject reason = new JsonObject().put("reason", "Double click");

    assertThat(gateway.act(first, "reship", reason).status()).isEqualTo(202);
    assertThat(gateway.act(first, "reship", reason).status()).isEqualTo(409);

    Eventually.see(
        "the further label",
        () -> gateway.shipment(invoice).orElseThrow(),
        it -> it.getInteger("generation") == 2 && it.getString("state").equals("bought"));
    assertThat(gateway.act(first, "reship", reason).json().getString("title"))
        .isEqualTo("A further label is under way");
    readOnceMore(invoice);
    assertThat(gateway.ups().shipmentsOf(invoice)).hasSize(2);
  }

  @Test
  void a_further_label_that_can_not_be_read_halts_and_is_not_forgotten() {
    long invoice = ship(FLAG);
    JsonObject first = ShippedOnce.check(gateway, invoice).shipment();
    say(invoice, "#ship gruond 2lb");
    awaitChanged(invoice);

    gateway.act(first, "reship", new JsonObject().put("reason", "Lost on the way"));

    JsonObject second = gateway.awaitHalted(invoice, "FLAG_UNKNOWN_WORD");
    assertThat(second.getInteger("generation")).isEqualTo(2);
    gateway.act(second, "cancel", new JsonObject().put("reason", "Found again"));
    say(invoice, FLAG);
    readOnceMore(invoice);
    assertThat(gateway.ups().shipmentsOf(invoice)).hasSize(1);
  }

  @Test
  void reship_on_an_invoice_never_shipped_is_an_ordinary_flag() {
    long invoice = ship("#reship ground 2lb");

    ShippedOnce.check(gateway, invoice);
    readOnceMore(invoice);

    assertThat(gateway.ups().shipmentsOf(invoice)).hasSize(1);
  }

  @Test
  void a_copied_invoice_with_another_invoices_block_ships_on_its_own() {
    long original = ship(FLAG);
    JsonObject bought = ShippedOnce.check(gateway, original).shipment();
    String copied = gateway.awaitNotes(original, "end of UPS shipment");

    long copy = gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), copied);

    JsonObject own = gateway.awaitBought(copy);
    assertThat(RunningGateway.parcel(own)).isNotEqualTo(RunningGateway.parcel(bought));
    assertThat(gateway.freshBooks().notes(copy))
        .startsWith(copied)
        .contains(RunningGateway.parcel(own));
  }

  @Test
  void a_flag_changed_after_the_label_was_bought_is_told_to_a_person_once() {
    long invoice = ship(FLAG);
    JsonObject bought = ShippedOnce.check(gateway, invoice).shipment();

    say(invoice, "#ship 2day 2lb");

    JsonObject changed = awaitChanged(invoice);
    assertThat(changed.getJsonObject("changed").getString("sentence"))
        .isEqualTo("The flag was changed after the label was bought.");
    assertThat(changed.getString("id")).isEqualTo(bought.getString("id"));
    assertThat(gateway.act(changed, "dismiss", new JsonObject().put("reason", "Too late")).status())
        .isEqualTo(202);
    readOnceMore(invoice);
    assertThat(gateway.shipment(invoice).orElseThrow().getJsonObject("changed")).isNull();
    assertThat(gateway.ups().shipmentsOf(invoice)).hasSize(1);
  }

  @Test
  void a_blank_or_another_case_is_no_change() {
    long invoice = ship(FLAG);
    ShippedOnce.check(gateway, invoice);

    say(invoice, "#Ship  GROUND, 2 lb");
    readOnceMore(invoice);

    assertThat(gateway.shipment(invoice).orElseThrow().getJsonObject("changed")).isNull();
  }

  @Test
  void an_address_changed_after_the_label_was_bought_is_told_to_a_person() {
    long invoice = ship(FLAG);
    ShippedOnce.check(gateway, invoice);

    gateway
        .freshBooks()
        .edit(invoice, new JsonObject().put("street", "99 Else St").put("city", "Reno"));

    assertThat(awaitChanged(invoice).getJsonObject("changed").getString("sentence"))
        .startsWith("The address was changed after the label was bought.");
  }

  @Test
  void an_invoice_deleted_after_its_label_was_bought_is_told_to_a_person() {
    long invoice = ship(FLAG);
    ShippedOnce.check(gateway, invoice);

    gateway.freshBooks().delete(invoice);

    assertThat(awaitChanged(invoice).getJsonObject("changed").getString("sentence"))
        .startsWith("The invoice is deleted.");
    assertThat(gateway.halts("?reason=CHANGED_AFTER_SHIPPING").getJsonArray("halts")).isNotEmpty();
  }

  private static long ship(String notes) {
    return gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), notes);
  }

  /** Another flag, beside the block that stands there. */
  private static void say(long invoice, String flag) {
    String notes = gateway.awaitNotes(invoice, "end of UPS shipment");
    String block = notes.substring(notes.indexOf("--- UPS shipment"));
    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", flag + "\n\n" + block));
  }

  private static JsonObject awaitChanged(long invoice) {
    return Eventually.see(
            "the change is noticed",
            () -> gateway.shipment(invoice),
            seen -> seen.filter(it -> it.getJsonObject("changed") != null).isPresent())
        .orElseThrow();
  }

  /** An edit that means nothing, and its reading. */
  private static void readOnceMore(long invoice) {
    String version = gateway.reading(invoice).orElseThrow().getString("version");
    gateway.freshBooks().edit(invoice, new JsonObject().put("terms", "Net " + System.nanoTime()));
    Eventually.see(
        "read again",
        () -> gateway.reading(invoice).orElseThrow().getString("version"),
        now -> !now.equals(version));
  }
}
