package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway that is stopped in the middle of its work finishes it when it comes back. */
class RestartIT {
  private static final int INVOICES = 20;

  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway()
          .with("shipping.claim-batch", "2")
          .with("freshbooks.request-timeout", "3s")
          .with("ups.request-timeout", "3s")
          .with("ups.ship-timeout", "3s")
          .with("shipping.lease", "5s")
          .with("poller.lease", "5s")
          .with("shutdown.drain", "1s");

  @Test
  void twenty_invoices_are_bought_once_each_over_a_restart() {
    gateway.freshBooks().set("rateLimit", 0);
    // UPS takes its time, so that the stop finds purchases under way.
    gateway
        .ups()
        .fault(
            new JsonObject()
                .put("operation", "ship")
                .put("kind", "delay")
                .put("moment", "after")
                .put("skip", 2)
                .put("delayMillis", 1_500)
                .put("times", 4));
    long client = gateway.freshBooks().newClient();
    List<Long> invoices =
        IntStream.range(0, INVOICES)
            .mapToObj(
                i -> gateway.freshBooks().issueWithNotes(client, "#ship ground " + (i + 1) + "lb"))
            .toList();
    Eventually.see(
        "UPS is called for the third and fourth",
        () -> gateway.ups().requests("ship").size(),
        calls -> calls >= 4);

    gateway.stop();
    assertThat(gateway.count("shipment where state = 'bought'")).isLessThan(INVOICES);
    gateway.start();

    invoices.forEach(invoice -> ShippedOnce.check(gateway, invoice));
    assertThat(gateway.count("shipment where state = 'bought'")).isEqualTo(INVOICES);
  }
}
