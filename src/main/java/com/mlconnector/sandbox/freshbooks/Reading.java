package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;

/** The fields of a body like {@code {"invoice":{…}}}, or why there are none. */
sealed interface Reading {
  record Fields(JsonObject json) implements Reading {}

  record Unreadable(Refusal refusal) implements Reading {}

  static Reading of(RoutingContext ctx, String member) {
    String type = ctx.request().getHeader("Content-Type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      return unparsable("The content type must be application/json.");
    }
    return json(ctx)
        .map(body -> of(body, member))
        .orElseGet(() -> unparsable("Expecting value: line 1 column 1 (char 0)"));
  }

  /** The body, if it is a JSON object at all. */
  static Optional<JsonObject> json(RoutingContext ctx) {
    if (ctx.body().buffer() == null) {
      return Optional.empty();
    }
    try {
      return Json.decodeValue(ctx.body().buffer()) instanceof JsonObject json
          ? Optional.of(json)
          : Optional.empty();
    } catch (DecodeException notJson) {
      return Optional.empty();
    }
  }

  private static Reading of(JsonObject body, String member) {
    return body.getValue(member) instanceof JsonObject fields
        ? new Fields(fields)
        : new Unreadable(Refusal.required(member, member));
  }

  private static Reading unparsable(String message) {
    return new Unreadable(Refusal.plain(400, 1005, message));
  }
}
