package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.UpsDepot;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * UPS books shipments and does not say so. Each is found and adopted: bought once, written back
 * once, and nobody is asked.
 */
@Timeout(Faults.LONGEST_SECONDS)
class EveryAnswerLostIT {
  private static final int INVOICES = Faults.number(50, 500);
  private static final int ONE_IN = 10;
  private static final long SEED = 20_261;

  /**
   * Fewer at once than it takes to close the gate: a question that UPS answers lies between a lost
   * answer and the fifth one after it.
   */
  private static final String IN_HAND = "4";

  private static final List<JsonObject> LOSSES =
      List.of(
          fault("hang").put("moment", "after"),
          fault("status").put("moment", "after").put("status", 500),
          fault("truncate"));

  @RegisterExtension
  static final OneNode one =
      new OneNode(
          "Lost answers of UPS",
          Map.of("shipping.claim-batch", IN_HAND, "shipping.latecomer-schedule", "1s, 2s"));

  @AfterEach
  void ups_answers_again() {
    ups().clearFaults();
  }

  @Test
  void every_answer_is_cut_off_and_every_shipment_is_adopted() {
    ups().fault(fault("reset").put("moment", "after").put("times", 0));

    allAreBoughtOnce(INVOICES);

    assertThat(
            one.ground().rows().texts("select at from audit where action = 'vendor-gate-closed'"))
        .isEmpty();
  }

  @Test
  void one_answer_in_ten_is_lost_in_one_way_or_another() {
    int faults = scatter(new Random(SEED));
    assertThat(faults).isPositive();

    allAreBoughtOnce(faults);
  }

  private static void allAreBoughtOnce(int faults) {
    int calls = ups().requests("ship").size();
    List<Duration> adopted = adopted();

    List<Long> invoices = one.aftermath().issue(INVOICES);
    one.aftermath().settle();

    assertThat(ups().requests("ship")).hasSize(calls + INVOICES);
    List<Duration> now = adopted();
    assertThat(now).hasSize(adopted.size() + faults);
    now.subList(adopted.size(), now.size()).forEach(one.figures()::fault);
    ups().clearFaults();
    one.aftermath().isFine(invoices);
  }

  /** A call's own fault waits for as many calls as have passed without one. */
  private static int scatter(Random random) {
    int well = 0;
    int faults = 0;
    for (int call = 0; call < INVOICES; call++) {
      if (random.nextInt(ONE_IN) == 0) {
        ups().fault(LOSSES.get(faults % LOSSES.size()).copy().put("skip", well));
        faults++;
      } else {
        well++;
      }
    }
    return faults;
  }

  private static JsonObject fault(String kind) {
    return new JsonObject().put("operation", "ship").put("kind", kind);
  }

  /** Each shipment that had to be found, and how long that took. */
  private static List<Duration> adopted() {
    return one
        .ground()
        .rows()
        .texts(
            """
            select (extract(epoch from found.at - max(lost.at)) * 1000)::bigint
            from audit found join audit lost on lost.shipment_id = found.shipment_id
            where found.action = 'purchase-adopted' and lost.action = 'purchase-answered'
            group by found.id order by found.id
            """)
        .stream()
        .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
        .toList();
  }

  private static UpsDepot ups() {
    return UpsDepot.at(one.ground().ups());
  }
}
