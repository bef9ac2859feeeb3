package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.verify.GatewayProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All nodes are restarted under load, one by one, as for a new version: nobody notices. */
@Timeout(Faults.LONGEST_SECONDS)
class RollingRestartIT {
  private static final int ROUNDS = Faults.number(1, 10);
  private static final int BETWEEN = 8;
  private static final Duration SUPERVISORS_PATIENCE = Duration.ofSeconds(30);

  /** 128 + 15: it ended in order, and because it was told to. */
  private static final int TERMINATED = 143;

  @Test
  void every_node_is_told_to_end_and_every_invoice_ships_once() {
    Figures figures = new Figures("Rolling restart, recovery is the time to end");
    try (TwoNodes nodes = TwoNodes.started(figures, Map.of())) {
      nodes.slowPurchases(Duration.ofMillis(300));
      Load load = Load.of(nodes::issue);
      for (int round = 0; round < ROUNDS; round++) {
        for (GatewayProcess node : nodes.both()) {
          int enough = load.issued() + BETWEEN;
          Eventually.see("more is issued", load::issued, issued -> issued >= enough);
          GatewayProcess.Ended ended = node.terminate(SUPERVISORS_PATIENCE);
          assertThat(ended.exitCode()).isEqualTo(TERMINATED);
          figures.fault(ended.took());
          node.start();
        }
      }

      List<Long> invoices = load.end();
      nodes.areFine(invoices);
      // Whoever drains asks nothing twice: there is one call for each, and not only one shipment.
      List<String> calls =
          nodes.ups().requests("ship").stream().map(call -> call.getString("body")).toList();
      assertThat(invoices)
          .allMatch(invoice ->
              calls.stream().filter(call -> call.contains("FB-" + invoice + "-")).count() == 1);
    }
  }
}
