package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A purchase that the gateway gave up in the middle is seen by a person, who sends it on. */
class SetAsideIT {
  private static final String WORK = "/api/connections/" + RunningGateway.CONNECTION + "/work/";

  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway().with("shutdown.drain", "1s").with("work.max-attempts", "3");

  @AfterAll
  static void nothing_is_lost_doubled_or_stuck() {
    Aftermath.check(gateway, "Work set aside", 2);
  }

  @Test
  void a_purchase_that_was_given_up_half_way_is_sent_on_and_bought_once() {
    gateway
        .ups()
        .fault(
            new JsonObject()
                .put("operation", "ship")
                .put("kind", "delay")
                .put("moment", "after")
                .put("delayMillis", 20_000)
                .put("times", 1));
    long client = gateway.freshBooks().newClient();
    long invoice = gateway.freshBooks().issueWithNotes(client, "#ship ground 3lb");
    Eventually.see(
        "UPS is called", () -> gateway.ups().requests("ship").size(), calls -> calls == 1);
    long begin = System.nanoTime();
    gateway.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    assertThat(gateway.count("shipment where state = 'intended'")).isEqualTo(1);
    assertThat(gateway.count("work where kind = 'shipment' and lease_until is null")).isEqualTo(1);
    gateway
        .database()
        .sql(
            "update work set set_aside_at = now(), attempts = 8, faults = 7,"
                + " trouble = 'A fault of the gateway: StackOverflowError.'"
                + " where kind = 'shipment'");
    gateway.start();

    JsonObject shipment = gateway.awaitState(invoice, "intended");
    JsonObject list = gateway.management().get(WORK + "set-aside");
    assertThat(list.getLong("count")).isEqualTo(1);
    JsonObject entry = list.getJsonArray("setAside").getJsonObject(0);
    assertThat(entry.getString("kind")).isEqualTo("shipment");
    assertThat(entry.getString("shipment")).isEqualTo(shipment.getString("id"));
    assertThat(entry.getString("about")).contains(shipment.getString("invoiceNumber"));
    assertThat(entry.getString("trouble")).contains("StackOverflowError");
    assertThat(entry.getInteger("tries")).isEqualTo(8);
    assertThat(gateway.halts("").getInteger("setAside")).isEqualTo(1);

    String retry = WORK + "shipment/" + entry.getString("key") + "/retry";
    assertThat(retry(retry, new JsonObject().put("by", "maria").put("why", "?")).status())
        .isEqualTo(400);
    assertThat(retry(retry, new JsonObject().put("by", "maria")).status()).isEqualTo(202);
    assertThat(retry(retry, new JsonObject().put("by", "maria")).status()).isEqualTo(404);
    assertThat(retry(WORK + "nonsense/1/retry", new JsonObject()).status()).isEqualTo(404);

    ShippedOnce.check(gateway, invoice);
    assertThat(gateway.audit(gateway.shipment(invoice).orElseThrow()))
        .anySatisfy(row -> {
          assertThat(row.getString("action")).isEqualTo("work-retried");
          assertThat(row.getString("d.by")).isEqualTo("token:configured for maria");
        });
    assertThat(gateway.management().get(WORK + "set-aside").getLong("count")).isZero();
  }

  @Test
  void a_piece_that_fails_every_time_is_set_aside_and_its_neighbours_ship_meanwhile() {
    FreshBooksDesk desk = gateway.freshBooks();
    long client = desk.newClient();
    long poisoned = desk.issueWithNotes(client, "Thank you!");
    gateway.awaitVerdict(poisoned, "ignored");
    gateway
        .database()
        .sql("insert into decision values ('harbor', %d, '\\x00')".formatted(poisoned));
    desk.edit(poisoned, new JsonObject().put("notes", "#ship ground 2lb"));

    List<Long> neighbours =
        Stream.generate(() -> desk.issueWithNotes(client, "#ship ground 3lb")).limit(5).toList();

    neighbours.forEach(invoice -> ShippedOnce.check(gateway, invoice));
    JsonObject entry =
        Eventually.see(
                "it is set aside",
                () -> gateway.management().get(WORK + "set-aside").getJsonArray("setAside"),
                list -> !list.isEmpty())
            .getJsonObject(0);
    assertThat(entry.getString("key")).isEqualTo(Long.toString(poisoned));
    assertThat(entry.getInteger("tries")).isEqualTo(3);
    assertThat(gateway.shipment(poisoned)).isEmpty();

    gateway.database().sql("delete from decision where invoice_id = " + poisoned);
    String retry = WORK + "invoice/" + poisoned + "/retry";
    assertThat(retry(retry, new JsonObject().put("by", "maria")).status()).isEqualTo(202);
    ShippedOnce.check(gateway, poisoned);
  }

  private static HttpApi.Reply retry(String path, JsonObject body) {
    return gateway.management().call("POST", path, body);
  }
}
