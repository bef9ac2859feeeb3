package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.SandboxClock;
import com.mlconnector.support.RunningGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** UPS counts token requests, so a day's work of a shop needs no more than two. */
@Timeout(Faults.LONGEST_SECONDS)
class FewTokensIT {
  private static final int SHIPMENTS = Faults.number(100, 1_000);
  private static final int TIMES = 10;

  /** Ten times within seven hours; a token lasts for four. */
  private static final Duration PAUSE = Duration.ofMinutes(42);

  @Test
  void the_shipments_of_a_working_day_cost_two_token_requests() throws TimeoutException {
    SandboxClock clock =
        new SandboxClock(InstantSource.fixed(Instant.parse("2026-07-14T15:00:00Z")));
    try (RunningGateway gateway =
        new RunningGateway()
            .withClock(clock)
            .with("shipping.purchases-per-hour", "100000")
            .with("poller.write-interval", "0s")
            // FreshBooks counts calls a minute by a clock that stands still here.
            .beforeConsent(desk -> desk.set("rateLimit", 0))
            .open()) {
      for (int time = 0; time < TIMES; time++) {
        List<Long> invoices =
            Stream.generate(() -> issue(gateway)).limit(SHIPMENTS / TIMES).toList();
        invoices.forEach(gateway::awaitBought);
        clock.advance(PAUSE);
      }
      assertThat(gateway.count("shipment where state = 'bought'")).isEqualTo(SHIPMENTS);
      assertThat(gateway.ups().requests("token")).hasSizeLessThanOrEqualTo(2);
      Aftermath.check(gateway, "A working day of shipments", 0);
    }
  }

  private static long issue(RunningGateway gateway) {
    return gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), "#ship gnd 2lb");
  }
}
