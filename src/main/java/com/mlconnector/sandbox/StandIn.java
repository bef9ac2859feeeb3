package com.mlconnector.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What both stand-ins have in common: a server on one event loop, named operations, faults per
 * call, a log of what was received, and the control API under {@code /_control}.
 *
 * <p>An operation is a plain function from request to {@link Answer}; faults are applied around it,
 * so that no vendor behaviour needs to know about them.
 */
public final class StandIn {
  private static final int MOST_REQUESTS_KEPT = 20_000;
  private static final long MOST_BODY_BYTES = 8 * 1024 * 1024;

  private final Vertx vertx;
  private final String name;
  private final SandboxClock clock;
  private final Function<Integer, JsonObject> errorBody;
  private final Router router;
  private final Set<String> operations = new TreeSet<>();
  private final Faults faults = new Faults();
  private final Deque<JsonObject> requests = new ArrayDeque<>();
  private long received;
  private HttpServer server;

  /**
   * @param name shown in the log and in errors, {@code FreshBooks} or {@code UPS}
   * @param errorBody the vendor's usual error body for a status, used by faults
   */
  public StandIn(
      Vertx vertx, String name, SandboxClock clock, Function<Integer, JsonObject> errorBody) {
    this.vertx = vertx;
    this.name = name;
    this.clock = clock;
    this.errorBody = errorBody;
    this.router = Router.router(vertx);
    this.server =
        vertx.createHttpServer(
            new HttpServerOptions().setIdleTimeout(120).setMaxFormAttributeSize(64 * 1024));
    router.route().handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES));
    commonControls();
    router.route().failureHandler(this::fail);
  }

  /** Starts listening; port 0 takes a free one. The port is in {@link #port()} afterwards. */
  public Future<StandIn> listen(String host, int port) {
    return server
        .requestHandler(router)
        .listen(port, host)
        .map(listening -> {
          server = listening;
          return this;
        });
  }

  public Future<Void> close() {
    return server.shutdown(1, TimeUnit.SECONDS);
  }

  public int port() {
    return server.actualPort();
  }

  public SandboxClock clock() {
    return clock;
  }

  /** A vendor operation. {@code path} is a vertx-web path such as {@code /things/:id}. */
  public void operation(
      HttpMethod method, String path, String operation, Function<RoutingContext, Answer> work) {
    operations.add(operation);
    router.route(method, path).handler(ctx -> serve(ctx, operation, work));
  }

  /**
   * A control endpoint under {@code /_control}. The function returns the JSON to answer (200); an
   * {@link IllegalArgumentException} becomes a 400 with its message.
   */
  public void control(HttpMethod method, String path, Function<RoutingContext, JsonObject> work) {
    router
        .route(method, "/_control" + path)
        .handler(ctx -> {
          try {
            ctx.json(work.apply(ctx));
          } catch (IllegalArgumentException | ClassCastException | DecodeException e) {
            problem(ctx, 400, String.valueOf(e.getMessage()));
          }
        });
  }

  private void commonControls() {
    control(
        HttpMethod.GET,
        "/requests",
        ctx -> {
          String wanted = ctx.request().getParam("operation");
          JsonArray found = new JsonArray();
          requests.stream()
              .filter(r -> wanted == null || wanted.equals(r.getString("operation")))
              .forEach(found::add);
          return new JsonObject().put("received", received).put("requests", found);
        });
    control(
        HttpMethod.DELETE,
        "/requests",
        ctx -> {
          requests.clear();
          return new JsonObject();
        });
    control(HttpMethod.GET, "/faults", ctx -> new JsonObject().put("faults", faults.toJson()));
    control(
        HttpMethod.POST,
        "/faults",
        ctx -> {
          addFault(Fault.of(jsonBody(ctx)));
          return new JsonObject().put("faults", faults.toJson());
        });
    control(
        HttpMethod.DELETE,
        "/faults",
        ctx -> {
          faults.clear();
          return new JsonObject().put("faults", faults.toJson());
        });
    control(
        HttpMethod.GET, "/clock", ctx -> new JsonObject().put("now", clock.instant().toString()));
    control(
        HttpMethod.POST,
        "/clock",
        ctx -> {
          try {
            clock.advance(Duration.parse(jsonBody(ctx).getString("advance", "")));
          } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                "'advance' must be an ISO duration such as PT1H.", e);
          }
          return new JsonObject().put("now", clock.instant().toString());
        });
  }

  /**
   * Adds a fault from code instead of the control API. Call before listening, or on the event loop.
   *
   * @throws IllegalArgumentException for an operation that there is not, which would never fail
   */
  public void addFault(Fault fault) {
    if (!fault.operation().equals("*") && !operations.contains(fault.operation())) {
      throw new IllegalArgumentException(
          name
              + " has no operation '"
              + fault.operation()
              + "'. Known: "
              + String.join(", ", operations)
              + ".");
    }
    faults.add(fault);
  }

  /** The request's body as a JSON object. */
  public static JsonObject jsonBody(RoutingContext ctx) {
    JsonObject json = ctx.body().asJsonObject();
    if (json == null) {
      throw new IllegalArgumentException("A JSON object is expected as the body.");
    }
    return json;
  }

  private void serve(RoutingContext ctx, String operation, Function<RoutingContext, Answer> work) {
    JsonObject entry = record(ctx, operation);
    Fault fault = faults.take(operation).orElse(null);
    if (fault == null) {
      send(ctx, entry, work.apply(ctx));
      return;
    }
    entry.put("fault", fault.toJson());
    boolean after = fault.moment() == Fault.Moment.AFTER;
    switch (fault.kind()) {
      case DELAY -> {
        Answer ready = after ? work.apply(ctx) : null;
        vertx.setTimer(
            Math.max(1, fault.delayMillis()),
            t -> send(ctx, entry, ready == null ? work.apply(ctx) : ready));
      }
      case RESET -> {
        if (after) {
          Answer _ = work.apply(ctx);
        }
        ctx.request().connection().close();
      }
      case HANG -> {
        if (after) {
          Answer _ = work.apply(ctx);
        }
      }
      case STATUS -> {
        if (after) {
          Answer _ = work.apply(ctx);
        }
        JsonObject body = fault.body() == null ? errorBody.apply(fault.status()) : fault.body();
        send(ctx, entry, withRetryAfter(fault, Answer.json(fault.status(), body)));
      }
      case HTML -> {
        if (after) {
          Answer _ = work.apply(ctx);
        }
        send(
            ctx,
            entry,
            withRetryAfter(
                fault,
                Answer.html(
                    fault.status(), "<html><body><h1>Service Unavailable</h1></body></html>")));
      }
      case EMPTY -> {
        if (after) {
          Answer _ = work.apply(ctx);
        }
        // Recorded UPS traffic: the failure is only in these two headers, the status says 200.
        send(
            ctx,
            entry,
            withRetryAfter(
                fault,
                Answer.empty(fault.status())
                    .withHeader("Errorcode", "120002")
                    .withHeader("Apierrorcode", "120002")));
      }
      case TRUNCATE -> truncate(ctx, entry, work.apply(ctx));
      case COLLAPSE -> send(ctx, entry, reshape(work.apply(ctx), OddForms::collapse));
      case BLANK -> send(ctx, entry, reshape(work.apply(ctx), OddForms::blank));
    }
  }

  private static Answer withRetryAfter(Fault fault, Answer answer) {
    return fault.retryAfter() == null
        ? answer
        : answer.withHeader("Retry-After", fault.retryAfter());
  }

  private static Answer reshape(Answer answer, Function<JsonObject, JsonObject> form) {
    return answer.body().length() == 0
        ? answer
        : answer.withBody(Buffer.buffer(form.apply(new JsonObject(answer.body())).encode()));
  }

  private void send(RoutingContext ctx, JsonObject entry, Answer answer) {
    entry.put("status", answer.status());
    HttpServerResponse response = ctx.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(answer.status()).putHeader("date", date());
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      response.putHeader(header.getKey(), header.getValue());
    }
    if (answer.status() >= 200 && answer.body().length() > 0) {
      entry.put("answer", answer.body().toString());
    }
    response.end(answer.body()).onFailure(gone -> entry.put("cut", true));
  }

  private String date() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
  }

  private void truncate(RoutingContext ctx, JsonObject entry, Answer answer) {
    entry.put("status", answer.status());
    HttpServerResponse response = ctx.response().setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.putHeader("content-length", String.valueOf(answer.body().length()));
    response
        .write(answer.body().getBuffer(0, answer.body().length() / 2))
        .onComplete(written -> ctx.request().connection().close());
  }

  private JsonObject record(RoutingContext ctx, String operation) {
    JsonObject headers = new JsonObject();
    ctx.request()
        .headers()
        .forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
    Buffer body = ctx.body().buffer();
    JsonObject entry =
        new JsonObject()
            .put("n", ++received)
            .put("at", clock.instant().toString())
            .put("operation", operation)
            .put("method", ctx.request().method().name())
            .put("path", ctx.request().path())
            .put("query", ctx.request().query())
            .put("headers", headers)
            .put("body", body == null ? "" : body.toString());
    requests.addLast(entry);
    if (requests.size() > MOST_REQUESTS_KEPT) {
      requests.removeFirst();
    }
    return entry;
  }

  private void fail(RoutingContext ctx) {
    Throwable failure = ctx.failure();
    if (failure instanceof HttpException http) {
      problem(ctx, http.getStatusCode(), String.valueOf(http.getMessage()));
    } else if (ctx.statusCode() > 0 && ctx.statusCode() != 500) {
      problem(ctx, ctx.statusCode(), "The " + name + " stand-in refused the request.");
    } else {
      org.slf4j.LoggerFactory.getLogger(StandIn.class)
          .error("{} stand-in failed on {}", name, ctx.request().path(), failure);
      problem(ctx, 500, "The " + name + " stand-in has a fault of its own: " + failure);
    }
  }

  private static void problem(RoutingContext ctx, int status, String detail) {
    ctx.response()
        .setStatusCode(status)
        .putHeader("content-type", "application/problem+json")
        .end(new JsonObject().put("status", status).put("detail", detail).toBuffer());
  }
}
