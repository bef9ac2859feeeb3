package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.support.RunningGateway;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever steals the database finds no account number, token, key, address or label in it. */
class SecretsAtRestIT {
  private static final String CLIENTS_ACCOUNT = UpsSandbox.PAYING_ACCOUNTS.getFirst();

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @Test
  void no_secret_is_readable_in_any_column_of_any_table() throws SQLException {
    String parcel = wholeJob();
    Map<String, String> secrets = secrets(parcel);
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

  private static Map<String, String> secrets(String parcel) {
    Map<String, String> secrets = new LinkedHashMap<>();
    secrets.put("shipper's account", UpsSandbox.ACCOUNT);
    secrets.put("client's account", CLIENTS_ACCOUNT);
    secrets.put("UPS app secret", UpsSandbox.CLIENT_SECRET);
    secrets.put("FreshBooks app secret", gateway.freshBooksAppSecret());
    secrets.put("push key", gateway.pushKey());
    secrets.put("override street", "31 Hidden Quay");
    secrets.put("override phone", "5105550199");
    secrets.put("client's street", "1187 Elmwood");
    secrets.put("candidate", "ELMWOOD PARK");
    gateway
        .freshBooks()
        .callbacks()
        .forEach(
            c -> secrets.put("verifier " + c.getInteger("callbackid"), c.getString("verifier")));
    Stream.of(gateway.freshBooks().requests("oauth.token"), gateway.ups().requests("token"))
        .flatMap(List::stream)
        .forEach(exchange -> addTokens(exchange, secrets));
    byte[] label = gateway.label(parcel).body().getBytes();
    secrets.put("label", new String(label, 0, 6, StandardCharsets.US_ASCII));
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
