package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import com.mlconnector.support.SignedDelivery;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes to whichever door: one sentence as an answer, and the gateway goes on. */
class BadInputIT {
  private static final String FORM = SignedDelivery.TYPE;
  private static final String HOOK = "/webhooks/freshbooks/" + RunningGateway.CONNECTION;

  @Nested
  class any_door {
    @RegisterExtension
    static final RunningGateway gateway =
        new RunningGateway().with("http.max-body", "8kB").with("http.max-push-body", "16kB");

    @AfterEach
    void the_gateway_still_works() {
      long invoice =
          gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), "Thank you!");
      gateway.awaitVerdict(invoice, "ignored");
    }

    @Test
    void freshbooks_door_takes_only_forms_signed_for_this_account() {
      SignedDelivery genuine = signed(gateway, gateway.freshBooksAccount());
      HttpApi door = gateway.door();

      assertThat(send(door, HOOK, FORM, genuine).status()).isEqualTo(200);
      refused(send(door, HOOK, "text/plain", genuine), 415);
      refused(send(door, HOOK, "application/json", genuine), 415);
      refused(door.call("POST", HOOK, FORM, genuine.body()), 401);
      refused(door.call("POST", HOOK, FORM, genuine.body() + "&x=1", header(genuine)), 401);
      refused(door.call("POST", HOOK, FORM, genuine.body(), header("not even Base64")), 401);
      refused(send(door, HOOK, FORM, signed(gateway, "zZ9zZ9")), 422);
      refused(send(door, "/webhooks/freshbooks/nobody", FORM, genuine), 401);
      refused(door.call("POST", HOOK, FORM, "name=%zz", header(genuine)), 400);
      refused(door.call("POST", HOOK, FORM, "a=" + "b".repeat(9_000), header(genuine)), 413);
      refused(door.call("POST", HOOK, FORM, "", header(genuine)), 400, 401);
      refused(door.call("GET", HOOK, null), 405);
      refused(door.call("DELETE", HOOK, null), 405);
      assertThat(gateway.count("delivery where object_id = '" + OBJECT + "'")).isEqualTo(1);
    }

    @Test
    void ups_door_takes_only_pushes_with_the_key() {
      HttpApi door = gateway.door();
      String good = "{\"trackingNumber\":\"1ZA1B2C30300000017\"}";
      String path = gateway.upsPushPath();

      assertThat(door.call("POST", path, "application/json", good).status()).isEqualTo(200);
      refused(door.call("POST", path + "0", "application/json", good), 401);
      refused(door.call("POST", path, "application/json", good, "credential", "guess"), 401);
      refused(door.call("POST", path, "application/json", "{"), 400);
      refused(door.call("POST", path, "application/json", "[1]"), 400);
      refused(door.call("POST", path, "application/json", ""), 400);
      refused(door.call("POST", path, "application/json", "{\"trackingNumber\":7}"), 400);
      refused(
          door.call("POST", path, "application/json", "{\"x\":\"" + "y".repeat(17_000) + "\"}"),
          413);
      refused(door.call("GET", path, null), 405);
    }

    @ParameterizedTest
    @CsvSource({
      "GET, /nothing, 404",
      "GET, /, 404",
      "POST, /webhooks, 404",
      "GET, /api/connections, 404",
      "PUT, /oauth/freshbooks/callback, 405"
    })
    void the_public_door_has_nothing_else(String method, String path, int status) {
      refused(gateway.door().call(method, path, null), status);
    }

    @ParameterizedTest
    @CsvSource({
      "GET, /api/nothing, 404",
      "GET, /api/connections/nobody, 404",
      "GET, /api/connections/UPPER%20case, 404",
      "GET, /api/connections/nobody/shipments, 404",
      "GET, /api/connections/harbor/shipments?state=lost, 400",
      "GET, /api/connections/harbor/shipments/17, 404",
      "GET, /api/connections/harbor/shipments/7d9c1f0a-0000-4000-8000-000000000000, 404",
      "POST, /api/connections/harbor/shipments/17/resume, 404",
      "GET, /api/connections/harbor/invoices/abc, 404",
      "GET, /api/connections/harbor/invoices/99999999999999999999999, 404",
      "GET, /api/connections/harbor/invoices/1, 404",
      "GET, /api/connections/harbor/parcels/1Z/label, 404",
      "GET, /api/connections/harbor/clients/abc, 404",
      "GET, /api/connections/harbor/clients/1, 404",
      "DELETE, /api/connections/harbor/clients/1, 404",
      "PUT, /api/connections, 405",
      "DELETE, /api/connections/harbor/shipments, 405",
      "POST, /api/connections, 400",
      "PUT, /api/connections/harbor/clients/1, 400"
    })
    void the_management_door_says_what_is_wrong(String method, String path, int status) {
      refused(gateway.management().call(method, path, null), status);
    }

    @Test
    void the_management_door_reads_bodies_with_care() {
      HttpApi api = gateway.management();

      for (String body : List.of("{", "[]", "7", "null", "\"x\"", "{\"id\":7}", "\u0000")) {
        refused(api.call("POST", "/api/connections", "application/json", body), 400);
      }
      refused(api.call("POST", "/api/connections", "application/json", "x".repeat(300_000)), 413);
      HttpApi.Reply typo =
          api.call(
              "PUT",
              "/api/connections/harbor/clients/1",
              new JsonObject().put("upsaccount", "E5F6G7"));
      refused(typo, 400);
      assertThat(typo.json().getJsonArray("errors")).contains("'upsaccount' is not known here.");
    }
  }

  @Nested
  class when_the_queue_is_full {
    @RegisterExtension
    static final RunningGateway gateway =
        new RunningGateway()
            .with("http.instances", "1")
            .with("ingress.queue", "1")
            .with("ingress.max-batch", "1");

    @Test
    void one_more_delivery_is_sent_away_and_those_that_wait_are_stored() throws Exception {
      SignedDelivery genuine = signed(gateway, gateway.freshBooksAccount());
      List<CompletableFuture<Integer>> waiting = new ArrayList<>();
      HttpApi.Reply full;
      try (Connection stalled = stall(gateway)) {
        do {
          waiting.add(gateway.door().statusLater(HOOK, FORM, genuine.body(), header(genuine)));
          // Refused before a byte of the body is read, so no signature is needed.
          full = gateway.door().call("POST", HOOK, FORM, "");
        } while (full.status() != 503 && waiting.size() < 10);
        refused(full, 503);
        assertThat(full.retryAfter()).isEqualTo("5");
        stalled.rollback();
      }

      int stored = 0;
      for (CompletableFuture<Integer> answer : waiting) {
        stored += answer.get(20, TimeUnit.SECONDS) == 200 ? 1 : 0;
      }
      assertThat(stored).isEqualTo(2);
      assertThat(gateway.count("delivery where object_id = '" + OBJECT + "'")).isEqualTo(stored);
      assertThat(send(gateway.door(), HOOK, FORM, genuine).status()).isEqualTo(200);
    }

    private static Connection stall(RunningGateway gateway) throws SQLException {
      Connection connection = gateway.database().connect();
      connection.setAutoCommit(false);
      try (Statement lock = connection.createStatement()) {
        lock.execute("lock table delivery in access exclusive mode");
      }
      return connection;
    }
  }

  private static final long OBJECT = 987_654_321;

  /** An event that means nothing to shipping, so that only the door is tried. */
  private static SignedDelivery signed(RunningGateway gateway, String account) {
    String verifier = gateway.freshBooks().callbacks().getFirst().getString("verifier");
    return SignedDelivery.of(verifier, "estimate.create", OBJECT, account);
  }

  private static HttpApi.Reply send(
      HttpApi door, String path, String type, SignedDelivery delivery) {
    return door.call("POST", path, type, delivery.body(), header(delivery));
  }

  private static String[] header(SignedDelivery delivery) {
    return header(delivery.signature());
  }

  private static String[] header(String signature) {
    return new String[] {SignedDelivery.HEADER, signature};
  }

  private static void refused(HttpApi.Reply reply, Integer... statuses) {
    assertThat(reply.status()).as(reply.text()).isIn((Object[]) statuses);
    assertThat(reply.mediaType()).isEqualTo("application/problem+json");
    JsonObject problem = reply.json();
    assertThat(problem.getInteger("status")).isEqualTo(reply.status());
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).endsWith(".").doesNotContain("\n", "Exception");
    assertThat(reply.text()).doesNotContain("com.mlconnector", "io.vertx", "java.");
  }
}
