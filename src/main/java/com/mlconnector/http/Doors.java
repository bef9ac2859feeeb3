package com.mlconnector.http;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Options and the last resort of our HTTP servers, in one place. */
public final class Doors {
  private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

  private Doors() {}

  public static HttpServerOptions options(String host, int port, Duration idle) {
    return new HttpServerOptions()
        .setHost(host)
        .setPort(port)
        .setIdleTimeout((int) Math.max(1, idle.toSeconds()))
        .setTcpFastOpen(false)
        .setHttp2ClearTextEnabled(false);
  }

  /** Everything that no route answers, or answers by failing, becomes a {@link Problem}. */
  public static void closeWithProblems(Router router) {
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
