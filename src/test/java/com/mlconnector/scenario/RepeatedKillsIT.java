package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.verify.GatewayProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nodes are killed at random moments under load, again and again, one or all at once, and started
 * again: what the dead had in hand goes on, and every invoice ships once.
 */
@Timeout(Faults.LONGEST_SECONDS)
class RepeatedKillsIT {
  private static final int KILLS_OF_ONE = Faults.number(3, 100);
  private static final int KILLS_OF_ALL = Faults.number(1, 10);
  private static final Duration AT_MOST = Duration.ofMinutes(10);
  private static final int LONGEST_PAUSE_MILLIS = 2_500;
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SEED = Long.getLong("seed", 20_261);

  private final Random random = new Random(SEED);

  @Test
  void one_node_is_killed_again_and_again() {
    Figures figures = new Figures("One of two nodes killed, seed " + SEED);
    kill(
        figures,
        KILLS_OF_ONE,
        nodes -> {
          GatewayProcess victim = nodes.both().get(random.nextInt(2));
          // Only the other has to be there: some die while they start.
          nodes.otherThan(victim).awaitReady();
          return List.of(victim);
        });
    assertThat(figures.worst()).isLessThan(SOON);
  }

  @Test
  void all_nodes_are_killed_at_once() {
    Figures figures = new Figures("All nodes killed, seed " + SEED);
    kill(
        figures,
        KILLS_OF_ALL,
        nodes -> {
          nodes.both().forEach(GatewayProcess::awaitReady);
          return nodes.both();
        });
  }

  private interface Choice {
    List<GatewayProcess> victims(TwoNodes nodes);
  }

  private void kill(Figures figures, int times, Choice choice) {
    try (TwoNodes nodes = TwoNodes.started(figures, Map.of())) {
      nodes.slowPurchases(Duration.ofMillis(300));
      Load load = Load.of(nodes::issue);
      int leftBehind = 0;
      long end = System.nanoTime() + AT_MOST.toNanos();
      for (int i = 0; i < times && System.nanoTime() < end; i++) {
        List<GatewayProcess> victims = choice.victims(nodes);
        awaitRandomMoment(nodes, load);
        leftBehind += killAndStart(nodes, victims, load, figures);
      }
      List<Long> invoices = load.end();

      assertThat(leftBehind).isPositive();
      nodes.both().forEach(GatewayProcess::awaitReady);
      nodes.areFine(invoices);
    }
  }

  /** After the next invoice, and with work in hand; how long after is chance. */
  private void awaitRandomMoment(TwoNodes nodes, Load load) {
    int issued = load.issued();
    Eventually.see("one more is issued", load::issued, now -> now > issued);
    long end =
        System.nanoTime() + Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)).toNanos();
    Eventually.see("the moment has come", System::nanoTime, now -> now > end);
    Eventually.see(
        "there is work in hand", () -> HeldWork.of(nodes.ground().rows()), held -> !held.isEmpty());
  }

  /** Returns how much of what they had in hand waits for somebody else. */
  private static int killAndStart(
      TwoNodes nodes, List<GatewayProcess> victims, Load load, Figures figures) {
    victims.forEach(GatewayProcess::killHard);
    int issued = load.issued();
    HeldWork held = HeldWork.of(nodes.ground().rows());
    victims.forEach(
        victim -> assertThat(victim.awaitDeath(PATIENCE)).isEqualTo(GatewayProcess.KILLED));
    victims.forEach(GatewayProcess::begin);
    int leftBehind = held.leftBehind(TwoNodes.LEASE.dividedBy(3));
    figures.faults(victims.size(), held.awaitHeirs(PATIENCE));
    Eventually.see("people go on", load::issued, now -> now > issued);
    return leftBehind;
  }
}
