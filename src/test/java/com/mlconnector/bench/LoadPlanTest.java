package com.mlconnector.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class LoadPlanTest {
  private static final LoadPlan PLAN =
      new LoadPlan(8080, "/webhooks/freshbooks/a", "acct", "key", 10, 5, 100, 3, 4, 0, "/tmp/l");

  @Test
  void plans_and_results_survive_the_pipe() {
    LoadResult result = new LoadResult(1, 2, 3, 4, 5, 6);

    assertThat(LoadPlan.of(new JsonObject(PLAN.toJson().encode()))).isEqualTo(PLAN);
    assertThat(LoadResult.of(new JsonObject(result.toJson().encode()))).isEqualTo(result);
  }

  @Test
  void each_delivery_tells_itself_apart_and_says_how_long_it_is() {
    SignedDelivery five = SignedDelivery.of(PLAN, 5);
    SignedDelivery fifteen = SignedDelivery.of(PLAN, 15);

    assertThat(five.invoice()).isEqualTo(fifteen.invoice());
    assertThat(five.request().toString())
        .contains("user_id=5")
        .isNotEqualTo(fifteen.request().toString());
    String[] headAndBody = five.request().toString().split("\r\n\r\n", 2);
    assertThat(headAndBody[0]).contains("content-length: " + headAndBody[1].length());
  }
}
