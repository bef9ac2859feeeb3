package com.mlconnector.access;

import com.mlconnector.domain.Scope;
import com.mlconnector.domain.Secret;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Contract;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.store.AccessTokens.Listed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The management API of access itself. Runs on virtual threads. */
public final class AccessRoutes {
  private static final int LONGEST_SECRET = 200;

  private final TokenDesk desk;
  private final Gatekeeper gatekeeper;

  public AccessRoutes(TokenDesk desk, Gatekeeper gatekeeper) {
    this.desk = desk;
    this.gatekeeper = gatekeeper;
  }

  public void mount(Contract contract) {
    contract.on("showCaller", AccessRoutes::caller);
    contract.on("listTokens", this::list);
    contract.on("createToken", this::create);
    contract.on("revokeToken", this::revoke);
    contract.on("makeFirstToken", this::makeFirst);
  }

  private static void caller(RoutingContext ctx) {
    Caller caller = Caller.of(ctx);
    JsonObject view =
        new JsonObject().put("name", caller.name()).put("scope", caller.scope().key());
    ctx.json(view).onFailure(gone -> {});
  }

  private void list(RoutingContext ctx) {
    JsonArray all = new JsonArray();
    desk.all().forEach(token -> all.add(view(token)));
    ctx.json(new JsonObject().put("tokens", all)).onFailure(gone -> {});
  }

  private static JsonObject view(Listed token) {
    return new JsonObject()
        .put("name", token.name())
        .put("scope", token.scope().key())
        .put("createdBy", token.createdBy())
        .put("createdAt", token.createdAt().toString())
        .put("expiresAt", token.expiresAt().map(Instant::toString).orElse(null))
        .put("lastUsedAt", token.lastUsedAt().map(Instant::toString).orElse(null))
        .put("revokedAt", token.revokedAt().map(Instant::toString).orElse(null));
  }

  private void create(RoutingContext ctx) {
    JsonFields body = JsonFields.of(ctx).only(List.of("name", "scope", "days"));
    String name = name(body);
    Optional<Scope> scope = Scope.ofKey(body.text("scope", LONGEST_SECRET));
    if (scope.isEmpty()) {
      body.wrong("'scope' must be viewer, operator or admin.");
    }
    Optional<BigDecimal> days = body.optionalNumber("days", "1", "3650");
    if (days.filter(n -> n.stripTrailingZeros().scale() > 0).isPresent()) {
      body.wrong("'days' must be a whole number.");
    }
    if (body.problem().isPresent()) {
      body.problem().get().send(ctx);
      return;
    }
    Optional<Duration> life = days.map(n -> Duration.ofDays(n.longValue()));
    desk.create(name, scope.orElseThrow(), life, Caller.of(ctx).name())
        .ifPresentOrElse(token -> tell(ctx, name, scope.orElseThrow(), token), () -> taken(ctx));
  }

  private static String name(JsonFields body) {
    String name = body.text("name", 63);
    if (!name.isEmpty() && !TokenDesk.isName(name)) {
      body.wrong(
          "'name' must be lower-case letters, digits and hyphens, and not '"
              + TokenDesk.CONFIGURED
              + "'.");
    }
    return name;
  }

  /** This once: afterwards nobody knows it but the caller. */
  private static void tell(RoutingContext ctx, String name, Scope scope, Secret token) {
    ctx.response().setStatusCode(201);
    ctx.json(
            new JsonObject()
                .put("name", name)
                .put("scope", scope.key())
                .put("token", token.reveal()))
        .onFailure(gone -> {});
  }

  private static void taken(RoutingContext ctx) {
    Problem.of(409, "Name taken", "A name stands for one token for ever; choose another.")
        .send(ctx);
  }

  private void revoke(RoutingContext ctx) {
    String name = ctx.pathParam("token");
    if (desk.revoke(name, Caller.of(ctx).name())) {
      ctx.response().setStatusCode(204).end().onFailure(gone -> {});
    } else {
      Problem.of(404, "Unknown token", "There is no token '" + name + "' that is not revoked.")
          .send(ctx);
    }
  }

  private void makeFirst(RoutingContext ctx) {
    JsonFields body = JsonFields.of(ctx).only(List.of("secret", "name"));
    Secret first = new Secret(body.text("secret", LONGEST_SECRET));
    String name = name(body);
    if (body.problem().isPresent()) {
      body.problem().get().send(ctx);
      return;
    }
    desk.redeemFirst(first, name)
        .ifPresentOrElse(
            token -> tell(ctx, name, Scope.ADMIN, token), () -> gatekeeper.refuse(ctx));
  }
}
