package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More labels than a shop buys in an hour are bought only after a person has looked. */
class BrakeIT {
  private static final int AT_MOST = 3;

  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway()
          .with("shipping.purchases-per-hour", Integer.toString(AT_MOST))
          .with("shipping.claim-batch", "1");

  @Test
  void the_brake_stops_buying_and_released_everything_goes_on() {
    List<Long> invoices =
        Stream.generate(() ->
                gateway
                    .freshBooks()
                    .issueWithNotes(gateway.freshBooks().newClient(), "#ship ground 2lb"))
            .limit(AT_MOST + 2)
            .toList();

    JsonObject page =
        Eventually.see(
            "two shipments wait at the brake",
            () -> gateway.halts("?reason=BRAKE"),
            seen -> seen.getJsonArray("halts").size() == 2);
    assertThat(bought(invoices)).isEqualTo(AT_MOST);
    JsonObject halt = page.getJsonArray("halts").getJsonObject(0).getJsonObject("halt");
    assertThat(halt.getString("owner")).isEqualTo("gateway");
    assertThat(halt.getString("sentence"))
        .isEqualTo("More than 3 labels were asked for within an hour.");

    Eventually.see(
        "the metric to alert on",
        () -> gateway.management().call("GET", "/metrics", null).text(),
        metrics ->
            metrics
                .lines()
                .anyMatch(line ->
                    line.startsWith("halts_waiting")
                        && line.contains("BRAKE")
                        && line.endsWith(" 2.0")));

    JsonObject released =
        gateway
            .management()
            .post(
                "/api/connections/" + RunningGateway.CONNECTION + "/brake/release",
                new JsonObject().put("reason", "Black Friday"));

    assertThat(released.getInteger("shipments")).isEqualTo(2);
    invoices.forEach(invoice -> ShippedOnce.check(gateway, invoice));
    assertThat(gateway.halts("").getJsonArray("halts")).isEmpty();
  }

  private static long bought(List<Long> invoices) {
    return invoices.stream()
        .filter(invoice -> !gateway.ups().shipmentsOf(invoice).isEmpty())
        .count();
  }
}
