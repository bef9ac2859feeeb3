package com.mlconnector.scenario;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.verify.Clerk;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes find at the same moment that a token has ended. */
@Timeout(Faults.LONGEST_SECONDS)
class TokenExpiryIT {
  private static final int INVOICES = Faults.number(200, 400);

  /** So that all of them are in hand at once, a hundred by each node, however long that takes. */
  private static final Map<String, String> AT_ONCE =
      Map.ofEntries(
          entry("poller.claim-batch", "100"),
          entry("poller.lease", "30s"),
          entry("shipping.claim-batch", "100"),
          entry("shipping.lease", "30s"),
          entry("tracking.lease", "30s"),
          entry("tokens.lease", "30s"),
          entry("freshbooks.max-connections", "100"),
          entry("freshbooks.request-timeout", "20s"),
          entry("ups.max-connections", "100"),
          entry("ups.request-timeout", "20s"),
          entry("ups.ship-timeout", "20s"));

  @Test
  void two_hundred_calls_of_two_nodes_make_one_exchange_at_each_vendor() {
    Figures figures = new Figures("Tokens that end under load");
    try (TwoNodes nodes = TwoNodes.started(figures, AT_ONCE)) {
      Ground ground = nodes.ground();
      bothHaveTokens(nodes);
      long freshBooks = freshBooksRequests(ground).size();
      long ups = nodes.ups().requests("token").size();
      FreshBooksDesk.at(ground.freshBooks()).fault(slow("oauth.token"));
      nodes.ups().fault(slow("token"));
      long begin = System.nanoTime();
      ground.freshBooksControls().post("/tokens/expire", new JsonObject());
      nodes.ups().revokeTokens();

      List<Long> invoices = Stream.generate(nodes::issue).limit(INVOICES).toList();
      nodes.areFine(invoices);

      figures.faults(2, Duration.ofNanos(System.nanoTime() - begin));
      assertThat(freshBooksRequests(ground)).hasSize((int) freshBooks + 1);
      assertThat(nodes.ups().requests("token")).hasSize((int) ups + 1);
      assertThat(audited(ground, "token-refresh-failed")).isZero();
      assertThat(audited(ground, "vendor-gate-closed")).isZero();
      assertThat(audited(ground, "work-set-aside")).isZero();
    }
  }

  /**
   * One node has the answer, and stands still before it can save it. The other one tries the same
   * refresh token, and is told that it is spent.
   */
  @Test
  void whoever_is_told_that_the_grant_is_spent_goes_on_with_the_others_token() {
    Figures figures = new Figures("A grant that seems to be spent");
    try (TwoNodes nodes = TwoNodes.started(figures, Map.of())) {
      Ground ground = nodes.ground();
      bothHaveTokens(nodes);
      GatewayProcess slow = nodes.both().getFirst();
      GatewayProcess fast = nodes.otherThan(slow);
      FreshBooksDesk.at(ground.freshBooks())
          .fault(slow("oauth.token").put("moment", "after").put("times", 1));
      fast.pause();
      ground.door().prefer(slow);
      int before = freshBooksRequests(ground).size();
      ground.freshBooksControls().post("/tokens/expire", new JsonObject());
      long invoice = nodes.issue();
      Eventually.see(
          "the vendor has exchanged it",
          () -> freshBooksRequests(ground).size(),
          requests -> requests == before + 1);
      slow.pause();
      long begin = System.nanoTime();
      fast.resume();
      Eventually.see(
          Duration.ofSeconds(60),
          "the other one is told that it is spent",
          () -> freshBooksRequests(ground),
          all ->
              all.stream()
                  .skip(before)
                  .anyMatch(it -> Integer.valueOf(400).equals(it.getValue("status"))));

      slow.resume();
      ground.door().preferNone();

      nodes.areFine(List.of(invoice));
      figures.fault(Duration.ofNanos(System.nanoTime() - begin));
      JsonObject connection = fast.management().get("/api/connections/" + Ground.CONNECTION);
      assertThat(connection.getString("state")).isEqualTo("active");
      assertThat(connection.getJsonObject("tokens").getJsonArray("troubles")).isEmpty();
      assertThat(freshBooksRequests(ground).size() - before).isBetween(2, 4);
    }
  }

  /** Each node has bought something. */
  private static void bothHaveTokens(TwoNodes nodes) {
    Clerk clerk = nodes.ground().clerk();
    List<Long> invoices = Stream.generate(nodes::issue).limit(10).toList();
    Eventually.see(
        Duration.ofSeconds(60),
        "all are written back",
        () -> invoices.stream().allMatch(clerk::isWrittenBack),
        done -> done);
  }

  /** Longer than it takes until everybody asks. */
  private static JsonObject slow(String operation) {
    return new JsonObject()
        .put("operation", operation)
        .put("kind", "delay")
        .put("delayMillis", 3_000);
  }

  private static List<JsonObject> freshBooksRequests(Ground ground) {
    return FreshBooksDesk.at(ground.freshBooks()).requests("oauth.token");
  }

  private static long audited(Ground ground, String action) {
    return ground.rows().number("select count(*) from audit where action = '" + action + "'");
  }
}
