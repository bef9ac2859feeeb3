package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.SandboxClock;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What sweeping costs where there are many invoices and few changes. {@code
 * -Dsweep.invoices=100000} for more of them; it prints what it measured.
 */
class SweepOfManyIT {
  private static final Logger LOG = LoggerFactory.getLogger(SweepOfManyIT.class);
  private static final int MANY = Integer.getInteger("sweep.invoices", 5_000);
  private static final int CHANGED = 50;
  private static final long MOST_GROWTH_BYTES = 48L << 20;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private long heapBefore;
  private long begun;
  private List<Long> old = List.of();

  @Test
  void fifty_changes_among_many_cost_two_pages_and_fifty_readings() throws Exception {
    SandboxClock clock =
        new SandboxClock(InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z")));
    try (RunningGateway gateway =
        new RunningGateway()
            .withClock(clock)
            .with("poller.sweep-interval", "1h")
            .beforeConsent(desk -> {
              plant(desk);
              clock.advance(Duration.ofDays(10));
              heapBefore = heap();
              begun = System.nanoTime();
            })
            .open()) {
      gateway.awaitSwept(PATIENCE);
      long firstMillis = millisSince(begun);
      FreshBooksDesk desk = gateway.freshBooks();
      desk.forgetRequests();
      long heapAfterFirst = heap();
      JsonObject first = gateway.sweeps().getFirst();
      assertThat(first.getString("d.scope")).isEqualTo("first");
      assertThat(first.getString("d.pages")).isEqualTo(Integer.toString(MANY / 100));
      assertThat(first.getString("d.changed")).isEqualTo("0");
      assertThat(gateway.count("invoice")).isEqualTo(MANY);

      desk.set("webhooks", false);
      clock.advance(Duration.ofDays(10));
      for (int i = 0; i < CHANGED; i++) {
        desk.edit(old.get(i * (MANY / CHANGED)), new JsonObject().put("terms", "Net 30"));
      }
      begun = System.nanoTime();
      gateway.sweepLater();
      gateway.awaitSwept(PATIENCE);
      long secondMillis = millisSince(begun);
      Eventually.see(
          "all read", () -> gateway.count("work where kind = 'invoice'"), left -> left == 0);
      assertThat(desk.requests("invoice.list")).as("changed, and deleted").hasSize(2);
      assertThat(desk.requests("invoice.get")).hasSize(CHANGED);
      desk.forgetRequests();

      LOG.warn(
          "{} invoices: first sweep {} ms, {} pages; {} changes {} ms; heap {} MB, {} MB after the"
              + " first sweep, {} MB after the second",
          MANY,
          firstMillis,
          MANY / 100,
          CHANGED,
          secondMillis,
          heapBefore >> 20,
          heapAfterFirst >> 20,
          heap() >> 20);
      assertThat(heapAfterFirst - heapBefore).isLessThan(MOST_GROWTH_BYTES);
      assertThat(heap() - heapAfterFirst).isLessThan(MOST_GROWTH_BYTES);
    }
  }

  private void plant(FreshBooksDesk desk) {
    desk.set("rateLimit", 0);
    JsonArray lines =
        new JsonArray()
            .add(FreshBooksDesk.line("Blue mug", "Glazed"))
            .add(FreshBooksDesk.line("Shipping: UPS Ground", "2 lb"));
    old = desk.importInvoices(MANY, desk.newClient(), new JsonObject().put("lines", lines));
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }

  /** What is used after a collection. */
  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
