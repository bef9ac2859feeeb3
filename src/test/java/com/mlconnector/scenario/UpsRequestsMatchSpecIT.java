package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.RunningGateway;
import com.mlconnector.support.UpsSpecs;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every byte between us and UPS's stand-in is what UPS's own published schemas allow. */
class UpsRequestsMatchSpecIT {

  @Nested
  class with_shipments_of_every_kind {
    @RegisterExtension
    static final RunningGateway gateway = new RunningGateway().with("tracking.stale-after", "1s");

    @Test
    void requests_and_answers_are_as_published() {
      UpsSpecs specs = specs();
      shipEveryKind();

      Map<String, Integer> judged = judge(gateway, specs);

      assertThat(judged.keySet())
          .contains(
              "address-validation",
              "rate",
              "ship",
              "label-recovery",
              "track",
              "track-alert-subscribe",
              "token");
    }

    private static void shipEveryKind() {
      FreshBooksDesk desk = gateway.freshBooks();
      long client = desk.newClient();
      long payer = desk.newClient("Tidal Press", "77 Clay Street", "Oakland", "CA", "94607");
      gateway.putProfile(
          payer, new JsonObject().put("upsAccount", UpsSandbox.PAYING_ACCOUNTS.getFirst()));

      gateway
          .ups()
          .fault(
              new JsonObject()
                  .put("operation", "ship")
                  .put("kind", "reset")
                  .put("moment", "after"));
      ShippedOnce.check(gateway, desk.issueWithNotes(client, "#ship ground 2.5lb 10x8x4"));
      JsonArray line = new JsonArray().add(FreshBooksDesk.line("Shipping: UPS Ground", "2 lb"));
      for (long invoice :
          List.of(
              desk.issue(client, new JsonObject().put("lines", line)),
              desk.issue(client, new JsonObject().put("po_number", "SHIP GND 4LB")),
              desk.issueWithNotes(client, "#ship 2day 40oz sig"),
              desk.issueWithNotes(client, "#ship nda 1.2kg adult-sig residential"),
              desk.issueWithNotes(client, "#ship nda 2lb sat commercial"),
              desk.issueWithNotes(payer, "#ship ground 2lb bill=recipient"))) {
        ShippedOnce.check(gateway, invoice);
      }
      shipSeveralParcels(desk, client);
      haltForTheAddress(desk);
    }

    private static void shipSeveralParcels(FreshBooksDesk desk, long client) {
      long invoice = desk.issueWithNotes(client, "#ship gnd 5lb 12x12x6 / 3lb 10x8x4 / 1lb");
      JsonObject bought = gateway.awaitBought(invoice);
      assertThat(bought.getJsonArray("parcels")).hasSize(3);
      Eventually.see(
          "UPS is asked about silent parcels",
          () -> gateway.ups().requests("track"),
          asked -> !asked.isEmpty());
    }

    private static void haltForTheAddress(FreshBooksDesk desk) {
      long client = desk.newClient("Elmwood Goods", "1187 Elmwood Ave", "Buffalo", "NY", "14222");
      gateway.awaitHalted(desk.issueWithNotes(client, "#ship gnd 2lb"), "ADDRESS_AMBIGUOUS");
    }
  }

  @Nested
  class with_track_alert_version_1 {
    @RegisterExtension
    static final RunningGateway gateway =
        new RunningGateway()
            .with("ups.track-alert-version", "v1")
            .with("ups.label-format", "zpl")
            .with("ups.merchant-id", "token-only");

    @Test
    void requests_and_answers_are_as_published() {
      UpsSpecs specs = specs();
      long invoice =
          gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), "#ship gnd 2lb");
      String parcel = RunningGateway.parcel(gateway.awaitBought(invoice));
      gateway.awaitSubscribed(parcel);

      assertThat(judge(gateway, specs).keySet()).contains("ship", "track-alert-subscribe");
      assertThat(gateway.label(parcel).text()).startsWith("^XA");
      List<JsonObject> naming =
          gateway.ups().requests().stream()
              .filter(it -> it.getJsonObject("headers").containsKey("x-merchant-id"))
              .toList();
      assertThat(naming).allMatch(it -> it.getString("operation").equals("token")).isNotEmpty();
    }
  }

  private static UpsSpecs specs() {
    var specs = UpsSpecs.load();
    Assumptions.assumeTrue(specs.isPresent(), UpsSpecs.NOT_FOUND);
    return specs.orElseThrow();
  }

  private static Map<String, Integer> judge(RunningGateway gateway, UpsSpecs specs) {
    Map<String, Integer> judged = new TreeMap<>();
    for (JsonObject entry : gateway.ups().requests()) {
      String operation = entry.getString("operation");
      assertThat(operation).isNotIn(Set.of("unknown"));
      // UPS's "url" is a public one; where the stand-in pushes to is not.
      String body = entry.getString("body").replace(gateway.door().base(), "https://shop.example");
      assertThat(specs.violationsOfExchange(entry.copy().put("body", body)))
          .as("%s", entry)
          .isEmpty();
      judged.merge(operation, 1, Integer::sum);
    }
    System.out.println("Exchanges judged by UPS's schemas: " + judged);
    return judged;
  }
}
