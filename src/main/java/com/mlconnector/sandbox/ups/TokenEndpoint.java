package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /security/v1/oauth/token}, client credentials only. */
final class TokenEndpoint {
  private record Basic(String clientId, String secret) {}

  private final Apps apps;
  private final Settings settings;
  private final InstantSource clock;

  TokenEndpoint(Apps apps, Settings settings, InstantSource clock) {
    this.apps = apps;
    this.settings = settings;
    this.clock = clock;
  }

  Answer issue(RoutingContext ctx) {
    Optional<Basic> basic = basic(ctx.request().getHeader("Authorization"));
    if (basic.isEmpty()) {
      return invalidClient();
    }
    String clientId = basic.get().clientId();
    String merchantId = Optional.ofNullable(ctx.request().getHeader("x-merchant-id")).orElse("");
    if (apps.countRequest(clientId) > settings.number(Setting.TOKEN_BUDGET)) {
      return Problem.usual(429).answer();
    }
    if (!apps.knows(clientId, basic.get().secret())) {
      return invalidClient();
    }
    if (settings.lists(Setting.BLOCKED_MERCHANTS, clientId)
        || settings.lists(Setting.BLOCKED_MERCHANTS, merchantId)) {
      return Problem.blocked().answer();
    }
    if (!"client_credentials".equals(ctx.request().getFormAttribute("grant_type"))) {
      return Problem.of("10400", "Invalid/Missing Grant Type").answer();
    }
    long seconds = settings.number(Setting.TOKEN_SECONDS);
    return Answer.json(
        200,
        new JsonObject()
            .put("token_type", "Bearer")
            .put("issued_at", String.valueOf(clock.millis()))
            .put("client_id", clientId)
            .put("access_token", apps.grant(clientId, merchantId, seconds))
            .put("expires_in", String.valueOf(seconds))
            .put("status", "approved"));
  }

  private static Answer invalidClient() {
    return new Problem(401, "10401", "ClientId is Invalid").answer();
  }

  private static Optional<Basic> basic(@Nullable String header) {
    if (header == null || !header.startsWith("Basic ")) {
      return Optional.empty();
    }
    try {
      byte[] plain = Base64.getDecoder().decode(header.substring("Basic ".length()).strip());
      String[] parts = new String(plain, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2 && !parts[0].isEmpty()
          ? Optional.of(new Basic(parts[0], parts[1]))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
