package com.mlconnector.ops;

import com.mlconnector.http.Doors;
import com.mlconnector.store.Database;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Health, metrics and the management API on a port of their own. Runs on virtual threads. */
public final class OpsVerticle extends VerticleBase {
  private static final long MOST_BODY = 256 * 1024;

  /** Anybody may send these. */
  private static final long MOST_SECRET = 4 * 1024;

  /** Tables that people upload. */
  private static final long MOST_CSV = 5 * 1024 * 1024;

  private final Doors.Place place;
  private final Database database;
  private final PrometheusMeterRegistry meters;
  private final AtomicBoolean draining;
  private final Consumer<Router> gate;
  private final Router api;
  private @Nullable HttpServer server;

  /**
   * @param draining true once the gateway wants no more traffic
   * @param gate mounts who decides about each call
   * @param api everything below {@code /api} and {@code /access}
   */
  public OpsVerticle(
      Doors.Place place,
      Database database,
      PrometheusMeterRegistry meters,
      AtomicBoolean draining,
      Consumer<Router> gate,
      Router api) {
    this.place = place;
    this.database = database;
    this.meters = meters;
    this.draining = draining;
    this.gate = gate;
    this.api = api;
  }

  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    router.get("/health/live").handler(ctx -> ctx.json(new JsonObject().put("status", "up")));
    router.get("/health/ready").handler(this::ready);
    gate.accept(router);
    router.get("/metrics").handler(this::metrics);
    // A body is read once: what the first of the two has taken, the second leaves alone.
    router
        .route("/api/*")
        .consumes("text/csv")
        .handler(BodyHandler.create(false).setBodyLimit(MOST_CSV));
    router
        .route("/api/connections/:connection/profile/import")
        .handler(BodyHandler.create(false).setBodyLimit(MOST_CSV));
    router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(MOST_BODY));
    router.route("/access/*").handler(BodyHandler.create(false).setBodyLimit(MOST_SECRET));
    router.route("/*").subRouter(api);
    HttpServer listening = Doors.server(vertx, place, router);
    server = listening;
    return listening.listen();
  }

  @Override
  public Future<?> stop() {
    return server == null ? Future.succeededFuture() : server.shutdown(2, TimeUnit.SECONDS);
  }

  public int port() {
    return Objects.requireNonNull(server, "not started").actualPort();
  }

  private void ready(RoutingContext ctx) {
    if (draining.get()) {
      status(ctx, 503, "draining");
      return;
    }
    database
        .ping()
        .timeout(2, TimeUnit.SECONDS)
        .onSuccess(up -> status(ctx, 200, "up"))
        .onFailure(down -> status(ctx, 503, "database does not answer"));
  }

  private static void status(RoutingContext ctx, int code, String word) {
    ctx.response()
        .setStatusCode(code)
        .putHeader("content-type", "application/json")
        .end(new JsonObject().put("status", word).toBuffer())
        .onFailure(gone -> {});
  }

  private void metrics(RoutingContext ctx) {
    ctx.response()
        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
        .end(meters.scrape())
        .onFailure(gone -> {});
  }
}
