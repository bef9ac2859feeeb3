package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.LogLines;
import com.mlconnector.support.RunningGateway;
import com.mlconnector.support.WrittenContract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * After a run with everything that goes wrong, whoever steals the database or the log finds no
 * account number, token, key, address or label in it, and no answer of the API tells one.
 */
class NoSecretLeaksIT {
  private static final String CLIENTS_ACCOUNT = UpsSandbox.PAYING_ACCOUNTS.getFirst();
  private static final String HARBOR = "/api/connections/" + RunningGateway.CONNECTION;

  /** What people type in where it is wrong. */
  private static final String TYPED = "Typed-Secret-4711";

  @RegisterExtension static final LogLines log = new LogLines();

  @RegisterExtension
  static final RunningGateway gateway =
      new RunningGateway().with("shipping.lost-answer-schedule", "0s, 300ms, 1s");

  private static final List<String> answers = new ArrayList<>();
  private static String parcel = "";
  private static Map<String, String> secrets = Map.of();

  @BeforeAll
  static void run() {
    parcel = wholeJob();
    troubles();
    badCalls();
    everyLook();
    secrets = secrets();
  }

  @Test
  void no_column_of_any_table_can_be_read() throws SQLException {
    List<String> columns = columns();

    List<String> found = new ArrayList<>();
    for (String column : columns) {
      String content = content(column);
      secrets.forEach((name, secret) -> {
        if (isIn(content, secret)) {
          found.add(name + " in " + column);
        }
      });
    }

    assertThat(found).isEmpty();
    // The search itself works: what is no secret is found, in text and in bytes.
    assertThat(isIn(content("parcel.tracking_number"), parcel)).isTrue();
    assertThat(isIn(content("delivery.body"), "object_id")).isTrue();
    assertThat(secrets).hasSizeGreaterThan(12);
    assertThat(columns).hasSizeGreaterThan(60);
  }

  @Test
  void no_line_of_the_log_tells_any_however_talkative() {
    String lines = log.text();

    assertThat(secrets.entrySet())
        .allSatisfy(
            secret -> assertThat(isIn(lines, secret.getValue())).as(secret.getKey()).isFalse());
    assertThat(lines).contains("operation=ship answer=500", "invalid_grant");
  }

  /** Operators see addresses and labels; credentials nobody sees. */
  @Test
  void no_answer_of_the_api_tells_a_credential() {
    String all = String.join("\n", answers);

    assertThat(secrets.entrySet())
        .filteredOn(secret -> !secret.getKey().startsWith("of the parcel: "))
        .allSatisfy(
            secret -> assertThat(isIn(all, secret.getValue())).as(secret.getKey()).isFalse());
    assertThat(all).contains(parcel, "***" + UpsSandbox.ACCOUNT.substring(4));
  }

  /** Halted, corrected by an override, on the client's account, bought, delivered, refreshed. */
  private static String wholeJob() {
    long client =
        gateway
            .freshBooks()
            .newClient("Elmwood Goods", "1187 Elmwood Ave", "Buffalo", "NY", "14222");
    long invoice = gateway.freshBooks().issueWithNotes(client, "#ship ground 2lb");
    gateway.awaitHalted(invoice, "ADDRESS_AMBIGUOUS");
    gateway.putProfile(
        client,
        new JsonObject()
            .put("upsAccount", CLIENTS_ACCOUNT)
            .put(
                "address",
                new JsonObject()
                    .put("name", "Elmwood Goods")
                    .put("lines", new JsonArray().add("31 Hidden Quay"))
                    .put("city", "Oakland")
                    .put("state", "CA")
                    .put("postalCode", "94607")
                    .put("country", "US")
                    .put("phone", "5105550199")));
    gateway.freshBooks().expireAccessTokens();
    String parcel = ShippedOnce.check(gateway, invoice).parcel();
    gateway.awaitSubscribed(parcel);
    gateway.ups().scan(parcel, "delivered");
    gateway.awaitNotes(invoice, parcel + " - Delivered");
    return parcel;
  }

  /** Both vendors fail in all ways; each time something ships in the end. */
  private static void troubles() {
    long client = gateway.freshBooks().newClient();
    JsonObject error = new JsonObject().put("kind", "status").put("status", 500).put("times", 1);
    for (String operation : List.of("token", "address-validation", "ship", "track")) {
      gateway.ups().fault(error.copy().put("operation", operation));
    }
    for (String kind : List.of("html", "truncate", "reset")) {
      gateway.ups().fault(new JsonObject().put("kind", kind).put("operation", "rate"));
    }
    gateway.freshBooks().fault(error.copy().put("operation", "invoice.get"));
    gateway.freshBooks().fault(error.copy().put("operation", "invoice.update"));
    gateway.ups().revokeTokens();
    gateway.freshBooks().expireAccessTokens();
    var _ =
        ShippedOnce.check(gateway, gateway.freshBooks().issueWithNotes(client, "#ship ground 2lb"));
    gateway.awaitHalted(
        gateway.freshBooks().issueWithNotes(client, "#ship ground 2lb bill=1A2B3C"),
        "ACCOUNT_NUMBER_VISIBLE");
    gateway.freshBooks().revokeTokens();
    gateway.freshBooks().issueWithNotes(client, "#ship ground 2lb");
    Eventually.see(
        "consent is asked for",
        () -> gateway.connectionAsShown().getString("state"),
        "needs-consent"::equals);
    gateway.giveConsent();
  }

  private static void badCalls() {
    JsonObject wrong = gateway.connection().put("typo", TYPED);
    wrong.getJsonObject("ups").put("account", TYPED).put("clientSecret", TYPED);
    call("POST", "/api/connections", "application/json", wrong.encode());
    call("POST", "/api/connections", "application/json", "{\"ups\": " + TYPED + "}");
    call("PUT", HARBOR + "/clients/7", "application/json", "{\"upsAccount\": \"" + TYPED + "\"}");
    call("PUT", HARBOR + "/clients/7", "application/json", "{\"address\": \"" + TYPED + "\"}");
    call("PUT", HARBOR + "/settings", "application/json", "{\"shipper\": \"" + TYPED + "\"}");
    call("POST", "/access/first-token", "application/json", "{\"secret\": \"" + TYPED + "\"}");
    answers.add(gateway.management().with(TYPED).call("GET", HARBOR, null).text());
    String form = "application/x-www-form-urlencoded";
    for (String path : List.of("freshbooks/harbor", "ups/harbor/" + TYPED, "ups/none/" + TYPED)) {
      String body = "name=callback.verify&object_id=x&verifier=" + TYPED;
      answers.add(gateway.door().call("POST", "/webhooks/" + path, form, body).text());
    }
    answers.add(
        gateway.door().call("GET", "/oauth/freshbooks/callback?code=" + TYPED, null).text());
  }

  /** Whatever can be looked at, but for the contract with its examples. */
  private static void everyLook() {
    for (WrittenContract.Operation it : WrittenContract.load().operations()) {
      if (it.method().equals("GET") && !it.path().endsWith(".yaml")) {
        String path =
            it.path()
                .replace("{connection}", RunningGateway.CONNECTION)
                .replaceAll("\\{[^}]+}", "7");
        answers.add(gateway.management().call("GET", path, null).text());
      }
    }
    gateway
        .texts("select id from shipment")
        .forEach(id -> {
          answers.add(gateway.management().get(HARBOR + "/shipments/" + id).encode());
          answers.add(gateway.management().get(HARBOR + "/shipments/" + id + "/audit").encode());
        });
  }

  private static void call(String method, String path, String type, String body) {
    HttpApi.Reply reply = gateway.management().call(method, path, type, body);
    assertThat(reply.status()).as(path).isBetween(400, 499);
    answers.add(reply.text());
  }

  private static Map<String, String> secrets() {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("shipper's account", UpsSandbox.ACCOUNT);
    secrets.put("client's account", CLIENTS_ACCOUNT);
    secrets.put("UPS app secret", UpsSandbox.CLIENT_SECRET);
    secrets.put("FreshBooks app secret", gateway.freshBooksAppSecret());
    secrets.put("push key", gateway.pushKey());
    secrets.put("what was typed", TYPED);
    secrets.put("admin's token", RunningGateway.TOKEN);
    secrets.put("of the parcel: override street", "31 Hidden Quay");
    secrets.put("of the parcel: override phone", "5105550199");
    secrets.put("of the parcel: client's street", "1187 Elmwood");
    secrets.put("of the parcel: candidate", "ELMWOOD PARK");
    gateway
        .freshBooks()
        .callbacks()
        .forEach(
            c -> secrets.put("verifier " + c.getInteger("callbackid"), c.getString("verifier")));
    Stream.of(gateway.freshBooks().requests("oauth.token"), gateway.ups().requests("token"))
        .flatMap(List::stream)
        .forEach(exchange -> addTokens(exchange, secrets));
    byte[] label = gateway.label(parcel).body().getBytes();
    secrets.put("of the parcel: label", new String(label, 0, 6, StandardCharsets.US_ASCII));
    return secrets;
  }

  private static void addTokens(JsonObject exchange, Map<String, String> secrets) {
    JsonObject answer = new JsonObject(exchange.getString("answer", "{}"));
    for (String name : List.of("access_token", "refresh_token")) {
      if (answer.containsKey(name)) {
        secrets.put(
            exchange.getString("operation") + " " + exchange.getInteger("n") + " " + name,
            answer.getString(name));
      }
    }
  }

  /** As text in any case, or as bytes, which Postgres shows in hexadecimal. */
  private static boolean isIn(String content, String secret) {
    // An account number is part of each tracking number, which every customer reads.
    String searched =
        secret.startsWith("1Z")
            ? content
            : content.replaceAll("1Z[0-9A-Z]{16}|315a[0-9a-f]{32}", "");
    String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
    return searched.contains(hex)
        || searched.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT));
  }

  private static List<String> columns() throws SQLException {
    return rows(
        """
        select table_name || '.' || column_name from information_schema.columns
        where table_schema = 'public' order by 1
        """);
  }

  private static String content(String column) throws SQLException {
    String table = column.substring(0, column.indexOf('.'));
    return String.join(
        "\n",
        rows(
            "select \"%s\"::text from \"%s\""
                .formatted(column.substring(table.length() + 1), table)));
  }

  private static List<String> rows(String query) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection connection = gateway.database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        all.add(String.valueOf(rows.getString(1)));
      }
    }
    return all;
  }
}
