package com.mlconnector.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bench as a whole, small; its figures mean nothing here, its counts do. */
@Timeout(300)
class IngressBenchIT {
  private static final int DELIVERIES = 250;

  @Test
  void every_acknowledged_delivery_is_in_the_journal_once() throws Exception {
    List<String> progress = new ArrayList<>();
    IngressReport report =
        new IngressBench(new IngressBench.Settings(1, DELIVERIES, 60, 16, 20, 1), progress::add)
            .run();

    assertThat(report.scenarios()).hasSize(2);
    for (Scenario scenario : report.scenarios()) {
      // a warm-up and a round
      assertThat(scenario.comparison())
          .as("%s, after %s", scenario.name(), progress)
          .isEqualTo(new Ledger.Comparison(2 * DELIVERIES, 2 * DELIVERIES, 0, 0, 0, 0));
      assertThat(scenario.auditRows()).isEqualTo(2 * DELIVERIES);
      assertThat(scenario.reasons()).isEqualTo(2 * DELIVERIES);
      assertThat(scenario.deliveriesPerCommit()).isBetween(1.0, 16.0);
    }
    assertThat(report.isClean()).isTrue();
    assertThat(report.table()).contains("| **lost** | **0** | **0** |", "fsync=on");
    assertThat(report.verdict()).endsWith("Nothing was lost.");
  }
}
