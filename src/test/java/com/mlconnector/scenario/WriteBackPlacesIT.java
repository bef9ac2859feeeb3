package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The parcel's number goes where the shop wants it; what a person takes out stays out. */
class WriteBackPlacesIT {
  private static final String HUMAN = "Thank you! \uD83C\uDF81\r\n#ship ground 2.5lb";

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void in_the_notes_again() {
    writeBack(new JsonObject());
  }

  @Test
  void a_line_of_our_own_follows_the_parcel_and_costs_nothing() {
    writeBack(new JsonObject().put("place", "line"));
    long invoice = issue();
    String parcel = RunningGateway.parcel(gateway.awaitState(invoice, "bought"));
    awaitLine(invoice, 1, parcel + " - Label created");
    String amount = gateway.freshBooks().invoice(invoice).getJsonObject("amount").encode();
    gateway.awaitSubscribed(parcel);

    gateway.ups().scan(parcel, "delivered");

    JsonObject line = awaitLine(invoice, 1, parcel + " - Delivered");
    assertThat(line.getString("name")).isEqualTo("Shipped by UPS Ground");
    assertThat(line.getJsonObject("unit_cost").getString("amount")).isEqualTo("0.00");
    JsonObject now = gateway.freshBooks().invoice(invoice);
    assertThat(now.getJsonObject("amount").encode()).isEqualTo(amount);
    assertThat(now.getJsonArray("lines")).hasSize(2);
    assertThat(now.getString("notes")).isEqualTo(HUMAN);
    assertThat(gateway.ups().shipmentsOf(invoice)).hasSize(1);
  }

  @Test
  void the_shipping_line_tells_the_number_and_still_asks_for_the_same() {
    writeBack(new JsonObject().put("place", "description"));
    JsonArray lines =
        new JsonArray()
            .add(FreshBooksDesk.line("Blue mug", "Glazed"))
            .add(FreshBooksDesk.line("Shipping: UPS Ground", "2.5 lb"));
    long invoice =
        gateway
            .freshBooks()
            .issue(gateway.freshBooks().newClient(), new JsonObject().put("lines", lines));
    String parcel = RunningGateway.parcel(gateway.awaitState(invoice, "bought"));

    JsonObject line = awaitLine(invoice, 1, "UPS tracking: " + parcel);

    assertThat(line.getString("description")).startsWith("2.5 lb\nUPS tracking: ");
    assertThat(gateway.ups().shipmentsOf(invoice)).hasSize(1);
  }

  @Test
  void a_block_taken_out_by_hand_is_told_and_neither_written_nor_bought_again() {
    long invoice = issue();
    String parcel = RunningGateway.parcel(gateway.awaitBought(invoice));
    gateway.awaitSubscribed(parcel);
    gateway.freshBooks().edit(invoice, new JsonObject().put("notes", HUMAN));

    gateway.ups().scan(parcel, "delivered");

    JsonObject shown =
        Eventually.see(
            "the removed block is reported",
            () -> gateway.shown(invoice),
            seen -> seen.getValue("writeBack") != null);
    assertThat(shown.getJsonObject("writeBack").getString("sentence")).contains("removed");
    assertThat(gateway.freshBooks().notes(invoice)).isEqualTo(HUMAN);
    assertThat(gateway.ups().shipmentsOf(invoice)).hasSize(1);
  }

  private static long issue() {
    return gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), HUMAN);
  }

  private static JsonObject awaitLine(long invoice, int index, String text) {
    JsonArray lines =
        Eventually.see(
            "line " + index + " of invoice " + invoice + " contains " + text,
            () -> gateway.freshBooks().invoice(invoice).getJsonArray("lines"),
            seen ->
                seen.size() > index
                    && seen.getJsonObject(index).getString("description").contains(text));
    return lines.getJsonObject(index);
  }

  private static void writeBack(JsonObject writeBack) {
    JsonObject shipper =
        new JsonObject()
            .put("name", "Harbor Supply Co")
            .put("lines", new JsonArray().add("1204 Adeline St"))
            .put("city", "Oakland")
            .put("state", "CA")
            .put("postalCode", "94607")
            .put("country", "US")
            .put("phone", "5105550142");
    gateway
        .management()
        .put(
            "/api/connections/" + RunningGateway.CONNECTION + "/settings",
            new JsonObject().put("shipper", shipper).put("writeBack", writeBack));
  }
}
