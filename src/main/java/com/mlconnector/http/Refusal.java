package com.mlconnector.http;

import com.mlconnector.domain.Scope;
import io.vertx.ext.web.RoutingContext;

/** What those hear who may not call. The words are the same for all, whatever they asked for. */
public final class Refusal {
  private static final Problem NOT_ALLOWED =
      Problem.of(401, "Not allowed", "Send a valid access token as 'Authorization: Bearer …'.");

  private Refusal() {}

  /** No token, and one that is unknown, has expired or is revoked, are all the same. */
  public static void notAllowed(RoutingContext ctx) {
    ctx.response().putHeader("www-authenticate", "Bearer");
    NOT_ALLOWED.send(ctx);
  }

  public static void tooLittle(RoutingContext ctx, Scope needed) {
    Problem.of(403, "Scope too small", "This needs the scope '" + needed.key() + "'.").send(ctx);
  }

  /** A browser that was made to call by a page that is not ours. */
  public static void anotherSite(RoutingContext ctx) {
    Problem.of(403, "Another site", "With a login, calls come from the gateway's own pages only.")
        .send(ctx);
  }

  public static void tooOften(RoutingContext ctx, long waitSeconds) {
    Problem.of(429, "Too many calls", "Come back when the time in 'Retry-After' is over.")
        .retryAfter(waitSeconds)
        .send(ctx);
  }
}
