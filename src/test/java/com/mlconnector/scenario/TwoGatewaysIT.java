package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.RunningGateway;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes on one database share the work, and buy nothing twice. */
class TwoGatewaysIT {
  private static final int INVOICES = 40;

  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway()
          // Few in hand at once, so that neither node takes all.
          .with("poller.claim-batch", "4")
          .with("shipping.claim-batch", "4");

  @Test
  void forty_invoices_are_bought_once_each() {
    gateway.freshBooks().set("rateLimit", 0);
    gateway.startSecondNode();
    long client = gateway.freshBooks().newClient();

    List<Long> invoices =
        IntStream.range(0, INVOICES)
            .mapToObj(
                i -> gateway.freshBooks().issueWithNotes(client, "#ship ground " + (i + 1) + "lb"))
            .toList();

    invoices.forEach(invoice -> ShippedOnce.check(gateway, invoice));
    assertThat(gateway.ups().requests("ship")).hasSize(INVOICES);
    assertThat(gateway.count("shipment where state = 'bought'")).isEqualTo(INVOICES);
    // Both nodes work with the same token: UPS gives out 250 a day.
    assertThat(gateway.ups().requests("token")).hasSize(1);
    assertThat(gateway.freshBooks().requests("oauth.token")).hasSize(1);
  }
}
