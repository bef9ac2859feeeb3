package com.mlconnector.sandbox.ups;

import static com.mlconnector.sandbox.ups.UpsBodies.ALERT;
import static com.mlconnector.sandbox.ups.UpsBodies.QUANTUM;
import static com.mlconnector.sandbox.ups.UpsBodies.RATE;
import static com.mlconnector.sandbox.ups.UpsBodies.RECOVERY;
import static com.mlconnector.sandbox.ups.UpsBodies.SHIP;
import static com.mlconnector.sandbox.ups.UpsBodies.XAV;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes in, the answer is a refusal and not a failure. */
class UpsBadInputIT {
  @RegisterExtension private final RunningUps running = new RunningUps("2026-06-11T16:01:14Z");

  private final UpsCaller ups = running.ups;

  @Test
  void bad_bodies_get_an_envelope_and_never_a_500() {
    List<String> bodies =
        List.of(
            "",
            "null",
            "[]",
            "[1,2]",
            "\"text\"",
            "{",
            "{}",
            "{\"ShipmentRequest\":[]}",
            "{\"ShipmentRequest\":{\"Shipment\":\"\"}}",
            "{\"ShipmentRequest\":{\"Shipment\":{\"Shipper\":1,\"ShipTo\":[],\"Package\":{}}}}",
            "{\"XAVRequest\":{\"AddressKeyFormat\":{\"AddressLine\":7,\"CountryCode\":\"US\"}}}",
            "{\"XAVRequest\":[{\"AddressKeyFormat\":true}]}",
            "{\"RateRequest\":{\"Shipment\":{\"Package\":[[],null,3],\"Service\":[]}}}",
            "{\"LabelRecoveryRequest\":{\"ReferenceValues\":[],\"TrackingNumber\":{}}}",
            "{\"locale\":\"en_US\",\"trackingNumberList\":{\"a\":1}}",
            "{\"locale\":5,\"trackingNumberList\":[null,[],{}]}",
            "{\"QuantumViewRequest\":{\"Request\":[],\"SubscriptionRequest\":3,\"Bookmark\":[]}}",
            "[".repeat(2_000));
    ups.set(Setting.QUANTUM_VIEW, true);
    for (String body : bodies) {
      for (String path :
          List.of(SHIP, XAV, RATE, RECOVERY, ALERT, ALERT.replace("package", "account"), QUANTUM)) {
        var answer = ups.raw(HttpMethod.POST, path, Buffer.buffer(body));
        assertThat(answer.statusCode()).as(path + " " + body).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getJsonObject("response").getJsonArray("errors"))
            .isNotEmpty();
      }
    }
    for (String path : List.of(SHIP + "x", "/api/nothing", "/security/v2/oauth/token")) {
      assertThat(ups.post(path, new JsonObject()).errorCode()).isEqualTo("404");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/track/v1/details/%zz",
    "GET, /api/track/v1/reference/details/SHP-1?shipperNum=%zz",
    "GET, /api/track/v1/details/%00%00%00%00%00%00%00",
    "DELETE, /api/shipments/v2409/void/cancel/1Z?trackingnumber=%",
    "DELETE, /api/shipments/v2409/void/cancel/%5B%22",
    "POST, /api/addressvalidation/v2/3?maximumcandidatelistsize=%",
    "POST, /security/v1/oauth/token?%zz",
  })
  void bad_escapes_are_refused(String method, String path) {
    assertThat(
            ups.raw(HttpMethod.valueOf(method), path, Buffer.buffer("grant_type=%zz")).statusCode())
        .isBetween(400, 404);
  }

  @Test
  void a_form_that_cannot_be_read_is_refused() {
    assertThat(ups.formStatus("grant_type=%zz&%=%", UpsSandbox.CLIENT_SECRET)).isEqualTo(400);
  }

  @Test
  void every_value_of_a_good_order_may_be_replaced_by_nonsense() {
    JsonObject good = UpsBodies.ship("SHP-1");
    for (List<String> path : paths(good)) {
      for (Object nonsense : List.of("", 7, true, new JsonArray(), new JsonObject(), "😀\u0000")) {
        JsonObject body = good.copy();
        replace(body, path, nonsense);
        assertThat(ups.raw(HttpMethod.POST, SHIP, body.toBuffer()).statusCode())
            .as(path + " = " + nonsense)
            .isIn(200, 400);
      }
    }
  }

  private static List<List<String>> paths(JsonObject object) {
    return object.stream()
        .flatMap(member ->
            Stream.concat(
                Stream.of(List.of(member.getKey())),
                member.getValue() instanceof JsonObject inner
                    ? paths(inner).stream().map(rest -> prepend(member.getKey(), rest))
                    : Stream.of()))
        .toList();
  }

  private static List<String> prepend(String first, List<String> rest) {
    List<String> all = new ArrayList<>(rest);
    all.addFirst(first);
    return all;
  }

  private static void replace(JsonObject body, List<String> path, Object value) {
    JsonObject holder = body;
    for (String name : path.subList(0, path.size() - 1)) {
      holder = holder.getJsonObject(name);
    }
    holder.put(path.getLast(), value);
  }
}
