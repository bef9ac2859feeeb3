package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A check of a connection that is all right, and with one thing wrong after the other. */
class CheckIT {
  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  private static final AtomicInteger NAMES = new AtomicInteger();

  /** All that is set at the vendors, to be set back. */
  private static final List<Runnable> CURES = new ArrayList<>();

  @AfterEach
  void heal() {
    gateway.freshBooks().clearFaults();
    gateway.ups().clearFaults();
    gateway.ups().set("missingProducts", new JsonArray());
    CURES.forEach(Runnable::run);
    CURES.clear();
  }

  /**
   * Something wrong with a connection.
   *
   * @param given another form of the connection as it is opened
   * @param consent whether its owner agrees
   * @param before what is wrong before consent, {@code after} it
   * @param line the one that fails
   * @param says a part of its sentence
   */
  record Wrong(
      String what,
      Consumer<JsonObject> given,
      boolean consent,
      Runnable before,
      Consumer<String> after,
      String line,
      String says,
      String owner) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Wrong later(
      String what, Consumer<String> after, String line, String says, String owner) {
    return new Wrong(what, json -> {}, true, () -> {}, after, line, says, owner);
  }

  private static Wrong given(
      String what,
      Consumer<JsonObject> given,
      boolean consent,
      String line,
      String says,
      String owner) {
    return new Wrong(what, given, consent, () -> {}, c -> {}, line, says, owner);
  }

  static Stream<Wrong> faults() {
    return Stream.of(
        later(
            "the database role may rewrite the audit trail",
            c -> {
              gateway.database().sql("grant update on audit to ml_gateway");
              CURES.add(() -> gateway.database().sql("revoke update on audit from ml_gateway"));
            },
            "database-role",
            "could rewrite the audit trail",
            "gateway"),
        given(
            "FreshBooks secret wrong",
            c -> c.getJsonObject("freshbooks").put("clientSecret", "mistyped"),
            false,
            "freshbooks-app",
            "FreshBooks does not accept the app's client id or secret",
            "gateway"),
        given(
            "no consent",
            c -> {},
            false,
            "freshbooks-token",
            "Nobody has given consent",
            "freshbooks"),
        later(
            "consent withdrawn",
            c -> gateway.freshBooks().revokeTokens(),
            "freshbooks-token",
            "consent has ended",
            "freshbooks"),
        later(
            "another FreshBooks account",
            c ->
                gateway
                    .database()
                    .sql(
                        "update connection set freshbooks_account = 'nowhere' where id = '"
                            + c
                            + "'"),
            "freshbooks-account",
            "does not reach account 'nowhere'",
            "freshbooks"),
        later(
            "a scope is missing",
            c -> gateway.freshBooks().reduceScope("user:profile:read user:clients:read"),
            "freshbooks-scopes",
            "user:invoices:read",
            "freshbooks"),
        later(
            "an invoice that can't be read",
            c -> freshBooksFault("invoice.get", "truncate", 200),
            "freshbooks-invoice",
            "was not: FreshBooks gave no answer that can be used",
            "freshbooks"),
        new Wrong(
            "FreshBooks' verification does not get here",
            json -> {},
            true,
            () -> {
              gateway.freshBooks().set("webhookAttemptsMillis", new JsonArray().add(600_000));
              CURES.add(() ->
                  gateway
                      .freshBooks()
                      .set("webhookAttemptsMillis", new JsonArray().add(0).add(500).add(1_000)));
            },
            c -> {},
            "webhooks",
            "is registered and not verified",
            "gateway"),
        later(
            "FreshBooks' clock",
            c -> {
              gateway.freshBooks().advance(Duration.ofMinutes(10));
              CURES.add(() -> gateway.freshBooks().advance(Duration.ofMinutes(-10)));
            },
            "freshbooks-clock",
            "s ahead of this machine's",
            "gateway"),
        later(
            "FreshBooks asks for fewer calls",
            c -> freshBooksFault("invoice.list", "status", 429),
            "freshbooks-scopes",
            "FreshBooks asks for fewer calls",
            "freshbooks"),
        later(
            "FreshBooks is down",
            c -> freshBooksFault("*", "status", 503),
            "freshbooks-app",
            "503",
            "freshbooks"),
        later(
            "a page in FreshBooks' place",
            c -> freshBooksFault("me", "html", 200),
            "freshbooks-token",
            "not JSON",
            "freshbooks"),
        given(
            "UPS secret wrong",
            c -> c.getJsonObject("ups").put("clientSecret", "mistyped"),
            true,
            "ups-token",
            "UPS does not accept the app's client id or secret",
            "gateway"),
        given(
            "UPS account not linked",
            c -> c.getJsonObject("ups").put("account", "Z9Y8X7"),
            true,
            "ups-account",
            "does not let this app ship for account ***X7",
            "ups"),
        missing("rating", "ups-rating", "Rating"),
        missing("address-validation", "ups-address-validation", "Address Validation"),
        missing("shipping", "ups-shipping", "Shipping"),
        missing("tracking", "ups-tracking", "Tracking"),
        missing("track-alert", "ups-track-alert", "Track Alert"),
        later(
            "UPS has blocked the account",
            c -> {
              gateway.ups().set("blockedMerchants", new JsonArray().add(UpsSandbox.ACCOUNT));
              CURES.add(() -> gateway.ups().set("blockedMerchants", new JsonArray()));
            },
            "ups-token",
            "UPS has blocked this app",
            "ups"),
        later(
            "UPS asks for fewer calls",
            c -> upsFault("rate", "status", 429),
            "ups-rating",
            "UPS asks for fewer calls",
            "ups"),
        later("UPS is down", c -> upsFault("*", "status", 503), "ups-token", "503", "ups"),
        later(
            "UPS cuts the line",
            c -> upsFault("address-validation", "reset", 200),
            "ups-address-validation",
            "UPS gave no answer that can be used",
            "ups"),
        later(
            "a page in UPS's place",
            c -> upsFault("track", "html", 200),
            "ups-tracking",
            "not JSON",
            "ups"),
        later(
            "our budget of tokens is spent",
            c ->
                gateway
                    .database()
                    .sql(
                        "insert into token_request (connection_id, vendor) select '"
                            + c
                            + "', 'ups' from generate_series(1, 250)"),
            "ups-token-budget",
            "250 of 250",
            "gateway"),
        later(
            "UPS's budget of tokens is spent",
            c -> {
              gateway.ups().set("tokenBudget", 0);
              CURES.add(() -> gateway.ups().set("tokenBudget", 250));
            },
            "ups-token",
            "UPS gives no token just now",
            "ups"),
        later(
            "UPS has asked to be left alone",
            c ->
                gateway
                    .database()
                    .sql(
                        "insert into vendor_gate (connection_id, lane, closed_until, reason, why)"
                            + " values ('"
                            + c
                            + "', 'tracking', now() + interval '10 minutes', 'busy', 'It asks.')"),
            "ups-pause",
            "UPS is left alone until",
            "ups"),
        later(
            "UPS's clock",
            c -> {
              gateway.ups().advance(Duration.ofMinutes(-10));
              CURES.add(() -> gateway.ups().advance(Duration.ofMinutes(10)));
            },
            "ups-clock",
            "s behind this machine's",
            "gateway"));
  }

  private static Wrong missing(String product, String line, String title) {
    return later(
        "the app lacks " + title,
        c -> gateway.ups().set("missingProducts", new JsonArray().add(product)),
        line,
        "does not let it use " + title,
        "ups");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void what_is_wrong_is_named_and_nothing_else(Wrong wrong) {
    wrong.before().run();
    String connection = connect(wrong.given(), wrong.consent());
    wrong.after().accept(connection);

    JsonObject report = check(connection);

    JsonObject line = named(report, wrong.line());
    assertThat(line.getString("result")).as(report.encodePrettily()).isEqualTo("failed");
    assertThat(line.getString("sentence")).contains(wrong.says());
    assertThat(line.getString("owner")).isEqualTo(wrong.owner());
    assertThat(line.getString("remedy")).endsWith(".");
    assertThat(report.getBoolean("fits")).isFalse();
    assertThat(lines(report))
        .filteredOn(it -> it.getString("result").equals("failed"))
        .as(report.encodePrettily())
        .hasSize(1);
    assertThat(lines(report))
        .filteredOn(it -> it.getString("result").equals("not tried"))
        .allSatisfy(it -> assertThat(it.getString("sentence")).startsWith("because "));
    assertHoldsNoSecret(report);
  }

  @Test
  void where_all_is_right_every_line_is_ok_and_nothing_is_bought_or_written() {
    String connection = connect(json -> {}, true);
    gateway.freshBooks().forgetRequests();
    long subscriptions = gateway.count("subscription");

    JsonObject report = check(connection);

    assertThat(lines(report))
        .as(report.encodePrettily())
        .hasSize(25)
        .allSatisfy(it -> assertThat(it.getString("result")).isEqualTo("ok"));
    assertThat(report.getBoolean("fits")).isTrue();
    assertThat(gateway.ups().shipments()).isEmpty();
    assertThat(gateway.ups().requests("ship")).isEmpty();
    assertThat(gateway.count("subscription")).isEqualTo(subscriptions);
    assertThat(gateway.freshBooks().requests())
        .filteredOn(request -> !request.getString("method").equals("GET"))
        .extracting(request -> request.getString("operation"))
        .containsExactly("oauth.token");
    assertHoldsNoSecret(report);
  }

  @Test
  void a_second_check_spends_no_further_token_and_both_stand_in_the_audit_trail() {
    String connection = connect(json -> {}, true);
    check(connection);
    long spent = gateway.count("token_request where connection_id = '" + connection + "'");

    check(connection);

    assertThat(spent).isEqualTo(1);
    assertThat(gateway.count("token_request where connection_id = '" + connection + "'"))
        .isEqualTo(1);
    assertThat(
            gateway.count(
                "audit where action = 'connection-checked' and connection_id = '"
                    + connection
                    + "'"))
        .isEqualTo(2);
  }

  @Test
  void what_the_gateway_can_do_without_is_no_failure() {
    gateway.ups().set("missingProducts", new JsonArray().add("quantum-view"));
    gateway.ups().judge("99 NOWHERE ST", "none");
    String connection =
        connect(
            json ->
                json.getJsonObject("settings")
                    .getJsonObject("shipper")
                    .put("lines", new JsonArray().add("99 Nowhere St")),
            true);

    JsonObject report = check(connection);

    assertThat(report.getBoolean("fits")).as(report.encodePrettily()).isTrue();
    assertThat(named(report, "ups-quantum-view").getString("sentence"))
        .contains("does not need it");
    assertThat(named(report, "ups-address-validation").getString("result")).isEqualTo("warning");
    assertThat(named(report, "ups-address-validation").getString("owner")).isEqualTo("data");
  }

  @Test
  void quantum_view_is_told_where_the_account_has_it() {
    gateway.ups().set("quantumView", true);
    CURES.add(() -> gateway.ups().set("quantumView", false));
    String connection = connect(json -> {}, true);

    assertThat(named(check(connection), "ups-quantum-view").getString("sentence"))
        .startsWith("Quantum View answers.");
  }

  @Test
  void one_check_of_a_connection_runs_at_a_time() {
    String connection = connect(json -> {}, true);
    gateway.ups().forgetRequests();
    upsFault("rate", "delay", 200);
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() -> call(connection).status());
    Eventually.see(
        "a check that waits", () -> gateway.ups().requests("rate"), all -> !all.isEmpty());

    HttpApi.Reply second = call(connection);

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.json().getString("detail")).contains("under way");
    assertThat(first.join()).isEqualTo(200);
  }

  @Test
  void a_connection_that_is_not_there_is_not_found() {
    assertThat(call("nobody").status()).isEqualTo(404);
  }

  /** A connection of its own: what was seen of another must not count. */
  private static String connect(Consumer<JsonObject> given, boolean consent) {
    String id = "fit-" + NAMES.incrementAndGet();
    String account = id.replace("-", "");
    long client = gateway.freshBooks().addBusiness(account);
    gateway.freshBooks().issue(client, new JsonObject());
    JsonObject connection = gateway.connection().put("id", id);
    connection.getJsonObject("freshbooks").put("account", account);
    given.accept(connection);
    gateway.management().post("/api/connections", connection);
    if (consent) {
      gateway.giveConsent(id);
      Eventually.see(
          "both webhooks of " + id + " are registered",
          () -> gateway.freshBooks().callbacks(),
          all -> all.stream().filter(it -> it.getString("uri").endsWith("/" + id)).count() == 2);
      Eventually.see(
          "nothing to do for " + id,
          () ->
              gateway.count(
                      "work where due_at < now() + interval '30 seconds' and connection_id = '"
                          + id
                          + "'")
                  - gateway.count(
                      "sweep where full_swept_at is not null and connection_id = '" + id + "'"),
          due -> due == -1);
    }
    return id;
  }

  private static JsonObject check(String connection) {
    HttpApi.Reply reply = call(connection);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static HttpApi.Reply call(String connection) {
    return gateway.management().call("POST", "/api/connections/" + connection + "/check", null);
  }

  private static List<JsonObject> lines(JsonObject report) {
    return FreshBooksDesk.objects(report, "lines");
  }

  private static JsonObject named(JsonObject report, String line) {
    return lines(report).stream()
        .filter(it -> it.getString("line").equals(line))
        .findFirst()
        .orElseThrow();
  }

  private static void assertHoldsNoSecret(JsonObject report) {
    assertThat(report.encode())
        .doesNotContain(
            gateway.freshBooksAppSecret(),
            UpsSandbox.CLIENT_SECRET,
            "mistyped",
            UpsSandbox.ACCOUNT,
            "Z9Y8X7",
            "Adeline",
            "Bearer",
            gateway.pushKey(),
            RunningGateway.TOKEN);
  }

  private static void freshBooksFault(String operation, String kind, int status) {
    gateway.freshBooks().fault(fault(operation, kind, status));
  }

  private static void upsFault(String operation, String kind, int status) {
    gateway.ups().fault(fault(operation, kind, status));
  }

  private static JsonObject fault(String operation, String kind, int status) {
    return new JsonObject(
        Map.of(
            "operation",
            operation,
            "kind",
            kind,
            "times",
            0,
            "status",
            status,
            "delayMillis",
            1_500,
            "retryAfter",
            "120"));
  }
}
