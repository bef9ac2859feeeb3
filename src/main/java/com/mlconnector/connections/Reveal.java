package com.mlconnector.connections;

import com.mlconnector.http.Caller;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.http.Said;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Shows one secret in clear to somebody who says why they need it. */
interface Reveal {
  Optional<?> reveal(String name, Said said);

  static void answer(RoutingContext ctx, Reveal secrets) {
    JsonFields body = JsonFields.of(ctx).only(List.of("by", "reason"));
    Said said = Said.of(Caller.of(ctx), body, true);
    if (body.problem().isPresent()) {
      body.problem().get().send(ctx);
      return;
    }
    String name = ctx.pathParam("name");
    secrets
        .reveal(name, said)
        .ifPresentOrElse(
            value -> {
              ctx.response().putHeader("cache-control", "no-store");
              ctx.json(new JsonObject().put("name", name).put("value", value))
                  .onFailure(gone -> {});
            },
            () ->
                Problem.of(404, "Nothing to show", "There is no such secret, or it is never shown.")
                    .send(ctx));
  }
}
