package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import com.mlconnector.verify.Invariants;
import com.mlconnector.verify.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Postgres stops, dies, or restarts while the nodes come up. Nothing is acknowledged meanwhile,
 * nothing that was acknowledged is gone, and the gateway goes on without a person.
 */
@Timeout(Faults.LONGEST_SECONDS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresDownIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration DOWN = Duration.ofSeconds(Faults.number(3, 30));
  private static final int LOAD = Faults.number(300, 5_000);
  private static final int AT_ONCE = 20;

  private static PostgresServer postgres;
  private static Ground ground;
  private static List<GatewayProcess> nodes;
  private static Aftermath aftermath;
  private static Postman postman;
  private static long number = 1_000_000;
  private static final Figures figures = new Figures("Postgres down");

  @BeforeAll
  static void open() {
    postgres = PostgresServer.start();
    ground = Ground.open(postgres.database("gateway"), Map.of());
    nodes = List.of(ground.node("first"), ground.node("second"));
    nodes.forEach(GatewayProcess::start);
    ground.connect();
    aftermath = new Aftermath(ground, figures);
    postman = new Postman(ground);
    postman.awaitWelcome(nodes, aftermath.issue());
  }

  @AfterAll
  static void close() {
    figures.print();
    ground.close();
    postgres.close();
  }

  @Test
  @Order(1)
  void while_postgres_is_stopped_nothing_is_acknowledged() {
    long invoice = aftermath.issue();
    postgres.stop();
    long stopped = System.nanoTime();
    List<Integer> answers = new ArrayList<>();
    do {
      answers.addAll(postman.bringAtOnce(letters(invoice, 10), nodes));
    } while (System.nanoTime() - stopped < DOWN.toNanos());
    long untold = aftermath.issue();
    postgres.startAgain();

    Duration recovery = awaitAcknowledged(invoice);

    assertThat(answers).hasSizeGreaterThanOrEqualTo(10).containsOnly(503);
    assertThat(recovery).isLessThan(SOON);
    allIsWell(recovery, List.of(invoice, untold));
  }

  @Test
  @Order(2)
  void postgres_restarts_while_all_nodes_come_up_from_a_crash() {
    List<Long> invoices = aftermath.issue(6);
    Eventually.see(PATIENCE, "the first has shipped", this::shipped, n -> n > 0);
    nodes.forEach(GatewayProcess::killHard);
    nodes.forEach(GatewayProcess::begin);
    Eventually.see(PATIENCE, "a node has come to Postgres", this::sessions, n -> n > 0);
    List<GatewayProcess> comingUp = nodes.stream().filter(node -> !node.isReady()).toList();
    postgres.stop();
    postgres.startAgain();
    long begin = System.nanoTime();

    // What gives up at its start is started again by whoever supervises it.
    Eventually.see(
        PATIENCE,
        "all are ready",
        () -> {
          nodes.stream().filter(node -> !node.isAlive()).forEach(GatewayProcess::begin);
          return nodes;
        },
        all -> all.stream().allMatch(GatewayProcess::isReady));

    assertThat(comingUp).isNotEmpty();
    allIsWell(since(begin), invoices);
  }

  @Test
  @Order(3)
  void what_was_acknowledged_under_load_is_there_after_postgres_was_killed() throws Exception {
    List<Long> invoices = aftermath.issue(3);
    long from = number;
    Thread killer = Thread.ofVirtual().unstarted(postgres::killHard);
    List<Long> acknowledged = new ArrayList<>();
    List<Long> refused = new ArrayList<>();
    while (refused.size() < AT_ONCE || killer.isAlive()) {
      List<Postman.Letter> letters = letters(invoices.getFirst(), AT_ONCE);
      long first = number - AT_ONCE;
      List<Integer> answers = postman.bringAtOnce(letters, nodes);
      for (int i = 0; i < answers.size(); i++) {
        (answers.get(i) == 200 ? acknowledged : refused).add(first + i);
        assertThat(answers.get(i)).isIn(200, 503);
      }
      if (acknowledged.size() >= LOAD && killer.getState() == Thread.State.NEW) {
        killer.start();
      }
    }
    killer.join();
    postgres.startAgain();

    Duration recovery = awaitAcknowledged(invoices.getFirst());

    List<Long> kept =
        ground
            .rows()
            .texts(
                """
                select substring(convert_from(body, 'UTF8') from 'user_id=(\\d+)') from delivery
                where convert_from(body, 'UTF8') ~ 'user_id=[0-9]{7,}'
                """)
            .stream()
            .map(Long::valueOf)
            .filter(one -> one >= from)
            .toList();
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(LOAD);
    assertThat(kept).doesNotHaveDuplicates().containsAll(acknowledged);
    assertThat(recovery).isLessThan(SOON);
    allIsWell(recovery, invoices);
  }

  private static List<Postman.Letter> letters(long invoice, int count) {
    long first = number;
    number += count;
    return LongStream.range(first, number).mapToObj(one -> postman.letter(invoice, one)).toList();
  }

  /** From now on, until every node takes deliveries again. */
  private static Duration awaitAcknowledged(long invoice) {
    long begin = System.nanoTime();
    postman.awaitWelcome(nodes, invoice);
    return since(begin);
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private long shipped() {
    return new Invariants(ground).shipped();
  }

  private long sessions() {
    return ground
        .rows()
        .number("select count(*) from pg_stat_activity where usename = 'ml_gateway'");
  }

  private static void allIsWell(Duration recovery, List<Long> invoices) {
    figures.fault(recovery);
    var _ = aftermath.isFine(invoices);
  }
}
