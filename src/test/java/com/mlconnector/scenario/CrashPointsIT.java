package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.crash.CrashPoint;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.TestDatabase;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import com.mlconnector.verify.Invariants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A node dies between an effect and the record of it, at every such place there is. Whoever goes on
 * loses nothing and does nothing twice.
 */
@Timeout(Faults.LONGEST_SECONDS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashPointsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Enough for both nodes, and not so much that the last one has to wait for its turn. */
  private static final int IN_HAND = 6;

  private static TestDatabase database;
  private static Ground ground;
  private static GatewayProcess first;
  private static GatewayProcess second;
  private static Aftermath aftermath;
  private static final Figures figures = new Figures("Crash points");

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    ground =
        Ground.open(database.place(), Map.of("shipping.lost-answer-schedule", "0s, 300ms, 1s"));
    first = ground.node("first");
    second = ground.node("second");
    ground.door().prefer(first);
    aftermath = new Aftermath(ground, figures);
    first.start();
    ground.connect();
    first.killHard();
  }

  @AfterAll
  static void close() {
    figures.print();
    ground.close();
    database.close();
  }

  @AfterEach
  void nobody_is_left_armed() {
    first.close();
  }

  /** All, or those of {@code -Dcrash.points=ship-sent,ship-answered}. */
  private static boolean isWanted(CrashPoint point) {
    String wanted = System.getProperty("crash.points", "");
    return wanted.isEmpty() || List.of(wanted.split(",")).contains(point.key());
  }

  /** Those of a refresh have {@link TokenCrashesIT}. */
  static Stream<CrashPoint> deaths() {
    return Stream.concat(
        deathsAtWork(),
        Stream.of(CrashPoint.STARTING, CrashPoint.DRAINING).filter(CrashPointsIT::isWanted));
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("deaths")
  void a_node_that_died_finishes_everything_after_its_start(CrashPoint point) {
    List<Long> invoices = new ArrayList<>();
    if (point == CrashPoint.STARTING) {
      invoices.add(aftermath.issue());
    }
    first.beginArmed(point, 1);
    if (point != CrashPoint.STARTING) {
      first.awaitReady();
      invoices.add(aftermath.issue());
    }
    if (point == CrashPoint.DRAINING) {
      first.askToEnd();
    }
    assertThat(first.awaitDeath(PATIENCE)).isEqualTo(GatewayProcess.KILLED);

    first.start();

    figures.fault(aftermath.isFine(invoices));
  }

  /** Those that the work itself leads to. */
  static Stream<CrashPoint> deathsAtWork() {
    return Stream.of(CrashPoint.values())
        .filter(point -> point.compareTo(CrashPoint.TOKEN_BEGUN) < 0)
        .filter(CrashPointsIT::isWanted);
  }

  @Order(2)
  @ParameterizedTest
  @MethodSource("deathsAtWork")
  void a_node_that_runs_takes_over_what_the_dead_one_had_in_hand(CrashPoint point) {
    if (!second.isAlive()) {
      second.start();
    }
    first.beginArmed(point, 1);
    first.awaitReady();
    List<Long> invoices = new ArrayList<>();
    // Either of them may be faster; sooner or later the first gets to its point.
    Eventually.see(
        PATIENCE,
        "the first is dead",
        () -> {
          if (new Invariants(ground).unfinished().size() < IN_HAND) {
            invoices.add(aftermath.issue());
          }
          return first.isAlive();
        },
        alive -> !alive);
    assertThat(first.awaitDeath(PATIENCE)).isEqualTo(GatewayProcess.KILLED);

    figures.fault(aftermath.isFine(invoices));
  }
}
