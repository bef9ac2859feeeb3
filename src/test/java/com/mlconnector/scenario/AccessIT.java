package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.HttpApi;
import com.mlconnector.support.RunningGateway;
import com.mlconnector.support.WrittenContract;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may call the management API: tokens, from the first to their end. */
class AccessIT {
  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @Test
  void a_token_is_told_once_and_its_use_is_listed() {
    String token = create("once", "viewer");

    assertThat(gateway.management().with(token).get("/api/me"))
        .isEqualTo(new JsonObject().put("name", "token:once").put("scope", "viewer"));

    JsonObject listed = listed("once");
    assertThat(listed.getString("createdBy")).isEqualTo("token:configured");
    assertThat(listed.getString("lastUsedAt")).isNotNull();
    assertThat(gateway.management().get("/api/tokens").encode()).doesNotContain(token);
    assertThat(gateway.count("access_token where hash = sha256('" + token + "')")).isEqualTo(1);
    assertThat(gateway.count("access_token t where t::text like '%" + token.substring(4) + "%'"))
        .isZero();
  }

  @Test
  void each_scope_is_let_in_where_the_contract_says_so_and_nowhere_else() {
    HttpApi viewer = gateway.management().with(create("scope-viewer", "viewer"));
    HttpApi operator = gateway.management().with(create("scope-operator", "operator"));

    List<String> toViewer = new ArrayList<>();
    List<String> toOperator = new ArrayList<>();
    List<WrittenContract.Operation> operations =
        WrittenContract.load().operations().stream()
            .filter(it -> it.path().startsWith("/api/"))
            .toList();
    for (WrittenContract.Operation it : operations) {
      // Nothing of this name is there, so that whoever is let in changes nothing.
      String path = it.path().replaceAll("\\{[^}]+}", "nobody");
      if (status(viewer, it.method(), path) != 403) {
        toViewer.add(it.id());
      }
      if (status(operator, it.method(), path) != 403) {
        toOperator.add(it.id());
      }
    }

    assertThat(toViewer).containsExactlyElementsOf(ids(operations, "viewer"));
    assertThat(toOperator).containsExactlyElementsOf(ids(operations, "viewer", "operator"));
  }

  @Test
  void a_name_is_given_once_even_if_its_token_is_revoked() {
    String token = create("taken", "operator");
    HttpApi own = gateway.management().with(token);
    assertThat(own.call("GET", "/api/connections", null).status()).isEqualTo(200);

    assertThat(gateway.management().call("DELETE", "/api/tokens/taken", null).status())
        .isEqualTo(204);

    assertThat(own.call("GET", "/api/connections", null).status()).isEqualTo(401);
    assertThat(gateway.management().call("DELETE", "/api/tokens/taken", null).status())
        .isEqualTo(404);
    assertThat(tryToCreate("taken", "operator").status()).isEqualTo(409);
    assertThat(listed("taken").getString("revokedAt")).isNotNull();
  }

  @Test
  void what_makes_no_sense_is_refused() {
    for (String body :
        List.of(
            "{\"name\": \"x\"}",
            "{\"name\": \"x\", \"scope\": \"root\"}",
            "{\"name\": \"X y\", \"scope\": \"viewer\"}",
            "{\"name\": \"configured\", \"scope\": \"viewer\"}",
            "{\"name\": \"x\", \"scope\": \"viewer\", \"days\": 0}",
            "{\"name\": \"x\", \"scope\": \"viewer\", \"days\": 1.5}",
            "{\"name\": \"x\", \"scope\": \"viewer\", \"hours\": 1}")) {
      HttpApi.Reply reply =
          gateway.management().call("POST", "/api/tokens", "application/json", body);
      assertThat(reply.status()).as(body).isEqualTo(400);
    }
  }

  @Test
  void the_audit_trail_names_who_gave_access_and_who_used_it() {
    HttpApi admin = gateway.management().with(create("maria", "admin"));
    JsonObject further = new JsonObject().put("name", "helpdesk").put("scope", "viewer");
    admin.post("/api/tokens", further.put("days", 30));
    admin.delete("/api/tokens/helpdesk");
    admin.post(
        "/api/connections/harbor/brake/release",
        new JsonObject().put("by", "Dana").put("reason", "a big order"));

    JsonObject revoked = gatewayStep("access-token-revoked", "helpdesk");
    assertThat(revoked.getString("d.by")).isEqualTo("token:maria");
    JsonObject created = gatewayStep("access-token-created", "helpdesk");
    assertThat(created.getString("d.by")).isEqualTo("token:maria");
    assertThat(created.getString("d.scope")).isEqualTo("viewer");
    assertThat(created.getString("d.life")).isEqualTo("PT720H");
    assertThat(gateway.audit())
        .filteredOn(row -> row.getString("action").equals("brake-released"))
        .extracting(row -> row.getString("d.by"))
        .containsExactly("token:maria for Dana");
  }

  @Test
  void nobody_opens_a_connection_in_the_name_of_the_gateway() {
    HttpApi.Reply reply =
        gateway
            .management()
            .call("POST", "/api/connections", new JsonObject().put("id", "gateway"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("the gateway's own");
  }

  private static String create(String name, String scope) {
    HttpApi.Reply reply = tryToCreate(name, scope);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    return reply.json().getString("token");
  }

  private static HttpApi.Reply tryToCreate(String name, String scope) {
    JsonObject body = new JsonObject().put("name", name).put("scope", scope);
    return gateway.management().call("POST", "/api/tokens", body);
  }

  private static JsonObject listed(String name) {
    return gateway.management().get("/api/tokens").getJsonArray("tokens").stream()
        .map(JsonObject.class::cast)
        .filter(token -> token.getString("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject gatewayStep(String action, String name) {
    return gateway.management().get("/api/audit").getJsonArray("steps").stream()
        .map(step -> ((JsonObject) step).getJsonObject("content"))
        .filter(content -> content.getString("action").equals(action))
        .filter(content -> name.equals(content.getString("d.name")))
        .findFirst()
        .orElseThrow();
  }

  private static int status(HttpApi api, String method, String path) {
    JsonObject body = method.equals("GET") || method.equals("DELETE") ? null : new JsonObject();
    return api.call(method, path, body).status();
  }

  private static List<String> ids(List<WrittenContract.Operation> operations, String... scopes) {
    return operations.stream()
        .filter(it -> Stream.of(scopes).anyMatch(it.written().getString("x-scope")::equals))
        .map(WrittenContract.Operation::id)
        .toList();
  }
}
