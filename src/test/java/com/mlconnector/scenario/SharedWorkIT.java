package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.verify.GatewayProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes share the work. One dies, and all that it had in hand is the other's a lease later. */
@Timeout(Faults.LONGEST_SECONDS)
class SharedWorkIT {
  private static final int INVOICES = Faults.number(150, 1_000);
  private static final long SEED = Long.getLong("seed", 11);

  @Test
  void the_work_of_a_dead_node_moves_to_the_other_within_one_lease() {
    Random random = new Random(SEED);
    Figures figures = new Figures("Shared work, seed " + SEED);
    try (TwoNodes nodes =
        // Few in hand at once, so that neither node takes all.
        TwoNodes.started(figures, Map.of("shipping.claim-batch", "6", "poller.claim-batch", "6"))) {
      nodes.slowPurchases(Duration.ofMillis(250));
      GatewayProcess doomed = nodes.both().get(random.nextInt(2));
      GatewayProcess heir = nodes.otherThan(doomed);
      int moment = INVOICES / 5 + random.nextInt(INVOICES / 3);
      long begin = System.nanoTime();
      List<Long> invoices = LongStream.range(0, INVOICES).map(i -> nodes.issue()).boxed().toList();
      Eventually.see(
          Duration.ofMinutes(5),
          moment + " are bought",
          () -> bought(nodes),
          bought -> bought >= moment);
      long ofDoomed = purchases(doomed);
      long ofHeir = purchases(heir);

      doomed.killHard();

      HeldWork held = HeldWork.of(nodes.ground().rows());
      assertThat(doomed.awaitDeath(Duration.ofSeconds(5))).isEqualTo(GatewayProcess.KILLED);
      assertThat(held.leftBehind(TwoNodes.LEASE.dividedBy(3))).isPositive();
      Duration moved = held.awaitHeirs(Duration.ofSeconds(30));
      figures.fault(moved);
      assertThat(moved).isLessThan(TwoNodes.LEASE.plus(TwoNodes.LOOKING));
      assertThat(List.of(ofDoomed, ofHeir)).allMatch(share -> share > moment / 10);
      nodes.areFine(invoices);
      System.out.printf(
          "%d invoices in %.0f s: one node bought %d and died when the other had bought %d; %.1f s"
              + " later nothing was in its hands, with leases of %d s%n",
          INVOICES,
          (System.nanoTime() - begin) / 1e9,
          ofDoomed,
          ofHeir,
          moved.toMillis() / 1e3,
          TwoNodes.LEASE.toSeconds());
    }
  }

  private static long bought(TwoNodes nodes) {
    return nodes.ground().rows().number("select count(*) from shipment where state = 'bought'");
  }

  /** By the node's own account. */
  private static long purchases(GatewayProcess node) {
    return (long)
        Meters.of(node).sum("vendor_call_seconds_count", "operation=\"ship\"", "outcome=\"2xx\"");
  }
}
