package com.mlconnector.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.TestDatabase;
import com.mlconnector.support.UpsDepot;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes as processes of their own: they share the work, die, and come back at the same address. */
@Timeout(120)
class GroundIT {

  @Test
  void nodes_come_and_go_and_an_invoice_ships() {
    try (TestDatabase database = TestDatabase.fresh();
        Ground ground = Ground.open(database.place(), Map.of())) {
      GatewayProcess one = ground.node("one").start();
      GatewayProcess two = ground.node("two").start();
      ground.connect();
      FreshBooksDesk desk = FreshBooksDesk.at(ground.freshBooks());

      one.pause();
      assertThat(one.isAlive()).isTrue();
      one.resume();
      assertThat(one.isReady()).isTrue();
      one.killHard();
      assertThat(one.isAlive()).isFalse();
      assertThat(ground.someNode()).isSameAs(two);

      long invoice = desk.issueWithNotes(desk.newClient(), "#ship ground 2lb");
      Waiting.until(
          Duration.ofSeconds(30),
          () -> "written back: " + desk.notes(invoice),
          () -> desk.notes(invoice).contains("UPS shipment"));
      assertThat(UpsDepot.at(ground.ups()).shipmentsOf(invoice)).hasSize(1);

      one.start();
      GatewayProcess.Ended ended = two.terminate(Duration.ofSeconds(30));
      // 128 + 15: it ended in order, and because it was told to.
      assertThat(ended.exitCode()).isEqualTo(143);
      assertThat(ground.someNode()).isSameAs(one);
    }
  }
}
