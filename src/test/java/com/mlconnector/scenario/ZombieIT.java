package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.verify.Clerk;
import com.mlconnector.verify.GatewayProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A node stands still for longer than its lease while UPS answers it, and comes back when the other
 * has finished: what it still has to say is refused.
 */
@Timeout(Faults.LONGEST_SECONDS)
class ZombieIT {
  private static final int ROUNDS = Faults.number(2, 20);
  private static final Duration ANSWER_TAKES = Duration.ofMillis(1_500);

  @Test
  void the_late_word_of_a_node_that_stood_still_is_refused() {
    Figures figures = new Figures("Nodes that stood still");
    try (TwoNodes nodes = TwoNodes.started(figures, Map.of())) {
      List<Long> invoices = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        GatewayProcess zombie = nodes.both().get(round % 2);
        invoices.add(standsStill(nodes, zombie, figures));
      }
      nodes.areFine(invoices);
    }
  }

  private static long standsStill(TwoNodes nodes, GatewayProcess zombie, Figures figures) {
    GatewayProcess heir = nodes.otherThan(zombie);
    heir.killHard();
    // Booked at once; the answer comes when nobody listens.
    nodes
        .ups()
        .fault(
            new JsonObject()
                .put("operation", "ship")
                .put("kind", "delay")
                .put("moment", "after")
                .put("delayMillis", ANSWER_TAKES.toMillis()));
    long invoice = nodes.issue();
    Eventually.see("it is booked", () -> nodes.ups().shipmentsOf(invoice).size(), n -> n == 1);
    zombie.pause();
    long begin = System.nanoTime();
    String fence = held(nodes);

    nodes.ground().door().prefer(heir);
    heir.start();
    Clerk clerk = nodes.ground().clerk();
    Eventually.see("the other has done it", () -> clerk.isWrittenBack(invoice), done -> done);
    Duration tookOver = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(tookOver).isGreaterThan(TwoNodes.LEASE.dividedBy(2));
    assertThat(lost(nodes, fence)).isEmpty();
    String shipment = shipment(nodes, invoice);

    zombie.resume();

    Eventually.see("its word is refused", () -> lost(nodes, fence), found -> found.size() == 1);
    figures.fault(tookOver);
    assertThat(shipment(nodes, invoice)).isEqualTo(shipment);
    assertThat(nodes.ups().shipmentsOf(invoice)).hasSize(1);
    assertThat(nodes.ups().purchaseCalls(invoice)).hasSize(1);
    nodes.ground().door().preferNone();
    return invoice;
  }

  /** The fence of the one shipment that is in hand. */
  private static String held(TwoNodes nodes) {
    List<String> held =
        nodes
            .ground()
            .rows()
            .texts("select fence from work where kind = 'shipment' and lease_until is not null");
    assertThat(held).hasSize(1);
    return held.getFirst();
  }

  private static List<String> lost(TwoNodes nodes, String fence) {
    return nodes
        .ground()
        .rows()
        .texts(
            "select content from audit where action = 'lease-lost'"
                + " and content::jsonb ->> 'd.fence' = '"
                + fence
                + "'");
  }

  private static String shipment(TwoNodes nodes, long invoice) {
    return nodes
        .ground()
        .rows()
        .texts("select s::text from shipment s where invoice_id = " + invoice)
        .getFirst();
  }
}
