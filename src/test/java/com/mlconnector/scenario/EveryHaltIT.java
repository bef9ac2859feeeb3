package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The halts that {@link HaltsIT} does not show, each with its sentence, and each taken on as the
 * same shipment over the API.
 */
class EveryHaltIT {
  private static final String FLAG = "#ship ground 2lb";

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void ups_is_well_again() {
    gateway.ups().clearFaults();
  }

  @Test
  void two_sides_are_sent_without_a_size_or_completed() {
    JsonObject halted = halts("#ship ground 2lb 10x8", "DIMS_INCOMPLETE");
    assertThat(sentence(halted)).isEqualTo("\"10x8\" has two sides; three are needed.");
    assertThat(halted.getJsonObject("halt").getJsonArray("choices"))
        .containsExactly("Send without size");
    pick(halted, 0);
    shippedAs(halted);

    JsonObject other = halts("#ship ground 2lb 10x8", "DIMS_INCOMPLETE");
    take(
        other,
        "correct",
        new JsonObject().put("words", "10x8x4").put("ignore", new JsonArray().add("10x8")));
    shippedAs(other);
  }

  @Test
  void a_missing_service_is_said() {
    JsonObject halted = halts("#ship 2lb", "FLAG_SERVICE_MISSING");
    assertThat(sentence(halted))
        .isEqualTo("The flag names no UPS service, and there is no default.");
    take(halted, "correct", new JsonObject().put("words", "3day"));
    assertThat(shippedAs(halted).atUps().getString("service")).isEqualTo("12");
  }

  @Test
  void of_two_services_one_is_picked() {
    JsonObject halted = halts("#ship ground 2lb 2day", "FLAG_CONFLICT");
    assertThat(halted.getJsonObject("halt").getJsonArray("choices")).hasSize(2);
    pick(halted, 1);
    assertThat(shippedAs(halted).atUps().getString("service")).isEqualTo("02");
  }

  @Test
  void too_heavy_for_ups_is_packed_into_several_parcels() {
    JsonObject halted = halts("#ship ground 160lb", "WEIGHT_OVER_LIMIT");
    assertThat(sentence(halted)).isEqualTo("A parcel of 160 lb is over the UPS limit of 150 lb.");
    take(halted, "correct", new JsonObject().put("flag", "ground 40lb / 40lb / 40lb / 40lb"));
    JsonObject bought = gateway.awaitBought(halted.getLong("invoice"));
    assertThat(bought.getString("id")).isEqualTo(halted.getString("id"));
    assertThat(bought.getJsonArray("parcels")).hasSize(4);
  }

  @Test
  void too_large_for_ups_is_corrected() {
    JsonObject halted = halts("#ship ground 2lb 120x8x4", "DIMS_OVER_LIMIT");
    take(halted, "correct", new JsonObject().put("flag", "ground 2lb 12x8x4"));
    shippedAs(halted);
  }

  @Test
  void a_visible_account_number_is_neither_repeated_nor_used() {
    JsonObject halted = halts("#ship ground 2lb bill=1A2B3C", "ACCOUNT_NUMBER_VISIBLE");
    assertThat(halted.encode()).doesNotContain("1A2B3C").contains("3C");
    take(halted, "correct", new JsonObject().put("flag", "ground 2lb"));
    shippedAs(halted);
  }

  @Test
  void a_po_box_that_is_none_ships_with_a_reason() {
    long client =
        gateway.freshBooks().newClient("Old Mail", "12 P.O. Box", "Oakland", "CA", "94607");
    JsonObject halted =
        gateway.awaitHalted(gateway.freshBooks().issueWithNotes(client, FLAG), "ADDRESS_PO_BOX");
    assertThat(sentence(halted)).isEqualTo("UPS does not deliver to PO boxes.");
    take(halted, "ship-anyway", reason("The lane is really called so"));
    shippedAs(halted);
  }

  @Test
  void where_ups_checks_no_streets_a_person_or_the_clients_profile_decides() {
    // UPS's test environment knows the streets of New York and California only.
    gateway.ups().set("cieMode", true);
    try {
      JsonObject halted =
          gateway.awaitHalted(
              gateway.freshBooks().issueWithNotes(inMaine(), FLAG), "ADDRESS_NOT_COVERED");
      assertThat(halted.getJsonObject("halt").getString("owner")).isEqualTo("ups");
      take(halted, "ship-anyway", reason("They are known to us"));
      gateway.awaitState(halted.getLong("invoice"), "bought");

      long always = inMaine();
      gateway.putProfile(always, new JsonObject().put("shipUnchecked", true));
      gateway.awaitState(gateway.freshBooks().issueWithNotes(always, FLAG), "bought");
    } finally {
      gateway.ups().set("cieMode", false);
    }
  }

  private static long inMaine() {
    return gateway
        .freshBooks()
        .newClient("Casco Bay Riggers", "48 Wharf Street", "Portland", "Maine", "04101");
  }

  @Test
  void a_refused_account_of_a_client_is_never_ours_unless_a_person_says_so() {
    long client = gateway.freshBooks().newClient();
    gateway.putProfile(client, new JsonObject().put("upsAccount", "Z9Y83F"));
    gateway.ups().fault(refusal("120100", "Missing or invalid shipper number"));
    JsonObject halted =
        gateway.awaitHalted(gateway.freshBooks().issueWithNotes(client, FLAG), "BILLING_REFUSED");
    assertThat(sentence(halted))
        .startsWith("UPS refused the account ending 3F; nothing was charged.");
    assertThat(halted.encode()).doesNotContain("Z9Y83F");

    pick(halted, 0);

    assertThat(shippedAs(halted).shipment().getJsonObject("order").getString("account"))
        .isEqualTo("shipper");
  }

  @Test
  void what_ups_refuses_for_once_is_tried_again() {
    gateway.ups().fault(refusal("121210", "The requested service is unavailable"));
    JsonObject halted = halts(FLAG, "UPS_REFUSED");
    assertThat(halted.getJsonObject("halt").getString("owner")).isEqualTo("ups");
    take(halted, "resume", new JsonObject());
    shippedAs(halted);
  }

  @Test
  void customs_data_are_named_as_missing() {
    long client =
        gateway.freshBooks().newClient("Maple Goods", "12 King Street", "Toronto", "ON", "M5H 1J9");
    gateway.freshBooks().editClient(client, new JsonObject().put("p_country", "Canada"));
    JsonObject halted =
        gateway.awaitHalted(
            gateway.freshBooks().issueWithNotes(client, FLAG), "CUSTOMS_DATA_NEEDED");
    assertThat(sentence(halted)).contains("CA", "customs");
    take(halted, "cancel", reason("Shipped by hand"));
    gateway.awaitState(halted.getLong("invoice"), "cancelled");
  }

  @Test
  void a_weight_entered_for_goods_is_kept_for_the_item() {
    long client = gateway.freshBooks().newClient();
    JsonObject mug = line("Anchor mug " + client);
    JsonObject halted = gateway.awaitHalted(issue(client, mug), "WEIGHT_UNKNOWN");
    assertThat(sentence(halted)).contains("none known for \"Anchor mug " + client + "\"");

    JsonObject weight =
        new JsonObject()
            .put("name", "Anchor mug " + client)
            .put("weight", "0.85")
            .put("unit", "lb");
    take(halted, "correct", new JsonObject().put("weights", new JsonArray().add(weight)));

    assertThat(parcelWeight(shippedAs(halted))).isEqualTo("0.9 lb");
    assertThat(parcelWeight(ShippedOnce.check(gateway, issue(client, mug.put("qty", 4)))))
        .isEqualTo("3.4 lb");
  }

  @Test
  void what_ups_never_knew_is_bought_again_once_a_person_has_looked() {
    // As often as the gateway tries by itself.
    gateway.ups().fault(fault("reset", "before").put("times", 3));
    long invoice = gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), FLAG);
    gateway.awaitState(invoice, "purchase-unknown");
    JsonObject halted =
        Eventually.see(
                "a person is asked",
                () -> {
                  halfAnHourPasses();
                  return gateway.shipment(invoice);
                },
                seen -> seen.filter(it -> it.getJsonObject("halt") != null).isPresent())
            .orElseThrow();
    String reference = halted.getString("reference");
    assertThat(sentence(halted)).contains(reference, "knows no such shipment");

    HttpApi.Reply wrong =
        gateway.act(halted, "declare-not-bought", reason("Looked").put("reference", "FB-1"));
    assertThat(wrong.status()).isEqualTo(409);
    assertThat(wrong.json().getString("detail")).contains(reference);
    take(halted, "declare-not-bought", reason("Looked").put("reference", reference));

    ShippedOnce once = shippedAs(halted);
    assertThat(once.shipment().getString("reference")).isNotEqualTo(reference);
  }

  @Test
  void notes_without_room_are_told_and_written_once_there_is_some() {
    gateway.freshBooks().set("notesLimit", 40);
    long invoice;
    try {
      invoice = gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), FLAG);
      JsonObject entry = awaitListed(invoice, "WRITEBACK_FAILED");
      assertThat(entry.getJsonObject("halt").getString("owner")).isEqualTo("freshbooks");
      assertThat(entry.getString("state")).isEqualTo("bought");
    } finally {
      gateway.freshBooks().set("notesLimit", 10_000);
    }
    JsonObject bought = gateway.shipment(invoice).orElseThrow();
    String text =
        gateway
            .management()
            .get(
                "/api/connections/"
                    + RunningGateway.CONNECTION
                    + "/shipments/"
                    + bought.getString("id")
                    + "/write-back")
            .getString("text");
    assertThat(text).contains(RunningGateway.parcel(bought));

    take(bought, "write-back", new JsonObject().put("do", "again"));

    assertThat(gateway.awaitNotes(invoice, RunningGateway.parcel(bought))).endsWith(text);
    assertThat(gateway.halts("?reason=WRITEBACK_FAILED").getJsonArray("halts")).isEmpty();
  }

  @Test
  void beside_a_block_that_somebody_changed_a_fresh_one_is_written() {
    long invoice = gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), FLAG);
    JsonObject bought = ShippedOnce.check(gateway, invoice).shipment();
    String changed =
        gateway.freshBooks().notes(invoice).replace("1 package", "1 package (fragile)");
    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", changed));
    JsonObject entry = awaitListed(invoice, "WRITEBACK_EDITED");
    assertThat(sentence(entry)).startsWith("Someone changed our block");

    take(bought, "write-back", new JsonObject().put("do", "fresh-block"));

    String notes =
        Eventually.see(
            "a fresh block",
            () -> gateway.freshBooks().notes(invoice),
            now -> now.length() > changed.length());
    assertThat(notes).startsWith(changed).contains("(fragile)");
    assertThat(gateway.ups().shipmentsOf(invoice)).hasSize(1);
  }

  private static JsonObject awaitListed(long invoice, String reason) {
    return Eventually.see(
            "invoice " + invoice + " waits for " + reason,
            () ->
                FreshBooksDesk.objects(gateway.halts("?reason=" + reason), "halts").stream()
                    .filter(entry -> entry.getLong("invoice") == invoice)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void a_resumed_invoice_is_read_again_first() {
    gateway.ups().fault(refusal("121210", "The requested service is unavailable"));
    JsonObject halted = halts(FLAG, "UPS_REFUSED");
    gateway.freshBooks().set("webhooks", false);
    try {
      gateway.freshBooks().delete(halted.getLong("invoice"));
      take(halted, "resume", new JsonObject());
      gateway.awaitState(halted.getLong("invoice"), "cancelled");
    } finally {
      gateway.freshBooks().set("webhooks", true);
    }
    assertThat(gateway.ups().shipmentsOf(halted.getLong("invoice"))).isEmpty();
  }

  @Test
  void an_invoice_that_freshbooks_does_not_know_any_more_is_cancelled() {
    JsonObject halted = halts("#ship gruond 2lb", "FLAG_UNKNOWN_WORD");
    gateway.freshBooks().fault(gone());
    take(halted, "resume", new JsonObject());
    gateway.awaitState(halted.getLong("invoice"), "cancelled");
  }

  private static JsonObject gone() {
    JsonObject error =
        new JsonObject()
            .put("errno", 1012)
            .put("message", "Invoice not found.")
            .put("object", "invoice");
    JsonObject body =
        new JsonObject()
            .put("response", new JsonObject().put("errors", new JsonArray().add(error)));
    return new JsonObject()
        .put("operation", "invoice.get")
        .put("kind", "status")
        .put("status", 404)
        .put("body", body);
  }

  /** The shipments' work is due at once, as if its time had come. */
  private static void halfAnHourPasses() {
    try (Connection connection = gateway.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "update work set due_at = now() where kind = 'shipment' and lease_until is null");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long issue(long client, JsonObject... lines) {
    JsonArray all = new JsonArray();
    List.of(lines).forEach(all::add);
    return gateway
        .freshBooks()
        .issue(client, new JsonObject().put("notes", "#ship ground").put("lines", all));
  }

  private static JsonObject line(String name) {
    return new JsonObject().put("name", name).put("qty", 1).put("unit_cost", "14.00");
  }

  private static String parcelWeight(ShippedOnce once) {
    return once.shipment()
        .getJsonObject("order")
        .getJsonArray("parcels")
        .getJsonObject(0)
        .getString("weight");
  }

  private static JsonObject halts(String notes, String reason) {
    return gateway.awaitHalted(
        gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), notes), reason);
  }

  private static String sentence(JsonObject halted) {
    return halted.getJsonObject("halt").getString("sentence");
  }

  private static JsonObject reason(String text) {
    return new JsonObject().put("by", "Dana").put("reason", text);
  }

  private static void pick(JsonObject halted, int choice) {
    take(
        halted,
        "pick",
        new JsonObject().put("version", halted.getInteger("version")).put("choice", choice));
  }

  private static void take(JsonObject shipment, String way, JsonObject body) {
    HttpApi.Reply reply = gateway.act(shipment, way, body);
    assertThat(List.of(reply.status(), reply.text())).startsWith(202);
  }

  private static ShippedOnce shippedAs(JsonObject halted) {
    ShippedOnce once = ShippedOnce.check(gateway, halted.getLong("invoice"));
    assertThat(once.shipment().getString("id")).isEqualTo(halted.getString("id"));
    return once;
  }

  private static JsonObject refusal(String code, String message) {
    JsonArray errors =
        new JsonArray().add(new JsonObject().put("code", code).put("message", message));
    return fault("status", "before")
        .put("status", 400)
        .put("body", new JsonObject().put("response", new JsonObject().put("errors", errors)));
  }

  private static JsonObject fault(String kind, String moment) {
    return new JsonObject().put("operation", "ship").put("kind", kind).put("moment", moment);
  }
}
