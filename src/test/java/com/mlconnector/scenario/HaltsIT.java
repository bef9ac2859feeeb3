package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Never a dead end: whatever halts, an operator takes it on over the API, as the same shipment. */
class HaltsIT {
  private static final String FLAG = "#ship ground 2lb";

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @Test
  void one_of_ups_candidates_is_picked_and_the_same_address_never_halts_again() {
    long client =
        gateway
            .freshBooks()
            .newClient("Elmwood Goods", "1187 Elmwood Ave", "Buffalo", "NY", "14222");
    JsonObject halted = halts(client, FLAG, "ADDRESS_AMBIGUOUS");
    List<JsonObject> candidates =
        FreshBooksDesk.objects(halted.getJsonObject("halt"), "candidates");
    int range = first(candidates, lines -> lines.matches(".*\\d-\\d.*"));
    int single = first(candidates, lines -> !lines.contains("-"));
    HttpApi.Reply refused = gateway.act(halted, "pick", candidate(halted, range));
    assertThat(refused.json().getString("title")).isEqualTo("A range of numbers");

    take(halted, "pick", candidate(halted, single));

    ShippedOnce once = shippedAs(halted);
    assertThat(once.shipment().getJsonObject("shipTo").getJsonArray("lines"))
        .isEqualTo(candidates.get(single).getJsonArray("lines"));
    assertThat(once.actions()).containsSubsequence("shipment-halted", "operator-decided");

    long second = gateway.freshBooks().issueWithNotes(client, FLAG);
    assertThat(ShippedOnce.check(gateway, second).actions()).doesNotContain("shipment-halted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pick", "ship-anyway"})
  void what_is_said_of_an_address_sends_on_all_that_the_client_has_waiting_for_it(String way) {
    long client =
        gateway
            .freshBooks()
            .newClient("Elmwood Goods", "1187 Elmwood Ave", "Buffalo", "NY", "14222");
    JsonObject first = halts(client, FLAG, "ADDRESS_AMBIGUOUS");
    JsonObject second = halts(client, "#ship 2day 3lb", "ADDRESS_AMBIGUOUS");
    List<JsonObject> candidates = FreshBooksDesk.objects(first.getJsonObject("halt"), "candidates");

    take(
        first,
        way,
        way.equals("pick")
            ? candidate(first, first(candidates, lines -> !lines.contains("-")))
            : reason("One house"));

    shippedAs(first);
    shippedAs(second);
  }

  @Test
  void a_pick_for_what_was_shown_before_is_refused() {
    long client =
        gateway
            .freshBooks()
            .newClient("Elmwood Goods", "1187 Elmwood Ave", "Buffalo", "NY", "14222");
    JsonObject halted = halts(client, FLAG, "ADDRESS_AMBIGUOUS");

    JsonObject stale = candidate(halted, 0).put("version", halted.getInteger("version") - 1);
    HttpApi.Reply reply = gateway.act(halted, "pick", stale);

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.json().getString("title")).isEqualTo("Changed meanwhile");
  }

  @Test
  void an_address_that_ups_does_not_know_ships_as_typed_with_a_reason() {
    gateway.ups().judge("BRANDNEW", "none");
    long client =
        gateway.freshBooks().newClient("New Homes", "1 Brandnew Way", "Oakland", "CA", "94607");
    JsonObject halted = halts(client, FLAG, "ADDRESS_INVALID");

    assertThat(gateway.act(halted, "ship-anyway", new JsonObject()).status()).isEqualTo(400);
    take(halted, "ship-anyway", reason("Built last month; the customer sent a photo"));

    ShippedOnce once = shippedAs(halted);
    assertThat(once.step("operator-decided").getString("d.reason")).contains("photo");
    assertThat(once.actions().stream().filter("address-checked"::equals)).hasSize(2);
  }

  @Test
  void an_address_is_entered_for_one_invoice_only() {
    gateway.ups().judge("NOWHERE", "none");
    long client =
        gateway.freshBooks().newClient("Somewhere", "5 Nowhere Rd", "Oakland", "CA", "94607");
    JsonObject halted = halts(client, FLAG, "ADDRESS_INVALID");

    take(
        halted,
        "correct",
        new JsonObject()
            .put(
                "address",
                new JsonObject()
                    .put("name", "Somewhere")
                    .put("lines", new JsonArray().add("412 Elm Street"))
                    .put("city", "Buffalo")
                    .put("state", "NY")
                    .put("postalCode", "14222")
                    .put("country", "US")
                    .put("phone", "7165550138")));

    assertThat(shippedAs(halted).shipment().getJsonObject("order").getString("addressFrom"))
        .isEqualTo("operator");
    halts(client, FLAG, "ADDRESS_INVALID");
  }

  @Test
  void which_of_two_addresses_is_picked_by_number() {
    long client = gateway.freshBooks().newClient();
    gateway.freshBooks().set("webhooks", false);
    long invoice = gateway.freshBooks().issueWithNotes(client, FLAG);
    gateway.freshBooks().editClient(client, new JsonObject().put("p_street", "9 New Street"));
    gateway.freshBooks().set("webhooks", true);
    gateway.freshBooks().fire("invoice.update", invoice);
    JsonObject halted = gateway.awaitHalted(invoice, "SNAPSHOT_DRIFT");
    assertThat(halted.getJsonObject("halt").getJsonArray("choices"))
        .containsExactly("Invoice address", "Client address");

    take(
        halted,
        "pick",
        new JsonObject().put("version", halted.getInteger("version")).put("choice", 1));

    shippedAs(halted);
    assertThat(gateway.ups().purchaseCalls(invoice).getFirst().getString("body"))
        .contains("9 New Street");
  }

  @Test
  void a_misspelt_word_is_read_as_suggested_by_number() {
    JsonObject halted =
        halts(gateway.freshBooks().newClient(), "#ship gruond 2lb", "FLAG_UNKNOWN_WORD");
    JsonObject reading = halted.getJsonObject("halt").getJsonObject("reading");
    assertThat(
            reading
                .getString("text")
                .substring(reading.getInteger("from"), reading.getInteger("to")))
        .isEqualTo("gruond");

    take(
        halted,
        "pick",
        new JsonObject().put("version", halted.getInteger("version")).put("choice", 0));

    assertThat(shippedAs(halted).atUps().getString("service")).isEqualTo("03");
  }

  @Test
  void what_an_operator_said_is_dropped_when_the_flag_is_edited() {
    JsonObject halted =
        halts(gateway.freshBooks().newClient(), "#ship gruond", "FLAG_UNKNOWN_WORD");
    take(
        halted,
        "pick",
        new JsonObject().put("version", halted.getInteger("version")).put("choice", 0));
    JsonObject weightless = gateway.awaitHalted(halted.getLong("invoice"), "WEIGHT_UNKNOWN");

    gateway
        .freshBooks()
        .edit(halted.getLong("invoice"), new JsonObject().put("notes", "#ship 2day 3lb"));

    assertThat(shippedAs(weightless).atUps().getString("service")).isEqualTo("02");
  }

  @Test
  void a_flag_broken_and_mended_ships_as_if_nothing_had_been() {
    JsonObject held =
        halts(gateway.freshBooks().newClient(), "#ship ground 70lb", "WEIGHT_UNUSUAL");
    long invoice = held.getLong("invoice");
    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", FLAG + " #hold"));
    gateway.awaitState(invoice, "held");
    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", "#ship gruond 2lb #hold"));
    gateway.awaitHalted(invoice, "FLAG_UNKNOWN_WORD");

    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", FLAG + " #hold"));
    gateway.awaitState(invoice, "held");
    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", FLAG));

    shippedAs(held);
  }

  @Test
  void a_whole_other_flag_is_said_in_place_of_the_invoices() {
    JsonObject halted =
        halts(gateway.freshBooks().newClient(), "#ship ground 2day 9lb", "FLAG_CONFLICT");

    take(halted, "correct", new JsonObject().put("flag", "3day 4lb"));

    assertThat(shippedAs(halted).atUps().getString("service")).isEqualTo("12");
  }

  @Test
  void a_missing_weight_is_said_once_for_this_invoice() {
    JsonObject halted = halts(gateway.freshBooks().newClient(), "#ship ground", "WEIGHT_UNKNOWN");

    take(halted, "correct", new JsonObject().put("words", "2.5lb"));

    assertThat(shippedAs(halted).shipment().getJsonObject("order").getJsonArray("parcels"))
        .isEqualTo(new JsonArray().add(new JsonObject().put("weight", "2.5 lb")));
  }

  @Test
  void a_heavy_parcel_ships_once_somebody_says_it_is_that_heavy() {
    JsonObject halted =
        halts(gateway.freshBooks().newClient(), "#ship ground 60lb", "WEIGHT_UNUSUAL");

    take(halted, "ship-anyway", reason("An anvil"));

    shippedAs(halted);
  }

  @Test
  void held_until_a_day_it_waits_and_resumed_it_ships() {
    JsonObject halted = halts(gateway.freshBooks().newClient(), "#ship ground", "WEIGHT_UNKNOWN");
    take(halted, "hold", new JsonObject().put("until", "2099-12-24"));
    JsonObject held = gateway.awaitState(halted.getLong("invoice"), "held");
    assertThat(gateway.reading(halted.getLong("invoice")).orElseThrow().getString("reason"))
        .isIn("An operator holds it until 2099-12-24.", "WEIGHT_UNKNOWN");

    take(held, "correct", new JsonObject().put("words", "2lb"));
    gateway.awaitState(halted.getLong("invoice"), "held");
    take(held, "resume", new JsonObject());

    shippedAs(halted);
  }

  @Test
  void cancelled_it_stays_so_until_it_is_resumed() {
    JsonObject halted = halts(gateway.freshBooks().newClient(), "#ship ground", "WEIGHT_UNKNOWN");
    long invoice = halted.getLong("invoice");
    take(halted, "cancel", reason("Collected in the shop"));
    JsonObject cancelled = gateway.awaitState(invoice, "cancelled");
    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", FLAG));
    gateway.awaitVerdict(invoice, "ignored");
    assertThat(gateway.ups().purchaseCalls(invoice)).isEmpty();

    take(cancelled, "resume", new JsonObject());

    shippedAs(halted);
  }

  @Test
  void a_further_label_is_a_further_shipment_with_a_reason() {
    long invoice = gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), FLAG);
    JsonObject first = ShippedOnce.check(gateway, invoice).shipment();

    take(first, "reship", reason("Lost on the way"));

    Eventually.see("two labels", () -> gateway.ups().shipmentsOf(invoice), all -> all.size() == 2);
    JsonObject second = gateway.awaitBought(invoice);
    assertThat(second.getInteger("generation")).isEqualTo(2);
    assertThat(second.getString("id")).isNotEqualTo(first.getString("id"));
    assertThat(gateway.freshBooks().notes(invoice))
        .contains(RunningGateway.parcel(first), RunningGateway.parcel(second));
  }

  @Test
  void the_list_counts_every_reason_and_goes_on_page_by_page() {
    for (int i = 0; i < 3; i++) {
      halts(gateway.freshBooks().newClient(), "#ship ground 70lb", "WEIGHT_UNUSUAL");
    }

    JsonObject page = gateway.halts("?reason=WEIGHT_UNUSUAL&limit=2");
    assertThat(counted(page, "WEIGHT_UNUSUAL")).isGreaterThanOrEqualTo(3);
    assertThat(page.getJsonArray("halts")).hasSize(2);
    JsonObject entry = page.getJsonArray("halts").getJsonObject(0);
    assertThat(entry.getJsonObject("halt").getString("owner")).isEqualTo("data");
    assertThat(entry.getJsonArray("actions")).contains("correct", "ship-anyway", "cancel");

    JsonObject next =
        gateway.halts("?reason=WEIGHT_UNUSUAL&limit=2&after=" + page.getString("next"));
    assertThat(FreshBooksDesk.objects(next, "halts"))
        .isNotEmpty()
        .noneMatch(other -> FreshBooksDesk.objects(page, "halts").contains(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          cancel  | {"reason": "a\\u0000b"}                     | 'reason' must be text of 1 to 500 characters, none
          hold    | {"until": "2025-12-24"}                    | 'until' must be a day to come
          hold    | {"until": "24.12.2099"}                    | 'until' must be a date such as
          correct | {"flag": "ground 2lb bill=A1B2C3"}         | account numbers belong into the client's profile
          correct | {"weights": [{"name": "x", "weight": "1e-9999", "unit": "lb"}]} | 'weights[0].weight' must be a number
          pick    | {"candidate": 0}                           | 'version' is needed
          """)
  void what_is_wrong_is_named_and_nothing_is_done(String way, String body, String error) {
    JsonObject halted = halts(gateway.freshBooks().newClient(), "#ship ground", "WEIGHT_UNKNOWN");

    HttpApi.Reply reply = gateway.act(halted, way, new JsonObject(body));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().getJsonArray("errors").encode()).contains(error);
    assertThat(gateway.shipment(halted.getLong("invoice")).orElseThrow().getInteger("version"))
        .isEqualTo(halted.getInteger("version"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?reason=NONSENSE",
        "?limit=0",
        "?limit=many",
        "?after=nowhere",
        "?after=%2B1000000000-12-31T23:59:59Z_00000000-0000-0000-0000-000000000000"
      })
  void a_wrong_parameter_of_the_list_is_named(String query) {
    HttpApi.Reply reply =
        gateway
            .management()
            .call("GET", "/api/connections/" + RunningGateway.CONNECTION + "/halts" + query, null);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().getString("detail")).contains("must be");
  }

  @Test
  void what_is_not_possible_now_says_what_is() {
    JsonObject halted = halts(gateway.freshBooks().newClient(), "#ship ground", "WEIGHT_UNKNOWN");

    HttpApi.Reply reply = gateway.act(halted, "ship-anyway", reason("because"));

    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.json().getString("detail"))
        .isEqualTo(
            "'ship-anyway' is not possible for a shipment that is 'halted' for WEIGHT_UNKNOWN;"
                + " possible now: cancel, correct, hold, pick, resume.");
  }

  private static int first(List<JsonObject> candidates, Predicate<String> lines) {
    for (int i = 0; i < candidates.size(); i++) {
      if (lines.test(candidates.get(i).getJsonArray("lines").encode())) {
        return i;
      }
    }
    throw new AssertionError("No such candidate: " + candidates);
  }

  private static JsonObject candidate(JsonObject halted, int number) {
    return new JsonObject().put("version", halted.getInteger("version")).put("candidate", number);
  }

  private static long counted(JsonObject page, String reason) {
    return FreshBooksDesk.objects(page, "counts").stream()
        .filter(count -> count.getString("reason").equals(reason))
        .mapToLong(count -> count.getLong("count"))
        .sum();
  }

  private static JsonObject halts(long client, String notes, String reason) {
    return gateway.awaitHalted(gateway.freshBooks().issueWithNotes(client, notes), reason);
  }

  private static JsonObject reason(String text) {
    return new JsonObject().put("by", "Dana").put("reason", text);
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
}
