package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Optional;
import java.util.function.Function;

/** What every UPS API asks first: a living token, the product on the app, a JSON object. */
final class Gate {
  private final Apps apps;
  private final Settings settings;

  Gate(Apps apps, Settings settings) {
    this.apps = apps;
    this.settings = settings;
  }

  /** {@code api} is the word that {@link Setting#MISSING_PRODUCTS} knows the API by. */
  Function<RoutingContext, Answer> plain(String api, Function<Call, Answer> work) {
    return ctx -> enter(ctx, api, work);
  }

  Function<RoutingContext, Answer> json(String api, Function<Call, Answer> work) {
    return ctx ->
        enter(
            ctx,
            api,
            call ->
                Json.parse(ctx.body().buffer())
                    .map(body -> work.apply(new Call(ctx, call.grant(), call.query(), body)))
                    .orElseGet(() -> Problem.notJson().answer()));
  }

  private Answer enter(RoutingContext ctx, String api, Function<Call, Answer> work) {
    Optional<Apps.Grant> grant =
        Optional.ofNullable(ctx.request().getHeader("Authorization"))
            .filter(header -> header.startsWith("Bearer "))
            .flatMap(header -> apps.bearer(header.substring("Bearer ".length()).strip()));
    // The same code for a bad token and for an app without the product: clients can't tell.
    if (grant.isEmpty() || settings.lists(Setting.MISSING_PRODUCTS, api)) {
      return Problem.unauthorized().answer();
    }
    if (settings.lists(Setting.BLOCKED_MERCHANTS, grant.get().clientId())
        || settings.lists(Setting.BLOCKED_MERCHANTS, grant.get().merchantId())) {
      return Problem.blocked().answer();
    }
    MultiMap query;
    try {
      query = ctx.queryParams();
    } catch (HttpException undecodable) {
      return Problem.usual(400).answer();
    }
    return work.apply(new Call(ctx, grant.get(), query, new JsonObject()));
  }
}
