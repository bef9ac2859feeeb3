package com.mlconnector.scenario;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.SandboxClock;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists that shift, fail, lie or stop in the middle while they are read. No webhook ever comes. */
class SweptListsIT {
  private static final int OLD = 250;
  private static final JsonObject FLAG = new JsonObject().put("notes", "#ship ground 2lb");
  private static final SandboxClock CLOCK =
      new SandboxClock(InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z")));

  /** Three pages of unflagged invoices, oldest first, made long before the connection. */
  private static List<Long> old = List.of();

  private static long client;

  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway()
          .withClock(CLOCK)
          .with("poller.sweep-interval", "1h")
          .with("poller.lease", "5s")
          .with("shipping.lease", "5s")
          .with("freshbooks.request-timeout", "3s")
          .with("ups.request-timeout", "3s")
          .with("ups.ship-timeout", "3s")
          .with("shutdown.drain", "0s")
          .beforeConsent(desk -> {
            desk.set("rateLimit", 0);
            client = desk.newClient();
            old = desk.importInvoices(OLD, client, new JsonObject().put("notes", "Thank you!"));
            CLOCK.advance(Duration.ofDays(10));
          });

  @BeforeEach
  void all_is_quiet() {
    gateway.freshBooks().set("webhooks", false);
    gateway.freshBooks().clearFaults();
    gateway.awaitSwept();
    gateway.freshBooks().forgetRequests();
  }

  @Test
  void what_slides_to_a_page_already_read_is_found_by_the_same_sweep() {
    touchAll();
    gateway.sweep();
    int border = old.size() - 100;
    long slides = old.get(border - 1);
    gateway.freshBooks().forgetRequests();
    edit(slides);
    delay(1, 2_000);

    gateway.sweepLater();
    awaitAsked(2);
    old.subList(border + 10, border + 15).forEach(id -> gateway.freshBooks().delete(id));
    gateway.freshBooks().importInvoices(2, client, new JsonObject());

    ShippedOnce.check(gateway, slides);
    gateway.awaitSwept();
    assertThat(pagesAsked()).startsWith("1", "2", "1", "2", "3");
    old = List.copyOf(old.stream().filter(id -> !isDeleted(id)).toList());
  }

  @Test
  void a_filter_that_freshbooks_ignores_is_noticed_and_nothing_is_read_twice_for_it() {
    CLOCK.advance(Duration.ofDays(5));
    gateway.freshBooks().set("ignoreUpdatedMin", true);
    long invoice = gateway.freshBooks().issue(client, FLAG);

    gateway.sweep();

    ShippedOnce.check(gateway, invoice);
    gateway.freshBooks().set("ignoreUpdatedMin", false);
    assertThat(gateway.sweeps().getFirst().getString("d.filter")).isEqualTo("ignored");
    assertThat(readInvoices()).containsOnly(Long.toString(invoice));
  }

  @Test
  void an_unreadable_invoice_does_not_keep_its_neighbours() {
    long invoice = gateway.freshBooks().issue(client, FLAG);
    JsonArray page =
        new JsonArray()
            .add(new JsonObject().put("id", 7))
            .add(gateway.freshBooks().invoice(invoice));
    JsonObject result =
        new JsonObject().put("invoices", page).put("page", 1).put("pages", 1).put("total", 2);
    gateway
        .freshBooks()
        .fault(
            spoiled("status")
                .put("status", 200)
                .put(
                    "body",
                    new JsonObject().put("response", new JsonObject().put("result", result))));

    gateway.sweep();

    ShippedOnce.check(gateway, invoice);
  }

  @Test
  void a_sweep_that_is_throttled_goes_on_with_the_same_page() {
    CLOCK.advance(Duration.ofDays(5));
    touchAll();
    gateway
        .freshBooks()
        .fault(
            spoiled("status")
                .put("status", 429)
                .put("retryAfter", "1")
                .put("times", 2)
                .put("skip", 1));

    gateway.sweep();

    assertThat(pagesAsked()).startsWith("1", "2", "2", "2", "3");
    assertThat(gateway.count("sweep where failures > 0")).isZero();
  }

  @Test
  void the_watermark_waits_for_a_sweep_that_goes_through() {
    gateway.freshBooks().fault(spoiled("status").put("status", 503).put("times", 4));
    long invoice = gateway.freshBooks().issue(client, FLAG);
    CLOCK.advance(Duration.ofMinutes(5));

    gateway.sweepLater();
    Eventually.see(
        "the failure counted", () -> gateway.count("sweep where failures = 1"), n -> n == 1);
    assertThat(gateway.count("sweep where watermark < '" + CLOCK.instant() + "'")).isEqualTo(1);

    ShippedOnce.check(gateway, invoice);
    gateway.awaitSwept();
    assertThat(gateway.count("sweep where watermark = '" + CLOCK.instant() + "'")).isEqualTo(1);
    assertThat(gateway.count("sweep where failures > 0")).isZero();
  }

  @Test
  void a_watermark_of_the_future_blinds_no_sweep() {
    gateway.database().sql("update sweep set watermark = watermark + interval '400 days'");
    long invoice = gateway.freshBooks().issue(client, FLAG);

    gateway.sweep();

    ShippedOnce.check(gateway, invoice);
  }

  @Test
  void a_node_that_stops_in_the_middle_leaves_the_sweep_to_the_next() {
    CLOCK.advance(Duration.ofDays(5));
    touchAll();
    long last = old.getFirst();
    edit(last);
    delay(1, 2_500);

    gateway.sweepLater();
    awaitAsked(2);
    gateway.stop();
    assertThat(gateway.count("sweep where swept_at is null")).isEqualTo(1);
    gateway.start();

    ShippedOnce.check(gateway, last);
    gateway.awaitSwept();
  }

  @Test
  void of_two_nodes_one_sweeps() {
    gateway.startSecondNode();
    CLOCK.advance(Duration.ofDays(5));
    touchAll();
    gateway.freshBooks().forgetRequests();

    gateway.sweep();

    assertThat(pagesAsked()).as("three pages, and one of deleted ones").hasSize(4);
  }

  @Test
  void what_no_filter_of_changes_shows_is_found_by_the_full_sweep() {
    long invoice = gateway.freshBooks().issue(client, new JsonObject());
    gateway.sweep();
    gateway.awaitVerdict(invoice, "ignored");
    edit(invoice);
    // As if FreshBooks had missed the change: it is not in the list of what has changed lately.
    CLOCK.advance(Duration.ofDays(5));
    gateway.sweep();
    gateway.sweep();
    CLOCK.advance(Duration.ofDays(5));

    gateway.sweepInFull();

    ShippedOnce.check(gateway, invoice);
  }

  @Test
  void a_full_sweep_reads_again_what_waits_for_a_person() {
    long ambiguous =
        gateway
            .freshBooks()
            .newClient("Elmwood Goods", "1187 Elmwood Ave", "Buffalo", "NY", "14222");
    long invoice = gateway.freshBooks().issue(ambiguous, FLAG);
    gateway.sweep();
    gateway.awaitHalted(invoice, "ADDRESS_AMBIGUOUS");
    long reads = gateway.freshBooks().readsOf(invoice);
    gateway.database().sql("update invoice set read_at = now() - interval '2 days'");

    gateway.sweepInFull();

    Eventually.see(
        "read again", () -> gateway.freshBooks().readsOf(invoice), now -> now == reads + 1);
  }

  @Test
  void metrics_tell_how_far_each_connection_has_been_swept() {
    gateway.sweep();

    Eventually.see("the gauges", SweptListsIT::gauges, SweptListsIT::tellAll);
  }

  private static List<String> gauges() {
    return gateway
        .management()
        .call("GET", "/metrics", null)
        .text()
        .lines()
        .filter(line -> line.startsWith("sweep_") && line.contains("{connection=\"harbor\"}"))
        .map(line -> line.replace("{connection=\"harbor\"}", ""))
        .toList();
  }

  private static boolean tellAll(List<String> gauges) {
    return gauges.contains("sweep_lag_seconds 0.0")
        && gauges.contains("sweep_failures 0.0")
        && gauges.contains("sweep_invoices_changed 0.0")
        && gauges.stream().anyMatch(line -> line.matches("sweep_age_seconds \\d.*"))
        && gauges.stream().anyMatch(line -> line.matches("sweep_pages [1-9]\\.0"))
        && gauges.stream().anyMatch(line -> line.startsWith("sweep_invoices_seen "));
  }

  @Test
  void a_connection_that_hangs_does_not_keep_another() {
    long otherClient = gateway.freshBooks().addBusiness("mT4p9Z");
    gateway.connectAnother("second", "mT4p9Z");
    gateway.awaitSwept();
    gateway.freshBooks().forgetRequests();
    gateway.freshBooks().fault(spoiled("delay").put("delayMillis", 20_000));
    gateway.freshBooks().issue(client, new JsonObject());
    gateway.freshBooks().issue(otherClient, new JsonObject());

    gateway.sweepLater();

    Eventually.see(
        "one is swept while the other waits",
        () -> gateway.count("sweep where swept_at is not null"),
        swept -> swept == 1);
    Map<String, Long> callsOfEach =
        gateway.freshBooks().requests("invoice.list").stream()
            .collect(groupingBy(request -> request.getString("path"), counting()));
    assertThat(callsOfEach.values()).as("still at its first page").contains(1L);
    gateway.database().sql("update connection set state = 'needs-consent' where id = 'second'");
    gateway.database().sql("delete from sweep where connection_id = 'second'");
  }

  private static void touchAll() {
    old.forEach(id ->
        gateway.freshBooks().edit(id, new JsonObject().put("terms", "Now " + CLOCK.instant())));
    gateway.sweep();
    Eventually.see("all read", () -> gateway.count("work where kind = 'invoice'"), n -> n == 0);
    gateway.freshBooks().forgetRequests();
  }

  private static void edit(long invoice) {
    gateway.freshBooks().edit(invoice, FLAG);
  }

  private static boolean isDeleted(long invoice) {
    return gateway.freshBooks().invoice(invoice).getInteger("vis_state") == 1;
  }

  private static JsonObject spoiled(String kind) {
    return new JsonObject().put("operation", "invoice.list").put("kind", kind);
  }

  /** Holds back one list answer after {@code skip} others; it shows the list as it is then. */
  private static void delay(int skip, int millis) {
    gateway.freshBooks().fault(spoiled("delay").put("skip", skip).put("delayMillis", millis));
  }

  private static void awaitAsked(int pages) {
    Eventually.see("page " + pages + " asked for", () -> pagesAsked().size(), n -> n >= pages);
  }

  private static List<String> pagesAsked() {
    return gateway.freshBooks().requests("invoice.list").stream()
        .map(request -> request.getString("query").replaceAll(".*&?page=(\\d+)&per_page.*", "$1"))
        .toList();
  }

  private static List<String> readInvoices() {
    return gateway.freshBooks().requests("invoice.get").stream()
        .map(request -> request.getString("path"))
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .toList();
  }
}
