package com.mlconnector.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The management API as it is written down, with a handler for each operation. Path and method of a
 * route come from the document alone, so that the two can't drift apart.
 *
 * <p>Filled by one thread while the gateway starts.
 */
public final class Contract {
  private static final String FILE = "openapi/management.yaml";

  private final RouterBuilder routes;

  private Contract(RouterBuilder routes, Buffer document) {
    this.routes = routes;
    on(
        "showContract",
        ctx ->
            ctx.response()
                .putHeader("content-type", "application/yaml")
                .end(document)
                .onFailure(gone -> {}));
  }

  public static Future<Contract> load(Vertx vertx) {
    return vertx
        .fileSystem()
        .readFile(FILE)
        .compose(document ->
            OpenAPIContract.from(vertx, outline(document.toString()))
                .map(outline -> new Contract(RouterBuilder.create(vertx, outline), document)));
  }

  /**
   * Paths, methods and names, all that routing needs. vertx-openapi 5.0 refuses a document that
   * names a media type such as {@code text/csv} or {@code application/problem+json}.
   */
  private static JsonObject outline(String yaml) {
    Map<String, Object> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    JsonObject whole = new JsonObject(document);
    JsonObject paths = new JsonObject();
    for (String path : whole.getJsonObject("paths").fieldNames()) {
      paths.put(path, operations(whole.getJsonObject("paths").getJsonObject(path)));
    }
    return new JsonObject()
        .put("openapi", whole.getString("openapi"))
        .put("info", whole.getJsonObject("info"))
        .put("paths", paths);
  }

  private static JsonObject operations(JsonObject path) {
    JsonObject anyAnswer =
        new JsonObject().put("default", new JsonObject().put("description", "any"));
    JsonObject operations = new JsonObject();
    for (String method : path.fieldNames()) {
      if (!method.equals("parameters")) {
        operations.put(
            method,
            new JsonObject()
                .put("operationId", path.getJsonObject(method).getString("operationId"))
                .put("responses", anyAnswer.copy()));
      }
    }
    return operations;
  }

  /**
   * @throws IllegalStateException if the document has no such operation, or it has a handler
   *     already
   */
  public void on(String operationId, Handler<RoutingContext> handler) {
    OpenAPIRoute route = routes.getRoute(operationId);
    if (route == null) {
      throw new IllegalStateException(FILE + " has no operation '" + operationId + "'.");
    }
    if (!route.getHandlers().isEmpty()) {
      throw new IllegalStateException("'" + operationId + "' has a handler already.");
    }
    // Our own checks tell all that is wrong with a request at once and in plain words; those of the
    // library end at the first fault. Who may call is settled before the router.
    route.setDoValidation(false).setDoSecurity(false).addHandler(handler);
  }

  /**
   * @throws IllegalStateException if an operation has no handler
   */
  public Router router() {
    List<String> unanswered =
        routes.getRoutes().stream()
            .filter(route -> route.getHandlers().isEmpty())
            .map(route -> route.getOperation().getOperationId())
            .sorted()
            .toList();
    if (!unanswered.isEmpty()) {
      throw new IllegalStateException(FILE + " has operations without a handler: " + unanswered);
    }
    return routes.createRouter();
  }
}
