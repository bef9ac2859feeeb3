package com.mlconnector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.domain.Scope;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.WrittenContract;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ContractIT {
  private static final Vertx VERTX = Vertx.vertx();
  private static HttpApi api = new HttpApi("");

  @BeforeAll
  static void a_server_of_which_only_failures_come() throws TimeoutException {
    Contract contract = load();
    for (WrittenContract.Operation operation : WrittenContract.load().operations()) {
      if (!operation.id().equals("showContract")) {
        contract.on(
            operation.id(),
            ctx -> {
              throw new IllegalStateException("a bug with a secret in it");
            });
      }
    }
    Router router = Router.router(VERTX);
    router
        .route("/api/*")
        .handler(ctx -> {
          new Caller("token:test", Scope.ADMIN).into(ctx);
          ctx.next();
        });
    router.route("/*").subRouter(contract.router());
    Doors.Place place =
        new Doors.Place("127.0.0.1", 0, Duration.ofSeconds(10), Duration.ofSeconds(10));
    HttpServer server = Doors.server(VERTX, place, router).listen().await(10, TimeUnit.SECONDS);
    api = new HttpApi("http://127.0.0.1:" + server.actualPort());
  }

  @AfterAll
  static void close() throws TimeoutException {
    VERTX.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void the_document_is_valid_openapi() throws TimeoutException {
    OutputUnit verdict =
        OpenAPIVersion.V3_1
            .getRepository(VERTX, "app://")
            .compose(schemas ->
                OpenAPIVersion.V3_1.validateContract(
                    VERTX, schemas, WrittenContract.load().document()))
            .await(10, TimeUnit.SECONDS);

    assertThat(verdict.getErrors()).isNull();
    assertThat(verdict.getValid()).isTrue();
  }

  @Test
  void the_document_is_served_as_it_is_written() throws Exception {
    HttpApi.Reply reply = api.call("GET", "/api/openapi.yaml", null);

    assertThat(reply.mediaType()).isEqualTo("application/yaml");
    assertThat(reply.text())
        .isEqualTo(Files.readString(Path.of("src/main/resources/openapi/management.yaml")));
  }

  @Test
  void a_bug_behind_a_route_is_one_sentence() {
    HttpApi.Reply reply = api.call("POST", "/api/connections", new JsonObject());

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.mediaType()).isEqualTo("application/problem+json");
    assertThat(reply.text()).contains("send it again").doesNotContain("secret");
  }

  @Test
  void what_is_not_written_is_not_there() {
    assertThat(api.call("GET", "/api/nothing", null).status()).isEqualTo(404);
    assertThat(api.call("DELETE", "/api/connections", null).status()).isEqualTo(405);
    assertThat(api.call("DELETE", "/api/connections", null).mediaType())
        .isEqualTo("application/problem+json");
  }

  @Test
  void a_handler_without_an_operation_keeps_the_gateway_from_starting() throws TimeoutException {
    Contract contract = load();

    assertThatThrownBy(() -> contract.on("eatShipment", ctx -> {}))
        .hasMessageContaining("has no operation 'eatShipment'");
    assertThatThrownBy(() -> contract.on("showContract", ctx -> {}))
        .hasMessageContaining("'showContract' has a handler already");
  }

  @Test
  void an_operation_without_a_handler_keeps_the_gateway_from_starting() throws TimeoutException {
    Contract contract = load();
    contract.on("listShipments", ctx -> {});

    assertThatThrownBy(contract::router)
        .hasMessageContaining("operations without a handler")
        .hasMessageContaining("listHalts")
        .hasMessageNotContaining("listShipments");
  }

  private static Contract load() throws TimeoutException {
    return Contract.load(VERTX).await(10, TimeUnit.SECONDS);
  }
}
