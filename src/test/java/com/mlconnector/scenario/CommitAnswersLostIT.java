package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.verify.Statement;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Postgres commits, and the gateway sees a broken connection instead of the answer. What it does
 * again has no second effect, and nobody is told that something was kept which was not.
 */
@Timeout(Faults.LONGEST_SECONDS)
class CommitAnswersLostIT {
  private static final int INVOICES = Faults.number(30, 500);
  private static final double SHARE = Faults.full() ? 0.03 : 0.1;
  private static final long SEED = 20_261;

  @RegisterExtension
  static final OneNode one =
      new OneNode("Lost answers of commits", Map.of("shipping.latecomer-schedule", "1s, 2s"));

  @AfterEach
  void no_answer_is_lost_any_more() {
    one.ground().wire().heal();
  }

  @Test
  void any_commit_may_have_happened_although_nobody_says_so() {
    one.ground().wire().loseSome(SHARE, SEED, Statement::commits);

    everythingShipsOnce(INVOICES);
  }

  @Test
  void a_webhook_that_was_kept_and_refused_comes_again_and_does_nothing_twice() {
    long keptTwice = kept() - accepted();
    one.ground().wire().loseNext(3, Statement.containing("insert into delivery"));

    everythingShipsOnce(5);

    assertThat(kept() - accepted()).isGreaterThan(keptTwice);
  }

  private static void everythingShipsOnce(int count) {
    int before = one.ground().wire().lost();

    List<Long> invoices = one.aftermath().issue(count);
    Duration recovery = one.aftermath().settle();

    int lost = one.ground().wire().lost() - before;
    assertThat(lost).isPositive();
    one.ground().wire().heal();
    one.aftermath().isFine(invoices);
    assertThat(answers()).containsOnly("HTTP 200", "HTTP 503");
    one.figures().faults(lost, recovery);
  }

  /** What the gateway told FreshBooks about its webhooks. */
  private static Stream<String> answers() {
    return one.ground().clerk().deliveries().stream()
        .flatMap(delivery -> delivery.getJsonArray("attempts").stream())
        .map(attempt -> ((JsonObject) attempt).getString("outcome"));
  }

  private static long accepted() {
    return answers().filter("HTTP 200"::equals).count();
  }

  private static long kept() {
    return one.ground().rows().number("select count(*) from delivery where source = 'freshbooks'");
  }
}
