package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** UPS is down while thirty parcels wait: it is left alone but for one call now and then. */
class VendorDownIT {
  private static final int INVOICES = 30;

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @AfterAll
  static void nothing_is_lost_doubled_or_stuck() {
    Aftermath.check(gateway, "UPS down", 1);
  }

  @Test
  void an_outage_costs_few_calls_and_no_shipment() {
    gateway.freshBooks().set("rateLimit", 0);
    long client = gateway.freshBooks().newClient();
    // With a token in hand, as in an outage that begins in the middle of the day.
    gateway.awaitSubscribed(RunningGateway.parcel(gateway.awaitBought(issue(client))));
    gateway
        .ups()
        .fault(
            new JsonObject()
                .put("operation", "*")
                .put("kind", "status")
                .put("status", 503)
                .put("times", 0));
    List<Long> invoices = IntStream.range(0, INVOICES).mapToObj(i -> issue(client)).toList();

    JsonObject gate =
        Eventually.see("a closed gate", VendorDownIT::gates, all -> !all.isEmpty()).getFirst();

    assertThat(gate.getString("vendor")).isEqualTo("ups");
    assertThat(gate.getString("lane")).isEqualTo("shipping");
    assertThat(gate.getString("reason")).isEqualTo("failing");
    assertThat(gate.getString("why")).isEqualTo("It answers 503.");
    // Calls that were on their way have ended then.
    Instant quiet = Instant.parse(gate.getString("since")).plusSeconds(1);

    // One trial after five seconds, and the next no earlier than ten seconds after it.
    Eventually.see("twelve seconds later", Instant::now, quiet.plusSeconds(11)::isBefore);
    assertThat(callsFrom(quiet)).hasSize(1);
    assertThat(gate().getString("since")).isEqualTo(gate.getString("since"));
    assertThat(Instant.parse(gate().getString("closedUntil")))
        .isAfter(Instant.parse(gate.getString("since")).plusSeconds(14));
    assertThat(gateway.count("work where kind = 'shipment'")).isEqualTo(INVOICES);
    assertThat(gateway.count("work where set_aside_at is not null")).isZero();
    assertThat(gateway.count("shipment where state = 'halted'")).isZero();
    assertThat(gateway.count("audit where action = 'vendor-gate-closed'")).isEqualTo(1);
    // Every attempt is a call that was made: of those that only waited, none counts.
    assertThat(sumOfAttempts())
        .isLessThanOrEqualTo(gateway.ups().requests("address-validation").size());

    gateway.ups().clearFaults();

    invoices.forEach(invoice -> ShippedOnce.check(gateway, invoice));
    assertThat(gateway.ups().requests("ship")).hasSize(INVOICES + 1);
    assertThat(gates()).isEmpty();
    assertThat(gateway.count("audit where action = 'vendor-gate-opened'")).isEqualTo(1);
  }

  private static long issue(long client) {
    return gateway.freshBooks().issueWithNotes(client, "#ship ground 2lb");
  }

  private static List<JsonObject> gates() {
    return FreshBooksDesk.objects(gateway.connectionAsShown(), "gates");
  }

  private static JsonObject gate() {
    return gates().getFirst();
  }

  private static List<JsonObject> callsFrom(Instant begin) {
    return gateway.ups().requests().stream()
        .filter(request -> Instant.parse(request.getString("at")).isAfter(begin))
        .toList();
  }

  private static long sumOfAttempts() {
    return gateway.count("work, generate_series(1, attempts) where kind = 'shipment'");
  }
}
