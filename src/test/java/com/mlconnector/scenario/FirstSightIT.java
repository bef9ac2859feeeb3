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
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shop with years of invoices is connected: nothing old ships, and looking at it is cheap. */
class FirstSightIT {
  private static final int OLD = 5_000;
  private static final SandboxClock CLOCK =
      new SandboxClock(InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z")));
  private static final JsonObject FLAGGED =
      new JsonObject()
          .put(
              "lines",
              new JsonArray()
                  .add(FreshBooksDesk.line("Blue mug", "Glazed"))
                  .add(FreshBooksDesk.line("Shipping: UPS Ground", "2 lb")));
  private static final JsonObject UNFLAGGED =
      new JsonObject().put("lines", new JsonArray().add(FreshBooksDesk.line("Blue mug", "")));

  private static long client;
  private static List<Long> flagged = List.of();
  private static long unflagged;

  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway()
          .withClock(CLOCK)
          .with("poller.sweep-interval", "1h")
          .beforeConsent(FirstSightIT::yearsOfInvoices);

  private static void yearsOfInvoices(FreshBooksDesk desk) {
    desk.set("rateLimit", 0);
    client = desk.newClient();
    flagged = desk.importInvoices(OLD, client, FLAGGED);
    unflagged = desk.importInvoices(1, client, UNFLAGGED).getFirst();
    CLOCK.advance(Duration.ofDays(30));
  }

  @BeforeAll
  static void five_thousand_old_invoices_are_noted_from_51_pages_and_read_by_none() {
    gateway.awaitSwept();

    // The consent has tried the login on one page of its own.
    assertThat(gateway.freshBooks().requests("invoice.list"))
        .filteredOn(list -> !list.getString("query").contains("search"))
        .hasSize(OLD / 100 + 1);
    assertThat(gateway.freshBooks().requests("invoice.get")).isEmpty();
    assertThat(gateway.count("invoice where verdict = 'ignored' and first_flagged")).isEqualTo(OLD);
    assertThat(gateway.count("invoice where not first_flagged")).isEqualTo(1);
    assertThat(gateway.count("work where kind = 'invoice'")).isZero();
    assertThat(gateway.reading(flagged.getFirst()).orElseThrow().getString("reason"))
        .isEqualTo("The invoice is older than this connection.");
  }

  @Test
  void the_next_new_one_ships() {
    long invoice = gateway.freshBooks().issue(client, FLAGGED);

    ShippedOnce.check(gateway, invoice);
  }

  @Test
  void an_old_one_that_is_flagged_now_ships_once() {
    gateway.freshBooks().edit(unflagged, new JsonObject().put("notes", "#ship ground 2lb"));

    ShippedOnce.check(gateway, unflagged);
  }

  @Test
  void an_old_flagged_one_that_is_paid_now_does_not_ship() {
    long paid = flagged.get(17);
    gateway.freshBooks().pay(paid);
    gateway.freshBooks().fire("invoice.update", paid);

    Eventually.see("read", () -> gateway.freshBooks().readsOf(paid), reads -> reads > 0);
    Eventually.see(
        "the reading stored",
        () -> gateway.reading(paid).orElseThrow().getString("reason"),
        reason -> reason.equals("The invoice and its flag are older than this connection."));
    assertThat(gateway.shipment(paid)).isEmpty();
    assertThat(gateway.ups().shipmentsOf(paid)).isEmpty();
  }

  @Test
  void an_old_flagged_one_whose_webhook_overtakes_the_first_sweep_does_not_ship() throws Exception {
    AtomicLong old = new AtomicLong();
    SandboxClock clock =
        new SandboxClock(InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z")));
    try (RunningGateway late =
        new RunningGateway()
            .withClock(clock)
            .with("poller.sweep-interval", "1h")
            .beforeConsent(desk -> {
              old.set(desk.importInvoices(1, desk.newClient(), FLAGGED).getFirst());
              clock.advance(Duration.ofDays(1));
              desk.fault(
                  new JsonObject()
                      .put("operation", "invoice.list")
                      .put("kind", "delay")
                      // The first page is the one that the consent tries the login on.
                      .put("skip", 1)
                      .put("delayMillis", 6_000));
            })
            .open()) {
      long invoice = old.get();
      late.freshBooks().fire("invoice.update", invoice);

      late.awaitVerdict(invoice, "ignored");
      assertThat(late.count("sweep where swept_at is not null")).isZero();
      late.awaitSwept();
      assertThat(late.freshBooks().readsOf(invoice)).isEqualTo(1);
      assertThat(late.shipment(invoice)).isEmpty();
      assertThat(late.ups().requests("ship")).isEmpty();
    }
  }
}
