package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A storm of 429s: from the first one on, no node calls the vendor for that connection until it may
 * be called again; other connections go on, and afterwards everything ships, once.
 */
class ThrottledVendorIT {
  private static final String OTHER = "second";
  private static final String OTHER_ACCOUNT = "mT4p9Z";

  /** For calls that were on their way when the first 429 came. */
  private static final Duration ON_THE_WAY = Duration.ofMillis(300);

  private static boolean prepared;
  private static long client;
  private static long otherClient;

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @BeforeEach
  void two_nodes_and_two_connections_at_rest() {
    if (!prepared) {
      prepared = true;
      gateway.freshBooks().set("rateLimit", 0);
      gateway.startSecondNode();
      client = gateway.freshBooks().newClient();
      otherClient = gateway.freshBooks().addBusiness(OTHER_ACCOUNT);
      gateway
          .freshBooks()
          .editClient(
              otherClient,
              new JsonObject()
                  .put("fname", "Robin")
                  .put("lname", "Vale")
                  .put("bus_phone", "510-555-0177")
                  .put("p_street", "412 Harrison Street")
                  .put("p_city", "Oakland")
                  .put("p_province", "CA")
                  .put("p_code", "94607")
                  .put("p_country", "United States"));
      gateway.connectAnother(OTHER, OTHER_ACCOUNT);
      // Tokens are fetched, webhooks registered, and both are swept for the first time.
      awaitShippedElsewhere(issue(otherClient, 1));
      issue(client, 1).forEach(invoice -> ShippedOnce.check(gateway, invoice));
      gateway.awaitSwept();
    }
    awaitIdle();
    gateway.freshBooks().forgetRequests();
  }

  @AfterEach
  void the_vendors_are_well_again() {
    gateway.freshBooks().clearFaults();
    gateway.ups().clearFaults();
  }

  @AfterAll
  static void nothing_is_lost_doubled_or_stuck() {
    Aftermath.check(gateway, "Storms of 429", 5);
  }

  @Test
  void retry_after_in_seconds() {
    Storm storm = throttle(Optional.of("4"));
    storm.check(storm.begun.plusSeconds(4));
    storm.ends();
  }

  @Test
  void retry_after_as_a_date() {
    ZonedDateTime until = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(6).withNano(0);
    Storm storm = throttle(Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(until)));
    storm.check(until.toInstant());
    storm.ends();
  }

  @Test
  void no_retry_after_at_all() {
    Storm storm = throttle(Optional.empty());
    storm.check(storm.begun.plusSeconds(5));
    storm.ends();
  }

  @Test
  void an_absurd_retry_after_is_an_hour_that_an_operator_can_end() {
    Storm storm = throttle(Optional.of("99999999999"));
    assertThat(Instant.parse(gates().getFirst().getString("closedUntil")))
        .isBetween(storm.begun.plusSeconds(3_590), storm.begun.plusSeconds(3_660));
    storm.check(storm.begun.plusSeconds(3));
    awaitMetric("1.0");

    JsonObject said =
        gateway
            .management()
            .post("/api/connections/harbor/vendors/freshbooks/retry", new JsonObject());

    assertThat(said.getInteger("lanes")).isEqualTo(2);
    storm.ends();
    awaitMetric("0.0");
    assertThat(actions()).contains("vendor-retried");
  }

  @Test
  void a_busy_ups_is_sent_no_purchase_and_no_question() {
    gateway.ups().fault(tooMany("ship", Optional.of("4")));
    List<Long> invoices = issue(client, 6);
    Instant begun = firstRefusal(() -> gateway.ups().requests("ship"));
    awaitClosed("ups");
    gateway.ups().clearFaults();
    awaitPast(begun.plusSeconds(4));

    assertThat(between(gateway.ups().requests(), begun, begun.plusSeconds(4), all -> true))
        .isEmpty();
    invoices.forEach(invoice -> ShippedOnce.check(gateway, invoice));
    assertThat(gateway.count("shipment where state = 'halted'")).isZero();
    awaitOpen();
  }

  /** Six invoices that meet a 429, and what is to be seen of it. */
  private record Storm(List<Long> invoices, Instant begun, long rowsBefore) {

    /** While it lasts. */
    void check(Instant end) {
      List<Long> others = issue(otherClient, 3);
      awaitShippedElsewhere(others);
      assertThat(gateway.count("work where connection_id = 'harbor' and attempts > 1")).isZero();
      assertThat(Instant.now()).as("the other connection ships meanwhile").isBefore(end);
      awaitPast(end);

      assertThat(
              between(
                  gateway.freshBooks().requests(),
                  begun,
                  end,
                  request -> request.getString("path").contains("/account/" + ours() + "/")))
          .as("calls of both nodes from the first 429 to %s", end)
          .isEmpty();
    }

    /** And then. */
    void ends() {
      invoices.forEach(invoice -> ShippedOnce.check(gateway, invoice));
      awaitOpen();
      assertThat(gateway.count("audit where action = 'vendor-gate-closed'") - rowsBefore)
          .as("one row for each lane")
          .isEqualTo(2);
      assertThat(gateway.count("audit where action = 'vendor-gate-opened'"))
          .isEqualTo(gateway.count("audit where action = 'vendor-gate-closed'"));
    }
  }

  private static Storm throttle(Optional<String> retryAfter) {
    long before = gateway.count("audit where action = 'vendor-gate-closed'");
    gateway.freshBooks().fault(tooMany("invoice.get", retryAfter));
    List<Long> invoices = issue(client, 6);
    Instant begun = firstRefusal(() -> gateway.freshBooks().requests("invoice.get"));
    List<JsonObject> gates = awaitClosed("freshbooks");
    gateway.freshBooks().clearFaults();
    assertThat(gates)
        .hasSize(2)
        .allSatisfy(gate -> {
          assertThat(gate.getString("reason")).isEqualTo("busy");
          assertThat(Instant.parse(gate.getString("since"))).isAfter(begun.minusMillis(50));
        });
    return new Storm(invoices, begun, before);
  }

  private static String ours() {
    return gateway.freshBooksAccount();
  }

  private static List<Long> issue(long of, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> gateway.freshBooks().issueWithNotes(of, "#ship ground 2lb"))
        .toList();
  }

  private static JsonObject tooMany(String operation, Optional<String> retryAfter) {
    return new JsonObject()
        .put("operation", operation)
        .put("kind", "status")
        .put("status", 429)
        .put("times", 0)
        .put("retryAfter", retryAfter.orElse(null));
  }

  private static Instant firstRefusal(Supplier<List<JsonObject>> requests) {
    return Eventually.see(
            "a 429",
            () ->
                requests.get().stream()
                    .filter(request -> Integer.valueOf(429).equals(request.getValue("status")))
                    .map(ThrottledVendorIT::at)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static List<JsonObject> between(
      List<JsonObject> requests, Instant begun, Instant end, Predicate<JsonObject> wanted) {
    return requests.stream()
        .filter(request -> at(request).isAfter(begun.plus(ON_THE_WAY)) && at(request).isBefore(end))
        .filter(wanted)
        .toList();
  }

  private static Instant at(JsonObject request) {
    return Instant.parse(request.getString("at"));
  }

  private static List<JsonObject> gates() {
    return FreshBooksDesk.objects(gateway.connectionAsShown(), "gates");
  }

  /** Its gates, one for each lane. */
  private static List<JsonObject> awaitClosed(String vendor) {
    return Eventually.see(
            "the gates of " + vendor + " are closed",
            ThrottledVendorIT::gates,
            all -> all.size() == 2)
        .stream()
        .filter(gate -> gate.getString("vendor").equals(vendor))
        .toList();
  }

  private static void awaitOpen() {
    Eventually.see("all gates open", ThrottledVendorIT::gates, List::isEmpty);
  }

  private static void awaitPast(Instant end) {
    Eventually.see("it is " + end, Instant::now, now -> now.isAfter(end));
  }

  private static void awaitIdle() {
    Eventually.see(
        "nothing to do",
        () -> gateway.count("work where due_at < now() + interval '30 seconds'"),
        due -> due == 0);
  }

  /** Its own API knows the connection of this test only: UPS and FreshBooks tell. */
  private static void awaitShippedElsewhere(List<Long> invoices) {
    for (long invoice : invoices) {
      Eventually.see(
          "invoice " + invoice + " of the other connection has its number",
          () -> gateway.freshBooks().notes(invoice),
          notes -> notes.contains("--- UPS shipment for invoice "));
      assertThat(gateway.ups().shipmentsOf(invoice)).hasSize(1);
    }
  }

  private static void awaitMetric(String value) {
    String line =
        "vendor_gate_closed{connection=\"harbor\",lane=\"invoices\",vendor=\"freshbooks\"} "
            + value;
    Eventually.see(
        line,
        () -> gateway.management().call("GET", "/metrics", null).text(),
        text -> text.lines().anyMatch(line::equals));
  }

  private static List<String> actions() {
    return gateway.audit().stream().map(row -> row.getString("action")).toList();
  }
}
