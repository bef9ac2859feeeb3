package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.CommandRun;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections and client profiles: changed, shown, taken out and brought in, by API and command.
 */
class ProfilesIT {
  private static final String HARBOR = "/api/connections/harbor";

  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @TempDir Path folder;

  // ---- connections ----

  @Test
  void a_change_names_the_version_it_was_made_for_and_is_audited_by_field() {
    open("change");
    String path = "/api/connections/change";
    long version = gateway.management().get(path).getLong("version");
    JsonObject secret = new JsonObject().put("clientSecret", "the second secret");
    JsonObject change = new JsonObject().put("ups", secret).put("version", version);

    JsonObject changed = gateway.management().patch(path, change);

    assertThat(changed.getLong("version")).isGreaterThan(version);
    HttpApi.Reply late = call("PATCH", path, change);
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("at version " + changed.getLong("version"));
    change.remove("version");
    HttpApi.Reply without = call("PATCH", path, change);
    assertThat(without.status()).isEqualTo(400);
    assertThat(without.text()).contains("'version' is missing");
    assertThat(ifMatch(path, version, change).status()).isEqualTo(412);
    assertThat(ifMatch(path, changed.getLong("version"), change).status()).isEqualTo(200);
    List<JsonObject> steps = audit("change", "connection-changed");
    assertThat(steps)
        .extracting(step -> step.getString("d.fields"))
        .containsExactly("ups.clientSecret");
    assertThat(steps.toString()).doesNotContain("second secret");
  }

  @Test
  void tokens_of_another_app_are_forgotten_and_consent_is_asked_for_again() {
    try (RunningGateway own = new RunningGateway().open()) {
      long invoice =
          own.freshBooks().issueWithNotes(own.freshBooks().newClient(), "#ship ground 2lb");
      own.awaitBought(invoice);
      String tokens = "token where sealed_access is not null and vendor = ";
      assertThat(own.count(tokens + "'ups'")).isEqualTo(1);
      JsonObject same = own.connection().getJsonObject("ups");
      same.remove("account");
      change(own, new JsonObject().put("ups", same.put("clientSecret", "mistyped")));
      assertThat(own.count(tokens + "'ups'")).isZero();

      change(own, new JsonObject().put("freshbooks", new JsonObject().put("clientId", "other")));

      assertThat(own.connectionAsShown().getString("state")).isEqualTo("needs-consent");
      assertThat(own.count(tokens + "'freshbooks'")).isZero();
      HttpApi.Reply business =
          own.management()
              .call(
                  "PATCH",
                  HARBOR,
                  new JsonObject()
                      .put("version", own.connectionAsShown().getLong("version"))
                      .put("freshbooks", new JsonObject().put("account", "zZ9zZ9")));
      assertThat(business.status()).isEqualTo(409);
      assertThat(business.text()).contains("connection of its own");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_new_push_key_is_told_once_and_the_old_one_counts_no_more() {
    JsonObject opened = open("push");
    String path = "/api/connections/push";
    JsonObject wish = new JsonObject().put("newPushKey", true).put("version", 1);

    JsonObject changed = gateway.management().patch(path, wish);

    String key = changed.getString("upsPushCredential");
    assertThat(key).isNotEqualTo(opened.getString("upsPushCredential"));
    assertThat(changed.getString("upsPushUrl")).endsWith("/webhooks/ups/push/" + key);
    assertThat(gateway.management().get(path).encode()).doesNotContain(key);
    String push = "{\"trackingNumber\":\"1ZA1B2C30300000017\"}";
    Eventually.see(
        "the old key is refused",
        () -> gateway.door().call("POST", way(opened), "application/json", push).status(),
        status -> status == 401);
    assertThat(gateway.door().call("POST", way(changed), "application/json", push).status())
        .isEqualTo(200);
  }

  @Test
  void an_account_stays_while_ups_owes_an_answer_for_it() {
    gateway
        .database()
        .sql(
            """
            insert into shipment (id, connection_id, invoice_id, invoice_number, client_id, state,
              account_holder)
            select gen_random_uuid(), 'harbor', i, i::text, 771, 'purchase-unknown', holder
            from (values (910001, 'shipper'), (910002, 'client:771')) as u(i, holder)
            """);
    gateway
        .database()
        .sql("insert into client_profile (connection_id, client_id) values ('harbor', 771)");

    HttpApi.Reply shop = changeAccount("B1B2B3");
    HttpApi.Reply client = call("PUT", HARBOR + "/clients/771", account("E5F6G7"));
    HttpApi.Reply bySpreadsheet = csv("?dryRun=true", "client,ups_account\n771,E5F6G7\n");
    gateway
        .database()
        .sql("update shipment set state = 'cancelled' where invoice_id in (910001, 910002)");

    for (HttpApi.Reply reply : List.of(shop, client, bySpreadsheet)) {
      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.text()).contains("what came of 1 purchase.");
    }
    assertThat(call("PUT", HARBOR + "/clients/771", account("E5F6G7")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\": 1, \"upsAccount\": \"B1B2B3\"}",
        "{\"version\": 1, \"ups\": {\"account\": \"b1b2b3\"}}",
        "{\"version\": 1, \"ups\": {\"clientSecret\": \"\"}}",
        "{\"version\": 1, \"ups\": \"B1B2B3\"}",
        "{\"version\": 1, \"ups\": {\"connection\": \"harbor\"}}",
        "{\"version\": 1, \"newPushKey\": \"yes\"}",
        "{\"version\": 1, \"goLive\": \"tomorrow\"}",
        "{\"version\": 1, \"goLive\": \"+99999-01-01T00:00:00Z\"}",
        "{\"version\": 1, \"id\": \"other\"}",
        "{}",
        "[]"
      })
  void a_change_that_makes_no_sense_changes_nothing(String body) {
    long version = gateway.connectionAsShown().getLong("version");
    assertThat(gateway.management().call("PATCH", HARBOR, "application/json", body).status())
        .isEqualTo(400);
    assertThat(gateway.connectionAsShown().getLong("version")).isEqualTo(version);
  }

  // ---- clients ----

  @Test
  void clients_are_listed_page_by_page_changed_in_part_and_forgotten() {
    open("clients");
    String clients = "/api/connections/clients/clients";
    for (int client = 1; client <= 5; client++) {
      gateway.management().put(clients + "/" + client, account("E5F6G" + client));
    }

    JsonObject first = gateway.management().get(clients + "?limit=3");
    JsonObject second =
        gateway.management().get(clients + "?limit=3&after=" + first.getInteger("next"));
    assertThat(numbers(first)).containsExactly(1, 2, 3);
    assertThat(numbers(second)).containsExactly(4, 5);
    assertThat(second.getValue("next")).isNull();

    JsonObject added =
        gateway.management().patch(clients + "/1", new JsonObject().put("address", address()));
    assertThat(added.getString("upsAccount")).isEqualTo("***G1");
    assertThat(added.getString("address")).isEqualTo("***, Buffalo, NY");
    JsonObject taken =
        gateway.management().patch(clients + "/1", new JsonObject().putNull("upsAccount"));
    assertThat(taken.getValue("upsAccount")).isNull();
    assertThat(taken.getString("address")).isEqualTo("***, Buffalo, NY");
    // What was read can be sent back: the mask stands for what is stored.
    taken.remove("client");
    gateway.management().put(clients + "/1", taken);
    assertThat(revealed(clients + "/1", "address").getJsonObject("value").getString("city"))
        .isEqualTo("Buffalo");

    assertThat(call("PATCH", clients + "/99", account("E5F6G7")).status()).isEqualTo(404);
    assertThat(call("GET", clients + "?limit=0", null).status()).isEqualTo(400);
    assertThat(call("GET", clients + "?after=x", null).status()).isEqualTo(400);
    assertThat(call("PUT", clients + "/6", account("***G1")).status()).isEqualTo(400);
    gateway
        .database()
        .sql(
            "insert into accepted_address (connection_id, client_id, sealed_typed, sealed_used)"
                + " values ('clients', 2, '', ''), ('clients', 3, '', '')");
    gateway.management().delete(clients + "/2");
    assertThat(call("GET", clients + "/2", null).status()).isEqualTo(404);
    assertThat(
            gateway.texts("select client_id from accepted_address where connection_id = 'clients'"))
        .containsExactly("3");
  }

  // ---- secrets in clear ----

  @Test
  void a_secret_is_shown_to_an_admin_who_says_why_and_that_is_audited() {
    gateway.management().put(HARBOR + "/clients/41", account("E5F6G7").put("address", address()));

    assertThat(revealed(HARBOR, "ups-account").getString("value")).isEqualTo("A1B2C3");
    assertThat(revealed(HARBOR, "push-credential").getString("value")).isEqualTo(gateway.pushKey());
    assertThat(revealed(HARBOR + "/clients/41", "ups-account").getString("value"))
        .isEqualTo("E5F6G7");

    assertThat(audit("harbor", "secret-revealed"))
        .filteredOn(step -> "41".equals(step.getString("d.client")))
        .first()
        .satisfies(step -> {
          assertThat(step.getString("d.secret")).isEqualTo("ups-account");
          assertThat(step.getString("d.by")).isEqualTo("token:configured");
          assertThat(step.getString("d.reason")).isEqualTo("a claim at UPS");
          assertThat(step.encode()).doesNotContain("E5F6G7");
        });
    for (String path :
        List.of("/secrets/freshbooks-secret", "/secrets/token", "/clients/42/secrets/address")) {
      HttpApi.Reply reply =
          call("POST", HARBOR + path + "/reveal", new JsonObject().put("reason", "why not"));
      assertThat(reply.status()).as(path).isEqualTo(404);
    }
    assertThat(call("POST", HARBOR + "/secrets/ups-account/reveal", new JsonObject()).status())
        .isEqualTo(400);
  }

  // ---- out and in ----

  @Test
  void what_is_exported_in_clear_is_the_same_in_another_connection() {
    open("from");
    open("to");
    JsonObject settings = gateway.management().get("/api/connections/from/settings");
    settings.put("softLimit", 40).put("unit", "kg");
    gateway.management().put("/api/connections/from/settings", settings);
    JsonObject profile =
        account("E5F6G7")
            .put("address", address())
            .put("softLimit", 0.333)
            .put("shipUnchecked", true)
            .put(
                "block",
                new JsonObject().put("headline", "=Sent {shipped}").put("parcel", "{tracking}"));
    gateway.management().put("/api/connections/from/clients/7", profile);
    gateway.management().put("/api/connections/from/clients/8", account("012345"));
    gateway
        .management()
        .call(
            "PUT",
            "/api/connections/from/items",
            "text/csv",
            "name,sku,weight,unit\nMug,M-1,1.5,lb\n");

    JsonObject whole = inClear("from", "json").json();
    String table = inClear("from", "csv").text();
    JsonObject would = report(bring("to", "?dryRun=true", whole));
    assertThat(gateway.count("client_profile where connection_id = 'to'")).isZero();
    JsonObject did = report(bring("to", "", whole));

    assertThat(would.copy().put("dryRun", false)).isEqualTo(did);
    assertThat(did.getJsonArray("connection")).containsExactly("settings");
    assertThat(did.getJsonObject("clients").getInteger("added")).isEqualTo(2);
    assertThat(inClear("to", "json").json()).isEqualTo(whole);
    assertThat(inClear("to", "csv").text()).isEqualTo(table);
    // Twice is once.
    assertThat(report(bring("to", "", whole)).getJsonObject("clients").getInteger("unchanged"))
        .isEqualTo(2);
    // A table goes in as well, and so do masked values, which leave all as it is.
    gateway.management().delete("/api/connections/to/clients/7");
    HttpApi.Reply read =
        gateway.management().call("POST", "/api/connections/to/profile/import", "text/csv", table);
    assertThat(report(read).getJsonObject("clients").getInteger("added")).isEqualTo(1);
    JsonObject masked = gateway.management().get("/api/connections/to/profile/export");
    assertThat(masked.encode()).doesNotContain("E5F6G7", "012345", "Elmwood", "A1B2C3");
    assertThat(report(bring("to", "", masked)).getJsonObject("clients").getInteger("unchanged"))
        .isEqualTo(2);
    assertThat(inClear("to", "json").json()).isEqualTo(whole);
    // Each connection has seals of its own: bytes that are copied do not open.
    gateway
        .database()
        .sql(
            """
            update client_profile set sealed_ups_account =
              (select sealed_ups_account from client_profile
               where connection_id = 'from' and client_id = 7)
            where connection_id = 'to' and client_id = 7
            """);
    assertThat(call("GET", "/api/connections/to/clients/7", null).status()).isEqualTo(500);
  }

  @Test
  void an_import_with_a_fault_stores_nothing_and_names_row_and_column() {
    open("faulty");
    JsonObject document =
        new JsonObject()
            .put("upsAccount", "short")
            .put("goLive", "soon")
            .put("shipper", "x")
            .put(
                "items",
                new JsonArray().add(new JsonObject().put("name", "Mug").put("unit", "stone")))
            .put(
                "clients",
                new JsonArray()
                    .add(new JsonObject().put("client", 1).put("upsAccount", "E5F6G7"))
                    .add(new JsonObject().put("client", 2).put("upsAccount", "e5f6g7"))
                    .add(new JsonObject().put("client", 3).put("address", "***, Oakland, CA"))
                    .add(new JsonObject().put("client", 1).put("softLimit", -1))
                    .add(new JsonObject().put("client", "x").put("connection", "harbor")));

    HttpApi.Reply json = bring("faulty", "", document);
    HttpApi.Reply table =
        gateway
            .management()
            .call(
                "POST",
                "/api/connections/faulty/profile/import",
                "text/csv",
                """
                client,ups_account,name,line1,city,country,postal_code,soft_limit,ship_unchecked
                1,E5F6G7,,,,,,,
                2,,Ada,,Oakland,US,123456789012,,
                2,short,,,,,,heavy,maybe
                """);

    assertThat(json.status()).isEqualTo(400);
    assertThat(errors(json))
        .contains(
            "'upsAccount' must be six capital letters or digits.",
            "'goLive' must be an instant such as 2026-12-01T08:00:00Z.",
            "'shipper' is not known here.",
            "'clients[1].upsAccount' must be six capital letters or digits.",
            "'clients[2].address' is masked, and none is stored for it to stand for.",
            "'clients[3].client' is the same as in clients[0].",
            "'clients[3].softLimit' must be a number from 0.1 to 1000.",
            "'clients[4].client' must be the number of a FreshBooks client.",
            "'clients[4].connection' is not known here.",
            "'items[0].weight' needs a number, and 'unit' must be lb, oz, kg or g.");
    assertThat(table.status()).isEqualTo(400);
    assertThat(errors(table))
        .contains(
            "Line 3: 'postal_code' must be text of 1 to 10 characters.",
            "Line 3: 'line1' must be a list of one to three lines.",
            "Line 4: 'client' is the same as in line 3.",
            "Line 4: 'ups_account' must be six capital letters or digits.",
            "Line 4: 'soft_limit' must be a number, not 'heavy'.",
            "Line 4: 'ship_unchecked' must be yes or empty.");
    assertThat(gateway.count("client_profile where connection_id = 'faulty'")).isZero();
    assertThat(bring("faulty", "", new JsonObject()).status()).isEqualTo(200);
  }

  @Test
  void an_import_has_a_size_and_reads_only_what_it_knows() {
    String path = HARBOR + "/profile/import";
    for (String body :
        List.of(
            "", "[]", "null", "{\"clients\": {}}", "{\"settings\": []}", "{\"clients\": [7]}")) {
      assertThat(gateway.management().call("POST", path, "application/json", body).status())
          .as(body)
          .isEqualTo(400);
    }
    assertThat(
            gateway
                .management()
                .call("POST", path, "application/json", "x".repeat(6 * 1024 * 1024))
                .status())
        .isEqualTo(413);
    String many = "[" + "{},".repeat(5_000) + "{}]";
    assertThat(
            errors(
                gateway
                    .management()
                    .call("POST", path, "application/json", "{\"clients\": " + many + "}")))
        .contains("'clients' must be a list of at most 5000 objects.");
  }

  @ParameterizedTest
  @CsvSource({
    "?secrets=true, 400, 403",
    "?secrets=true&reason=%20, 400, 403",
    "?secrets=true&reason=audit, 200, 403",
    "?format=xml, 400, 400",
    "?secrets=false, 200, 200",
  })
  void an_export_in_clear_needs_an_admin_and_a_reason(String query, int admin, int viewer) {
    JsonObject wish =
        new JsonObject()
            .put("name", "export-" + Integer.toHexString(query.hashCode()))
            .put("scope", "viewer");
    String token = gateway.management().post("/api/tokens", wish).getString("token");
    String path = HARBOR + "/profile/export" + query;

    assertThat(call("GET", path, null).status()).isEqualTo(admin);
    assertThat(gateway.management().with(token).call("GET", path, null).status()).isEqualTo(viewer);
  }

  // ---- of other customers ----

  @Test
  void what_is_another_connections_and_what_is_nowhere_sound_the_same() {
    open("mine");
    open("theirs");
    gateway.management().put("/api/connections/theirs/clients/5", account("E5F6G7"));
    JsonObject why = new JsonObject().put("reason", "curious");
    for (String of : List.of("/clients/%s", "/clients/%s/secrets/ups-account/reveal")) {
      String method = of.endsWith("reveal") ? "POST" : "GET";
      JsonObject body = of.endsWith("reveal") ? why : null;
      HttpApi.Reply theirs = call(method, "/api/connections/mine" + of.formatted(5), body);
      HttpApi.Reply nobodys = call(method, "/api/connections/mine" + of.formatted(6), body);
      assertThat(theirs.status()).isEqualTo(404);
      assertThat(theirs.text().replace("5", "6")).isEqualTo(nobodys.text());
    }
    JsonObject sneaky =
        account("Z1Z2Z3").put("connection", "theirs").put("connection_id", "theirs");
    assertThat(call("PUT", "/api/connections/mine/clients/5", sneaky).status()).isEqualTo(400);
    assertThat(call("DELETE", "/api/connections/mine/clients/5", null).status()).isEqualTo(404);
    assertThat(revealed("/api/connections/theirs/clients/5", "ups-account").getString("value"))
        .isEqualTo("E5F6G7");
  }

  // ---- the command line ----

  @Test
  void commands_do_the_same_by_the_same_rules() throws IOException {
    open("cli");
    open("cli-copy");
    String config = gateway.configFile(folder).toString();
    Path profile = Files.writeString(folder.resolve("p.json"), account("E5F6G7").encode());
    Path wrong = Files.writeString(folder.resolve("w.json"), account("short").encode());

    assertThat(run("client put", config, "cli", "9", profile.toString()).exit()).isZero();
    CommandRun refused = run("client put", config, "cli", "10", wrong.toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("'upsAccount' must be six capital letters or digits.");
    assertThat(run("connection list", config).out())
        .contains("cli ", "***C3")
        .doesNotContain("A1B2C3");
    assertThat(run("connection show", config, "cli").out())
        .contains("***G7")
        .doesNotContain("E5F6G7");
    assertThat(run("client list", config, "cli").out()).contains("9,***G7");
    assertThat(run("connection export", config, "--secrets", "cli").err()).contains("--reason");

    CommandRun export =
        run("connection export", config, "--secrets", "--reason", "moving house", "cli");
    assertThat(export.out()).contains("E5F6G7");
    assertThat(audit("cli", "secret-revealed").getFirst().getString("d.by"))
        .isEqualTo("command line");
    Path whole = Files.writeString(folder.resolve("whole.json"), export.out());
    CommandRun would = run("connection import", config, "--dry-run", "cli-copy", whole.toString());
    assertThat(would.out()).contains("\"added\" : 1");
    assertThat(gateway.count("client_profile where connection_id = 'cli-copy'")).isZero();
    assertThat(run("connection import", config, "cli-copy", whole.toString()).exit()).isZero();
    String table =
        run("client export", config, "--secrets", "--reason", "a list", "cli-copy").out();
    assertThat(table).contains("9,E5F6G7");
    Path sheet = Files.writeString(folder.resolve("c.csv"), table.replace("9,E5F6G7", "11,E5F6G8"));
    assertThat(run("client import", config, "cli-copy", sheet.toString()).exit()).isZero();
    assertThat(run("client delete", config, "cli-copy", "9").exit()).isZero();
    assertThat(numbers(gateway.management().get("/api/connections/cli-copy/clients")))
        .containsExactly(11);

    for (CommandRun nothing :
        List.of(
            run("connection show", config, "nobody"),
            run("client delete", config, "cli", "77"),
            run("client put", config, "cli", "0", profile.toString()),
            run("connection import", config, "cli", folder.resolve("none").toString()))) {
      assertThat(nothing.exit()).isEqualTo(1);
      assertThat(nothing.err()).hasLineCount(1).doesNotContain("Exception");
    }
  }

  private static CommandRun run(String command, String config, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(command.split(" ")));
    all.addAll(List.of("--config", config));
    all.addAll(List.of(arguments));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static JsonObject open(String id) {
    return gateway.management().post("/api/connections", gateway.connection().put("id", id));
  }

  private static HttpApi.Reply call(String method, String path, @Nullable JsonObject body) {
    return gateway.management().call(method, path, body);
  }

  private static HttpApi.Reply ifMatch(String path, long version, JsonObject change) {
    return gateway
        .management()
        .call(
            "PATCH", path, "application/json", change.encode(), "if-match", "\"" + version + "\"");
  }

  private static void change(RunningGateway at, JsonObject change) {
    at.management().patch(HARBOR, change.put("version", at.connectionAsShown().getLong("version")));
  }

  private static HttpApi.Reply changeAccount(String account) {
    return call(
        "PATCH",
        HARBOR,
        new JsonObject()
            .put("version", gateway.connectionAsShown().getLong("version"))
            .put("ups", new JsonObject().put("account", account)));
  }

  private static HttpApi.Reply csv(String query, String table) {
    return gateway.management().call("POST", HARBOR + "/profile/import" + query, "text/csv", table);
  }

  private static HttpApi.Reply bring(String connection, String query, JsonObject document) {
    return call("POST", "/api/connections/" + connection + "/profile/import" + query, document);
  }

  private static JsonObject report(HttpApi.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static HttpApi.Reply inClear(String connection, String format) {
    return call(
        "GET",
        "/api/connections/"
            + connection
            + "/profile/export?format="
            + format
            + "&secrets=true&reason=backup",
        null);
  }

  private static JsonObject revealed(String path, String name) {
    return gateway
        .management()
        .post(
            path + "/secrets/" + name + "/reveal",
            new JsonObject().put("reason", "a claim at UPS"));
  }

  private static List<JsonObject> audit(String connection, String action) {
    return gateway
        .management()
        .get("/api/connections/" + connection + "/audit")
        .getJsonArray("steps")
        .stream()
        .map(step -> ((JsonObject) step).getJsonObject("content"))
        .filter(content -> content.getString("action").equals(action))
        .toList();
  }

  private static Set<String> errors(HttpApi.Reply reply) {
    return reply.json().getJsonArray("errors").stream()
        .map(String.class::cast)
        .collect(Collectors.toSet());
  }

  private static List<Integer> numbers(JsonObject page) {
    return page.getJsonArray("clients").stream()
        .map(client -> ((JsonObject) client).getInteger("client"))
        .toList();
  }

  private static String way(JsonObject opened) {
    return opened.getString("upsPushUrl").substring(gateway.door().base().length());
  }

  private static JsonObject account(String number) {
    return new JsonObject().put("upsAccount", number);
  }

  private static JsonObject address() {
    return new JsonObject()
        .put("name", "Elmwood Goods")
        .put("lines", new JsonArray().add("1187 Elmwood Ave").add("Dock 2"))
        .put("city", "Buffalo")
        .put("state", "NY")
        .put("postalCode", "14222")
        .put("country", "US");
  }
}
