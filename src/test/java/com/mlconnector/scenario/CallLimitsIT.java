package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody calls the management port too often, and nobody suffers from those who try. */
class CallLimitsIT {
  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway()
          .with("management.failures-per-minute", "5")
          .with("management.calls-per-minute", "60")
          .with("management.metrics-for", "viewers");

  @Test
  void guesses_are_slowed_down_and_good_tokens_are_not() {
    List<HttpApi.Reply> replies = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      replies.add(gateway.management().with("guess" + i).call("GET", "/api/connections", null));
    }

    assertThat(replies)
        .extracting(HttpApi.Reply::status)
        .startsWith(401)
        .endsWith(429, 429)
        .isSorted();
    assertThat(Long.parseLong(replies.getLast().retryAfter())).isBetween(1L, 12L);
    JsonObject secret = new JsonObject().put("secret", "mlc_first_guess").put("name", "me");
    assertThat(gateway.management().with("").call("POST", "/access/first-token", secret).status())
        .isEqualTo(429);
    assertThat(gateway.management().get("/api/me").getString("scope")).isEqualTo("admin");
  }

  @Test
  void a_token_has_so_many_calls_and_another_one_its_own() {
    HttpApi busy = gateway.management().with(token("busy", "viewer"));
    HttpApi calm = gateway.management().with(token("calm", "viewer"));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      statuses.add(busy.call("GET", "/api/me", null).status());
    }

    assertThat(statuses).startsWith(200).contains(429);
    assertThat(calm.call("GET", "/api/me", null).status()).isEqualTo(200);
  }

  @Test
  void metrics_can_be_for_viewers_only() {
    assertThat(gateway.management().with("").call("GET", "/metrics", null).status()).isIn(401, 429);
    assertThat(gateway.management().call("GET", "/metrics", null).status()).isEqualTo(200);
    assertThat(gateway.management().with("").call("GET", "/health/ready", null).status())
        .isEqualTo(200);
  }

  private static String token(String name, String scope) {
    JsonObject body = new JsonObject().put("name", name).put("scope", scope);
    return gateway.management().post("/api/tokens", body).getString("token");
  }
}
