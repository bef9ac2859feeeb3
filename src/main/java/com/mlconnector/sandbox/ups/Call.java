package com.mlconnector.sandbox.ups;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** One call that has passed the {@link Gate}. The body is empty where the API takes none. */
record Call(RoutingContext ctx, Apps.Grant grant, MultiMap query, JsonObject body) {

  String path(String name) {
    return Optional.ofNullable(ctx.pathParam(name)).orElse("").strip();
  }

  String query(String name) {
    return Optional.ofNullable(query.get(name)).orElse("").strip();
  }

  String header(String name) {
    return Optional.ofNullable(ctx.request().getHeader(name)).orElse("").strip();
  }
}
