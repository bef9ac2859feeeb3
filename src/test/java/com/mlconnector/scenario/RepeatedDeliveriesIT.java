package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.TestDatabase;
import com.mlconnector.support.UpsDepot;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Webhooks come a hundredfold at once, in the wrong order, in the middle of the work, and long
 * after it, at all nodes: each has its one effect, and what was bought stays bought once.
 */
@Timeout(Faults.LONGEST_SECONDS)
class RepeatedDeliveriesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String FLAG = "#ship ground 2lb";
  private static final int COPIES = 100;
  private static final int REPLAYS = Faults.number(1_000, 10_000);
  private static final long SEED = 7;

  private static TestDatabase database;
  private static Ground ground;
  private static List<GatewayProcess> nodes;
  private static FreshBooksDesk freshBooks;
  private static UpsDepot ups;
  private static Aftermath aftermath;
  private static Postman postman;
  private static long client;
  private static final Figures figures = new Figures("Repeated deliveries");

  /** By this test. */
  private int brought;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    ground = Ground.open(database.place(), Map.of());
    nodes = List.of(ground.node("first"), ground.node("second"));
    nodes.forEach(GatewayProcess::start);
    ground.connect();
    freshBooks = FreshBooksDesk.at(ground.freshBooks());
    ups = UpsDepot.at(ground.ups());
    aftermath = new Aftermath(ground, figures);
    postman = new Postman(ground);
    client = freshBooks.newClient();
    postman.awaitWelcome(nodes, freshBooks.issueWithNotes(client, ""));
  }

  @AfterAll
  static void close() {
    figures.print();
    ground.close();
    database.close();
  }

  @AfterEach
  void all_is_well_and_goes_on() {
    freshBooks.clearFaults();
    figures.faults(brought, aftermath.isFine(List.of()));
  }

  @Test
  void a_hundred_copies_at_once_at_all_nodes_buy_once() {
    long invoice = freshBooks.issueWithNotes(client, FLAG);
    Postman.Letter letter = postman.letter(invoice, 1);

    List<Integer> answers = postman.bringAtOnce(Collections.nCopies(COPIES, letter), nodes);

    assertThat(answers).hasSize(COPIES).containsOnly(200);
    brought = COPIES;
    shipsOnce(invoice);
    assertThat(kept(invoice)).isGreaterThan(COPIES);
    assertThat(freshBooks.readsOf(invoice)).isLessThan(COPIES / 4);
  }

  @Test
  void an_update_that_overtakes_the_creation_is_what_counts() {
    freshBooks.set("webhookReverseNext", 2);
    long invoice = freshBooks.issueWithNotes(client, "");
    freshBooks.edit(invoice, new JsonObject().put("notes", FLAG));
    brought = 1;

    shipsOnce(invoice);
  }

  @Test
  void an_update_while_the_worker_reads_is_not_lost() {
    // The answer is made, and then on its way for long: what it says is old when it arrives.
    freshBooks.fault(
        new JsonObject()
            .put("operation", "invoice.get")
            .put("kind", "delay")
            .put("moment", "after")
            .put("delayMillis", 1_500));
    long invoice = freshBooks.issueWithNotes(client, "");
    Eventually.see(
        "a worker reads the invoice",
        () -> ground.freshBooksControls().get("/faults").encode(),
        waiting -> !waiting.contains("invoice.get"));

    freshBooks.edit(invoice, new JsonObject().put("notes", FLAG));

    brought = 1;
    shipsOnce(invoice);
    assertThat(freshBooks.requests("invoice.get"))
        .filteredOn(read -> read.getString("path").endsWith("/" + invoice))
        .anyMatch(read -> read.getValue("fault") != null);
  }

  @Test
  void replays_of_captured_webhooks_buy_nothing() {
    List<Long> invoices =
        Stream.generate(() -> freshBooks.issueWithNotes(client, FLAG)).limit(3).toList();
    invoices.forEach(RepeatedDeliveriesIT::shipsOnce);
    var _ = aftermath.settle();
    List<Postman.Letter> captured =
        invoices.stream()
            .flatMap(invoice -> freshBooks.deliveriesOf(invoice).stream())
            .map(Postman.Letter::copied)
            .toList();
    List<String> notes = invoices.stream().map(freshBooks::notes).toList();
    long purchases = ups.requests("ship").size();
    long writes = freshBooks.requests("invoice.update").size();
    long reads = reads(invoices);
    long kept = invoices.stream().mapToLong(RepeatedDeliveriesIT::kept).sum();
    Random random = new Random(SEED);

    List<Integer> answers =
        postman.bringAll(
            Stream.generate(() -> captured.get(random.nextInt(captured.size())))
                .limit(REPLAYS)
                .toList(),
            nodes);

    assertThat(answers).hasSize(REPLAYS).containsOnly(200);
    brought = REPLAYS;
    var _ = aftermath.settle();
    assertThat(ups.requests("ship")).hasSize((int) purchases);
    assertThat(freshBooks.requests("invoice.update")).hasSize((int) writes);
    assertThat(invoices.stream().map(freshBooks::notes)).isEqualTo(notes);
    assertThat(invoices.stream().mapToLong(RepeatedDeliveriesIT::kept).sum())
        .isEqualTo(kept + REPLAYS);
    long further = reads(invoices) - reads;
    System.out.printf("%d replays cost %d readings%n", REPLAYS, further);
    // However many come while an invoice is read, they cost one reading more.
    assertThat(further).isBetween((long) invoices.size(), REPLAYS / 10L);
  }

  private static void shipsOnce(long invoice) {
    Eventually.see(
        PATIENCE,
        "invoice " + invoice + " is written back",
        () -> freshBooks.notes(invoice),
        notes -> notes.contains("UPS shipment"));
    assertThat(ups.purchaseCalls(invoice)).hasSize(1);
    assertThat(ups.shipmentsOf(invoice)).hasSize(1);
  }

  private static long kept(long invoice) {
    return ground
        .rows()
        .number("select count(*) from delivery where object_id = '%d'".formatted(invoice));
  }

  private static long reads(List<Long> invoices) {
    return invoices.stream().mapToLong(freshBooks::readsOf).sum();
  }
}
