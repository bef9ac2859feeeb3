package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.SandboxClock;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No webhook comes for an hour in which a shop goes on working; also in the hour that FreshBooks'
 * wall time doubles in autumn, and around the one it leaves out in spring.
 */
class WebhooksOffForAnHourIT {
  private static final JsonObject FLAG = new JsonObject().put("notes", "#ship ground 2lb");
  private static final JsonObject FLAG_LINE =
      new JsonObject()
          .put(
              "lines",
              new JsonArray()
                  .add(FreshBooksDesk.line("Blue mug", "Glazed"))
                  .add(FreshBooksDesk.line("Shipping: UPS Ground", "3 lb")));
  private static final JsonObject THANKS = new JsonObject().put("notes", "Thank you!");

  /** Divides no hour: two changes never share a wall time, even in the doubled hour. */
  private static final Duration STEP = Duration.ofSeconds(97);

  @ParameterizedTest
  @CsvSource({
    "2026-07-14T14:00:00Z, PT1H",
    "2026-11-01T05:00:00Z, PT2H",
    "2027-03-14T06:30:00Z, PT1H",
  })
  void every_flagged_invoice_is_found_and_ships_once(Instant from, Duration off) throws Exception {
    SandboxClock clock = clockAt(from.minus(Duration.ofHours(2)));
    try (RunningGateway gateway = gateway(clock).open()) {
      gateway.awaitSwept();
      clock.advance(Duration.between(clock.instant(), from));
      FreshBooksDesk desk = gateway.freshBooks();
      desk.set("webhooks", false);
      List<Long> clients = List.of(desk.newClient(), desk.newClient(), desk.newClient());
      List<Long> ships = new ArrayList<>();
      List<Long> stays = new ArrayList<>();
      List<Long> flaggedLater = new ArrayList<>();

      for (int i = 0; clock.instant().isBefore(from.plus(off)); i++) {
        long client = clients.get(i % clients.size());
        switch (i % 4) {
          case 0 -> ships.add(desk.issue(client, FLAG));
          case 1 -> ships.add(desk.issue(client, FLAG_LINE));
          case 2 -> stays.add(desk.issue(client, THANKS));
          default -> {
            flaggedLater.add(desk.issue(client, THANKS));
            beforeLast(flaggedLater, 2)
                .ifPresent(id -> desk.edit(id, new JsonObject().put("terms", "Net 10")));
            beforeLast(flaggedLater, 5).ifPresent(id -> desk.edit(id, FLAG));
            desk.edit(stays.getLast(), new JsonObject().put("terms", "Net 30"));
          }
        }
        clock.advance(STEP);
      }
      stays.addAll(flaggedLater.subList(flaggedLater.size() - 5, flaggedLater.size()));
      ships.addAll(flaggedLater.subList(0, flaggedLater.size() - 5));
      assertThat(ships.size() + stays.size()).isGreaterThanOrEqualTo(30);

      ships.forEach(id -> ShippedOnce.check(gateway, id));
      stays.forEach(id -> gateway.awaitVerdict(id, "ignored"));
      Eventually.see("no work", () -> gateway.count("work where kind = 'invoice'"), n -> n == 0);
      assertThat(gateway.ups().requests("ship")).hasSize(ships.size());
      assertThat(gateway.count("shipment")).isEqualTo(ships.size());
    }
  }

  @Test
  void an_invoice_changed_in_both_of_the_equal_looking_hours_is_found_twice() throws Exception {
    SandboxClock clock = clockAt(Instant.parse("2026-11-01T05:10:00Z"));
    try (RunningGateway gateway = gateway(clock).open()) {
      FreshBooksDesk desk = gateway.freshBooks();
      desk.set("webhooks", false);
      long invoice = desk.issue(desk.newClient(), THANKS);
      clock.advance(Duration.ofMinutes(20));
      desk.edit(invoice, new JsonObject().put("terms", "Net 10"));
      gateway.awaitVerdict(invoice, "ignored");
      awaitVersion(gateway, invoice, "2026-11-01 01:30:00");

      clock.advance(Duration.ofMinutes(55));
      desk.edit(invoice, FLAG);

      assertThat(desk.invoice(invoice).getString("version")).startsWith("2026-11-01 01:25:00");
      ShippedOnce.check(gateway, invoice);
    }
  }

  @Test
  void connected_within_the_doubled_hour_new_ones_ship_and_older_ones_do_not() throws Exception {
    SandboxClock clock = clockAt(Instant.parse("2026-11-01T05:30:00Z"));
    AtomicLong old = new AtomicLong();
    try (RunningGateway gateway =
        gateway(clock)
            .beforeConsent(desk -> {
              old.set(desk.importInvoices(1, desk.newClient(), FLAG).getFirst());
              clock.advance(Duration.ofMinutes(15));
            })
            .open()) {
      gateway.awaitSwept();
      FreshBooksDesk desk = gateway.freshBooks();
      desk.set("webhooks", false);
      clock.advance(Duration.ofMinutes(45));

      long made = desk.issue(desk.newClient(), FLAG);

      assertThat(desk.invoice(made).getString("created_at"))
          .isEqualTo(desk.invoice(old.get()).getString("created_at"))
          .isEqualTo("2026-11-01 01:30:00");
      ShippedOnce.check(gateway, made);
      assertThat(gateway.reading(old.get()).orElseThrow().getString("reason"))
          .isEqualTo("The invoice is older than this connection.");
      assertThat(gateway.ups().requests("ship")).hasSize(1);
    }
  }

  private static Optional<Long> beforeLast(List<Long> ids, int before) {
    int index = ids.size() - 1 - before;
    return index < 0 ? Optional.empty() : Optional.of(ids.get(index));
  }

  private static void awaitVersion(RunningGateway gateway, long invoice, String version) {
    Eventually.see(
        "version " + version,
        () ->
            gateway.count(
                "invoice where invoice_id = " + invoice + " and version like '" + version + "%'"),
        found -> found == 1);
  }

  private static SandboxClock clockAt(Instant start) {
    return new SandboxClock(InstantSource.fixed(start));
  }

  private static RunningGateway gateway(SandboxClock clock) {
    return new RunningGateway()
        .withClock(clock)
        .with("poller.sweep-interval", "1s")
        .beforeConsent(desk -> desk.set("rateLimit", 0));
  }
}
