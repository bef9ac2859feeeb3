package com.mlconnector.ops;

import com.mlconnector.domain.Secret;
import com.mlconnector.http.Doors;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Database;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Health, metrics and the management API on a port of their own. Runs on virtual threads. */
public final class OpsVerticle extends VerticleBase {
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final long MOST_BODY = 256 * 1024;

  /** Tables that people upload. */
  private static final long MOST_CSV = 5 * 1024 * 1024;

  /**
   * @param token what a caller of the API must show; empty lets in only callers on this machine
   */
  public record Settings(String host, int port, Secret token) {}

  private final Settings settings;
  private final Database database;
  private final PrometheusMeterRegistry meters;
  private final AtomicBoolean draining;
  private final Router api;
  private @Nullable HttpServer server;

  /**
   * @param draining true once the gateway wants no more traffic
   * @param api everything below {@code /api}
   */
  public OpsVerticle(
      Settings settings,
      Database database,
      PrometheusMeterRegistry meters,
      AtomicBoolean draining,
      Router api) {
    this.settings = settings;
    this.database = database;
    this.meters = meters;
    this.draining = draining;
    this.api = api;
  }

  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    router.get("/health/live").handler(ctx -> ctx.json(new JsonObject().put("status", "up")));
    router.get("/health/ready").handler(this::ready);
    router.get("/metrics").handler(this::metrics);
    router.route("/api/*").handler(this::admit);
    // A body is read once: what the first of the two has taken, the second leaves alone.
    router
        .route("/api/*")
        .consumes("text/csv")
        .handler(BodyHandler.create(false).setBodyLimit(MOST_CSV));
    router.route("/api/*").handler(BodyHandler.create(false).setBodyLimit(MOST_BODY));
    router.route("/*").subRouter(api);
    Doors.closeWithProblems(router);
    HttpServer listening =
        vertx
            .createHttpServer(Doors.options(settings.host(), settings.port(), IDLE))
            .requestHandler(router);
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

  private void admit(RoutingContext ctx) {
    if (settings.token().isEmpty() ? isFromThisMachine(ctx) : showsToken(ctx)) {
      ctx.next();
    } else {
      ctx.response().putHeader("www-authenticate", "Bearer");
      Problem.of(
              401,
              "Not allowed",
              settings.token().isEmpty()
                  ? "Without management.token, only this machine itself may call the API."
                  : "Send the management token as 'Authorization: Bearer …'.")
          .send(ctx);
    }
  }

  private static boolean isFromThisMachine(RoutingContext ctx) {
    try {
      String host = ctx.request().remoteAddress().hostAddress();
      return host != null && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }

  private boolean showsToken(RoutingContext ctx) {
    String given = Objects.requireNonNullElse(ctx.request().getHeader("authorization"), "");
    String expected = "Bearer " + settings.token().reveal();
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
