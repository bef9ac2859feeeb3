package com.mlconnector.http;

import com.mlconnector.domain.Scope;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The management API as it is written down, with a handler for each operation. Path, method and
 * scope of a route come from the document alone, so that the two can't drift apart.
 *
 * <p>Filled by one thread while the gateway starts.
 */
public final class Contract {
  private static final String FILE = "openapi/management.yaml";

  /** What {@code x-scope} says of an operation that nobody needs access for. */
  private static final String ANYBODY = "anybody";

  private final RouterBuilder routes;
  private final Map<String, Optional<Scope>> scopes;

  private Contract(RouterBuilder routes, JsonObject paths, Buffer document) {
    this.routes = routes;
    this.scopes = scopes(paths);
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
        .compose(document -> {
          JsonObject written = read(document.toString());
          JsonObject paths = written.getJsonObject("paths");
          return OpenAPIContract.from(vertx, outline(written, paths))
              .map(outline -> new Contract(RouterBuilder.create(vertx, outline), paths, document));
        });
  }

  private static JsonObject read(String yaml) {
    Map<String, Object> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    return new JsonObject(document);
  }

  private static Map<String, Optional<Scope>> scopes(JsonObject paths) {
    Map<String, Optional<Scope>> scopes = new HashMap<>();
    for (String path : paths.fieldNames()) {
      JsonObject methods = paths.getJsonObject(path);
      for (String method : methods.fieldNames()) {
        if (!method.equals("parameters")) {
          JsonObject operation = methods.getJsonObject(method);
          scopes.put(
              operation.getString("operationId"), scope(operation.getString("x-scope", "none")));
        }
      }
    }
    return scopes;
  }

  private static Optional<Scope> scope(String written) {
    if (written.equals(ANYBODY)) {
      return Optional.empty();
    }
    return Optional.of(
        Scope.ofKey(written)
            .orElseThrow(
                () -> new IllegalStateException(FILE + " has an x-scope '" + written + "'.")));
  }

  /**
   * Paths, methods and names, all that routing needs. vertx-openapi 5.0 refuses a document that
   * names a media type such as {@code text/csv} or {@code application/problem+json}.
   */
  private static JsonObject outline(JsonObject written, JsonObject paths) {
    JsonObject outline = new JsonObject();
    for (String path : paths.fieldNames()) {
      outline.put(path, operations(paths.getJsonObject(path)));
    }
    return new JsonObject()
        .put("openapi", written.getString("openapi"))
        .put("info", written.getJsonObject("info"))
        .put("paths", outline);
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
    // library end at the first fault. Who is calling is settled before the router.
    route.setDoValidation(false).setDoSecurity(false);
    scopes
        .getOrDefault(operationId, Optional.of(Scope.ADMIN))
        .ifPresent(scope -> route.addHandler(ctx -> admit(ctx, scope)));
    route.addHandler(handler);
  }

  private static void admit(RoutingContext ctx, Scope needed) {
    Optional<Caller> caller = Caller.find(ctx);
    if (caller.isEmpty()) {
      Refusal.notAllowed(ctx);
    } else if (caller.get().scope().covers(needed)) {
      ctx.next();
    } else {
      Refusal.tooLittle(ctx, needed);
    }
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
