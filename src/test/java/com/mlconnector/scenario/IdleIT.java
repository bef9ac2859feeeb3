package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway with nothing to do leaves its database alone. */
class IdleIT {
  private static final long SECONDS = 10;
  private static final long COMMITS_A_SECOND = 5;

  /** With the intervals that conf/ml-connector.yaml has. */
  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway()
          .with("poller.claim-interval", "1s")
          .with("shipping.claim-interval", "1s")
          .with("tracking.claim-interval", "5s");

  @Test
  void an_idle_gateway_commits_less_than_five_times_a_second() {
    gateway.awaitSwept();
    Eventually.see(
        "nothing to do", () -> gateway.count("work where due_at <= now()"), work -> work == 0);
    // A session that falls idle reports what it did ten seconds later.
    pass(Duration.ofSeconds(11));
    long before = commits();

    pass(Duration.ofSeconds(SECONDS));

    long commits = commits() - before;
    System.out.println("idle: " + commits / (double) SECONDS + " commits a second");
    assertThat(commits).isBetween(1L, SECONDS * COMMITS_A_SECOND);
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Eventually.see("time passes", System::nanoTime, now -> now > end);
  }

  /** Of this database, the few of these looks included. */
  private static long commits() {
    return gateway.number(
        "select xact_commit from pg_stat_database where datname = current_database()");
  }
}
