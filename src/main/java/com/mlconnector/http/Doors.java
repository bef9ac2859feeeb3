package com.mlconnector.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What our HTTP servers refuse: too much, too slowly, or not HTTP at all. In one place. */
public final class Doors {
  private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

  private static final int LONGEST_LINE = 4 * 1024;
  private static final int LONGEST_HEAD = 8 * 1024;

  private Doors() {}

  /**
   * Where a server listens, and how long it waits.
   *
   * @param idle for the next request
   * @param request for all of a request, from its first line to its last byte
   */
  public record Place(String host, int port, Duration idle, Duration request) {}

  /** A server for what the router has by now, with an answer for all it has not. */
  public static HttpServer server(Vertx vertx, Place place, Router router) {
    closeWithProblems(router);
    HttpServer server = vertx.createHttpServer(options(place)).requestHandler(router);
    SlowCalls.end(vertx, server, router, place.idle(), place.request());
    return server;
  }

  private static HttpServerOptions options(Place place) {
    return new HttpServerOptions()
        .setHost(place.host())
        .setPort(place.port())
        .setIdleTimeout((int) Math.max(1, place.idle().toSeconds()))
        .setMaxInitialLineLength(LONGEST_LINE)
        .setMaxHeaderSize(LONGEST_HEAD)
        .setTcpFastOpen(false)
        .setHttp2ClearTextEnabled(false);
  }

  /** Everything that no route answers, or answers by failing, becomes a {@link Problem}. */
  private static void closeWithProblems(Router router) {
    router
        .errorHandler(
            405,
            ctx ->
                Problem.of(
                        405,
                        "Method not allowed",
                        ctx.request().method() + " is not possible here.")
                    .send(ctx))
        .errorHandler(
            404,
            ctx ->
                Problem.of(404, "Not found", "There is nothing at " + ctx.normalizedPath() + ".")
                    .send(ctx));
    router.route().failureHandler(Doors::fail);
  }

  private static void fail(RoutingContext ctx) {
    int status =
        ctx.failure() instanceof HttpException http ? http.getStatusCode() : ctx.statusCode();
    switch (status) {
      case 400 -> Problem.of(400, "Bad request", "The request is malformed.").send(ctx);
      case 413 ->
          Problem.of(413, "Too large", "The body is larger than is accepted here.").send(ctx);
      case 415 ->
          Problem.of(415, "Unsupported media type", "The body is not of the expected type.")
              .send(ctx);
      default -> {
        if (status >= 400 && status < 500) {
          Problem.of(status, "Refused", "The request can't be served as it is.").send(ctx);
          return;
        }
        LOG.error("{} {} failed", ctx.request().method(), ctx.normalizedPath(), ctx.failure());
        Problem.of(
                500,
                "Gateway fault",
                "The gateway failed on this request; its log tells more. Nothing was lost: send it"
                    + " again.")
            .send(ctx);
      }
    }
  }
}
