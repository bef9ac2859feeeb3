package com.mlconnector.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.OptionalLong;

/**
 * An error as every door of the gateway tells it (RFC 9457, {@code application/problem+json}).
 *
 * @param title what, in a few words
 * @param detail why, and what to do; one or two sentences
 * @param errors one line per wrong field, or empty
 * @param retryAfterSeconds sent as {@code Retry-After}
 */
public record Problem(
    int status, String title, String detail, List<String> errors, OptionalLong retryAfterSeconds) {

  public Problem {
    errors = List.copyOf(errors);
  }

  public static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, List.of(), OptionalLong.empty());
  }

  public Problem withErrors(List<String> wrong) {
    return new Problem(status, title, detail, wrong, retryAfterSeconds);
  }

  public Problem retryAfter(long seconds) {
    return new Problem(status, title, detail, errors, OptionalLong.of(seconds));
  }

  public void send(RoutingContext ctx) {
    if (ctx.response().ended() || ctx.response().closed()) {
      return;
    }
    retryAfterSeconds.ifPresent(
        seconds -> ctx.response().putHeader("retry-after", Long.toString(seconds)));
    JsonObject body =
        new JsonObject().put("status", status).put("title", title).put("detail", detail);
    if (!errors.isEmpty()) {
      body.put("errors", new JsonArray(errors));
    }
    ctx.response()
        .setStatusCode(status)
        .putHeader("content-type", "application/problem+json")
        .end(body.toBuffer())
        .onFailure(gone -> {});
  }
}
