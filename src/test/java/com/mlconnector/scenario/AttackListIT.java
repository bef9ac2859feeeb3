package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RawCall;
import com.mlconnector.support.RunningGateway;
import com.mlconnector.support.WrittenContract;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attacker tries at our doors, one by one, and what comes of it. */
class AttackListIT {
  private static final String HARBOR = "/api/connections/harbor";

  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway()
          .with("management.failures-per-minute", "1000")
          .with("http.request-timeout", "1s");

  // ---- without access ----

  @Test
  void no_operation_answers_without_a_good_token() {
    String expired = token("expired", "admin");
    gateway
        .database()
        .sql("update access_token set expires_at = now() - interval '1s' where name = 'expired'");
    String revoked = token("revoked", "admin");
    gateway.management().delete("/api/tokens/revoked");

    List<String> answers = new ArrayList<>();
    for (WrittenContract.Operation it : WrittenContract.load().operations()) {
      if (it.path().startsWith("/api/")) {
        String path = it.path().replaceAll("\\{[^}]+}", "harbor");
        for (String token : List.of("", "mlc_" + "x".repeat(43), expired, revoked, "%00")) {
          HttpApi.Reply reply =
              gateway.management().with(token).call(it.method(), path, "text/plain", "what?");
          answers.add(reply.status() + " " + reply.text());
        }
      }
    }

    assertThat(answers).hasSizeGreaterThan(200);
    assertThat(answers.stream().distinct()).hasSize(1).first().asString().startsWith("401 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/connections/harbor",
        "/api/connections/nobody",
        "/api/connections/harbor/shipments/7d9c1f0a-0000-4000-8000-000000000000",
        "/api/tokens/admin",
        "/api/nothing",
        "/api/",
        "/api/openapi.yaml",
        "//api/connections",
        "/api/../api/connections",
        "/%61pi/connections",
        "/health/../api/connections",
      })
  void what_there_is_and_what_not_is_told_in_the_same_words(String path) throws Exception {
    RawCall.Answer answer =
        RawCall.to(gateway.management().base())
            .send("GET " + path + " HTTP/1.1\r\nhost: x\r\n\r\n");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body())
        .isEqualTo(gateway.management().with("").call("GET", HARBOR, null).text());
  }

  /** The verification of a callback is taken from anybody, and believed only of FreshBooks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "freshbooks/{c}            | application/x-www-form-urlencoded |"
            + " name=invoice.update&object_id=7",
        "freshbooks/{c}            | application/x-www-form-urlencoded | name=%zz",
        "freshbooks/{c}            | application/json                  | {}",
        "freshbooks/{c}            | application/x-www-form-urlencoded |"
            + " name=callback.verify&object_id=7&verifier=short",
        "freshbooks/{c}            | application/x-www-form-urlencoded |"
            + " name=callback.verify&object_id=7&verifier=abcdefgh1",
        "ups/{c}/0123456789abcdef  | application/json                  | {}",
        "ups/{c}/0123456789abcdef  | application/json                  | {"
      })
  void a_webhook_does_not_tell_which_connections_there_are(
      String path, String contentType, String body) {
    List<String> answers =
        Stream.of("harbor", "nobody", "NO%20NAME")
            .map(connection -> path.replace("{c}", connection))
            .map(url -> gateway.door().call("POST", "/webhooks/" + url, contentType, body))
            .map(reply -> reply.status() + " " + reply.text())
            .toList();

    assertThat(answers.stream().distinct()).hasSize(1);
    assertThat(gateway.count("delivery where object_id = '7'")).isZero();
  }

  @Test
  void a_token_that_is_no_bearer_is_none() throws Exception {
    for (String header :
        List.of(
            "Authorization: " + RunningGateway.TOKEN,
            "Authorization: Basic " + RunningGateway.TOKEN,
            "Authorization: Bearer",
            "Authorization: Bearer  ",
            "Authorization: Bearer " + RunningGateway.TOKEN + "x",
            "Authorization: Bearer " + "y".repeat(5_000),
            "X-Authorization: Bearer " + RunningGateway.TOKEN,
            "Cookie: token=" + RunningGateway.TOKEN)) {
      RawCall.Answer answer =
          RawCall.to(gateway.management().base())
              .send("GET " + HARBOR + " HTTP/1.1\r\nhost: x\r\n" + header + "\r\n\r\n");
      assertThat(answer.status()).as(header).isEqualTo(401);
    }
  }

  @Test
  void a_body_is_not_read_before_it_is_known_whose_it_is() {
    HttpApi.Reply reply =
        gateway
            .management()
            .with("")
            .call("PUT", HARBOR + "/items", "text/csv", "x".repeat(1_000_000));

    assertThat(reply.status()).isEqualTo(401);
  }

  // ---- with access, but not to this ----

  @Test
  void a_smaller_scope_is_refused_before_anything_is_looked_up() {
    HttpApi viewer = gateway.management().with(token("peeping", "viewer"));
    HttpApi operator = gateway.management().with(token("climbing", "operator"));

    HttpApi.Reply here = viewer.call("POST", HARBOR + "/shipments/1/resume", new JsonObject());
    HttpApi.Reply nowhere =
        viewer.call("POST", "/api/connections/nobody/shipments/1/resume", new JsonObject());
    assertThat(here.status()).isEqualTo(403);
    assertThat(nowhere.text()).isEqualTo(here.text());

    JsonObject admin = new JsonObject().put("name", "myself").put("scope", "admin");
    assertThat(operator.call("POST", "/api/tokens", admin).status()).isEqualTo(403);
    assertThat(operator.call("PUT", HARBOR + "/settings", new JsonObject()).status())
        .isEqualTo(403);
    assertThat(operator.call("POST", HARBOR + "/consent", new JsonObject()).status())
        .isEqualTo(403);
    assertThat(gateway.count("access_token where name = 'myself'")).isZero();
  }

  @Test
  void ids_of_another_connection_lead_nowhere() {
    gateway.management().post("/api/connections", connection("quay"));
    long invoice =
        gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), "#ship gruond 2lb");
    JsonObject halted = gateway.awaitHalted(invoice, "FLAG_UNKNOWN_WORD");
    String path = "/shipments/" + halted.getString("id");
    assertThat(gateway.management().call("GET", HARBOR + path, null).status()).isEqualTo(200);

    JsonObject words = new JsonObject().put("flag", "ground 2lb");
    for (HttpApi.Reply reply :
        List.of(
            call("GET", "/api/connections/quay" + path, null),
            call("GET", "/api/connections/quay" + path + "/audit", null),
            call("POST", "/api/connections/quay" + path + "/correct", words),
            call("POST", "/api/connections/quay" + path + "/resume", new JsonObject()),
            call("GET", "/api/connections/quay/invoices/" + invoice, null),
            call("GET", "/api/connections/quay/parcels/1ZA1B2C30300000017/label", null))) {
      assertThat(reply.status()).as(reply.text()).isEqualTo(404);
    }
    words.put("connection", "harbor").put("shipment", halted.getString("id"));
    assertThat(call("POST", HARBOR + path + "/correct", words).status()).isEqualTo(400);
    assertThat(gateway.awaitHalted(invoice, "FLAG_UNKNOWN_WORD").getString("id"))
        .isEqualTo(halted.getString("id"));
  }

  // ---- too large, too slow, malformed ----

  @Test
  void oversized_requests_are_refused() throws Exception {
    for (String base : List.of(gateway.management().base(), gateway.door().base())) {
      RawCall call = RawCall.to(base);
      assertThat(call.send("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nhost: x\r\n\r\n").status())
          .isEqualTo(414);
      assertThat(
              call.send(
                      "GET / HTTP/1.1\r\nhost: x\r\n"
                          + ("a: " + "x".repeat(1_000) + "\r\n").repeat(10)
                          + "\r\n")
                  .status())
          .isEqualTo(431);
    }
    HttpApi.Reply secret =
        gateway
            .management()
            .with("")
            .call("POST", "/access/first-token", "application/json", "x".repeat(5_000));
    assertThat(secret.status()).isEqualTo(413);
  }

  @Test
  void a_head_that_never_ends_costs_a_connection_for_a_moment_only() throws Exception {
    for (String base : List.of(gateway.management().base(), gateway.door().base())) {
      try (RawCall.Drip drip = RawCall.to(base).drip("GET / HTTP/1.1\r\nx: ", "y")) {
        assertThat(drip.lasted()).isLessThan(Duration.ofSeconds(8));
        assertThat(drip.answer()).isEmpty();
      }
    }
  }

  @Test
  void a_body_that_never_ends_is_answered_408() throws Exception {
    String length = "\r\nhost: x\r\ncontent-length: 5000\r\n";
    String bearer = "authorization: Bearer " + RunningGateway.TOKEN + "\r\n";
    String path = "POST /webhooks/freshbooks/harbor HTTP/1.1";
    for (RawCall.Drip begun :
        List.of(
            RawCall.to(gateway.management().base())
                .drip("POST /api/tokens HTTP/1.1" + length + bearer + "\r\n", " "),
            RawCall.to(gateway.door().base()).drip(path + length + "\r\n", " "))) {
      try (RawCall.Drip drip = begun) {
        assertThat(drip.lasted()).isLessThan(Duration.ofSeconds(8));
        assertThat(drip.answer()).startsWith("HTTP/1.1 408 ").contains("not whole in time");
      }
    }
  }

  @Test
  void no_header_of_an_answer_holds_what_a_request_put_there() throws Exception {
    RawCall call = RawCall.to(gateway.management().base());
    String bearer = " HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + RunningGateway.TOKEN;
    for (String path :
        List.of(
            HARBOR + "/parcels/1Z%0d%0aset-cookie:%20a=b/label",
            "/api/connections/x%0d%0aset-cookie:%20a=b",
            "/api/tokens/%0aset-cookie:%20a=b",
            HARBOR + "/halts?after=%0d%0aset-cookie:%20a=b")) {
      RawCall.Answer answer = call.send("GET " + path + bearer + "\r\n\r\n");
      assertThat(answer.status()).as(path).isBetween(400, 499);
      assertThat(answer.head()).as(path).doesNotContainIgnoringCase("\nset-cookie");
    }
    assertThat(call.send("GET / HTTP/1.1\r\nhost: x\r\na b: c\r\n\r\n").status()).isEqualTo(400);
    String lengths = "content-length: 2\r\ntransfer-encoding: chunked";
    RawCall.Answer twoLengths =
        call.send("POST /api/tokens HTTP/1.1\r\nhost: x\r\n" + lengths + "\r\n\r\n0\r\n\r\n");
    assertThat(twoLengths.status()).isIn(400, 401);
  }

  @Test
  void the_way_back_from_consent_leads_nowhere_else_and_runs_no_script() throws Exception {
    RawCall call = RawCall.to(gateway.door().base());
    for (String query :
        List.of(
            "code=a&state=b&redirect_uri=https://evil.example",
            "code=a&state=https://evil.example",
            "error=%3Cscript%3Ealert(1)%3C/script%3E",
            "code=a&state=b%0d%0alocation:%20https://evil.example")) {
      RawCall.Answer answer =
          call.send("GET /oauth/freshbooks/callback?" + query + " HTTP/1.1\r\nhost: evil\r\n\r\n");
      assertThat(answer.status()).as(query).isIn(400, 410, 502);
      assertThat(answer.head()).as(query).doesNotContainIgnoringCase("\nlocation:");
      assertThat(answer.body()).as(query).doesNotContain("<script>", "evil.example");
    }
  }

  private static HttpApi.Reply call(String method, String path, @Nullable JsonObject body) {
    return gateway.management().call(method, path, body);
  }

  private static String token(String name, String scope) {
    JsonObject body = new JsonObject().put("name", name).put("scope", scope);
    return gateway.management().post("/api/tokens", body).getString("token");
  }

  private static JsonObject connection(String id) {
    return gateway.connection().put("id", id);
  }
}
