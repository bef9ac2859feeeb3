package com.mlconnector.http;

import com.mlconnector.domain.Scope;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Who is calling the management API, once that is known.
 *
 * @param name as the audit trail names them: {@code token:…} or {@code person:…}
 */
public record Caller(String name, Scope scope) {
  private static final String KEY = "caller";

  public void into(RoutingContext ctx) {
    ctx.put(KEY, this);
  }

  /** Of a request that was let in. */
  public static Caller of(RoutingContext ctx) {
    return find(ctx).orElseThrow();
  }

  static Optional<Caller> find(RoutingContext ctx) {
    return Optional.ofNullable(ctx.get(KEY));
  }
}
