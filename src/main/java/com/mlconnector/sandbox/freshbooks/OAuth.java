package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.Answer;
import com.mlconnector.sandbox.StandIn;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Token and revoke endpoints, in JSON, form and multipart. */
final class OAuth {
  private static final Answer BAD_GRANT =
      Answers.authError(
          400,
          "invalid_grant",
          "The provided authorization grant is invalid, expired, revoked, does not match the"
              + " redirection URI used in the authorization request, or was issued to another"
              + " client.");

  private final Tokens tokens;
  private final Settings settings;
  private final Supplier<App> app;

  OAuth(Tokens tokens, Settings settings, Supplier<App> app) {
    this.tokens = tokens;
    this.settings = settings;
    this.app = app;
  }

  void mount(StandIn standIn) {
    // Both sets are alive: the documented one, and the one of the published metadata.
    for (String base : new String[] {"/auth/oauth", "/service/auth/oauth"}) {
      standIn.operation(HttpMethod.POST, base + "/token", "oauth.token", this::token);
      standIn.operation(HttpMethod.POST, base + "/revoke", "oauth.revoke", this::revoke);
    }
    standIn.operation(
        HttpMethod.GET,
        "/.well-known/oauth-authorization-server",
        "oauth.metadata",
        ctx -> Answer.json(200, metadata(ctx)));
  }

  private Answer token(RoutingContext ctx) {
    Map<String, String> sent = parameters(ctx);
    Optional<Answer> refused = refuseCaller(sent, "grant_type");
    if (refused.isPresent()) {
      return refused.get();
    }
    return switch (sent.getOrDefault("grant_type", "")) {
      case "authorization_code" -> exchange(sent);
      case "refresh_token" -> refresh(sent);
      default ->
          Answers.authError(
              400,
              "unsupported_grant_type",
              "The authorization grant type is not supported by the authorization server.");
    };
  }

  private Answer exchange(Map<String, String> sent) {
    String value = sent.get("code");
    String redirectUri = sent.get("redirect_uri");
    if (value == null) {
      return missing("code");
    }
    if (redirectUri == null) {
      return missing("redirect_uri");
    }
    return tokens
        .code(value)
        .filter(code -> code.redirectUri().equals(redirectUri))
        .filter(code -> verified(code, sent))
        .map(code -> Answers.auth(200, tokens.exchange(value, code.scope())))
        .orElse(BAD_GRANT);
  }

  private Answer refresh(Map<String, String> sent) {
    String value = sent.get("refresh_token");
    if (value == null) {
      return missing("refresh_token");
    }
    return tokens.refresh(value).map(pair -> Answers.auth(200, pair)).orElse(BAD_GRANT);
  }

  private boolean verified(Tokens.Code code, Map<String, String> sent) {
    return code.challenge().isEmpty()
        || !settings.on(Setting.PKCE_ENFORCED)
        || code.challenge().get().equals(s256(sent.getOrDefault("code_verifier", "")));
  }

  private Answer revoke(RoutingContext ctx) {
    Map<String, String> sent = parameters(ctx);
    Optional<Answer> refused = refuseCaller(sent, "token");
    if (refused.isPresent()) {
      return refused.get();
    }
    tokens.revoke(sent.getOrDefault("token", ""));
    return Answers.auth(200, new JsonObject());
  }

  private Optional<Answer> refuseCaller(Map<String, String> sent, String needed) {
    for (String name : new String[] {needed, "client_id", "client_secret"}) {
      if (sent.getOrDefault(name, "").isEmpty()) {
        return Optional.of(missing(name));
      }
    }
    boolean known =
        app.get().clientId().equals(sent.get("client_id"))
            && app.get().clientSecret().equals(sent.get("client_secret"));
    return known
        ? Optional.empty()
        : Optional.of(
            Answers.authError(
                401,
                "invalid_client",
                "Client authentication failed due to unknown client, no client authentication"
                    + " included, or unsupported authentication method."));
  }

  private static Answer missing(String name) {
    return Answers.authError(400, "invalid_request", "Missing required parameter: " + name + ".");
  }

  /** Members that are no strings count as missing. */
  private static Map<String, String> parameters(RoutingContext ctx) {
    Map<String, String> sent = new HashMap<>();
    basicCredentials(ctx, sent);
    if (!ctx.request().formAttributes().isEmpty()) {
      ctx.request().formAttributes().forEach((name, value) -> sent.put(name, value));
      return sent;
    }
    for (Map.Entry<String, Object> member : Reading.json(ctx).orElseGet(JsonObject::new)) {
      if (member.getValue() instanceof String text) {
        sent.put(member.getKey(), text);
      }
    }
    return sent;
  }

  private static void basicCredentials(RoutingContext ctx, Map<String, String> sent) {
    String header = ctx.request().getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(6).trim());
      String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      sent.put("client_id", parts[0]);
      sent.put("client_secret", parts[parts.length - 1]);
    } catch (IllegalArgumentException notBase64) {
      sent.put("client_id", "?");
      sent.put("client_secret", "?");
    }
  }

  static String s256(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  private static JsonObject metadata(RoutingContext ctx) {
    String host = ctx.request().scheme() + "://" + ctx.request().authority();
    String base = host + "/service/auth/oauth";
    return new JsonObject()
        .put("issuer", host)
        .put("authorization_endpoint", base + "/authorize")
        .put("token_endpoint", base + "/token")
        .put("revocation_endpoint", base + "/revoke")
        .put("response_types_supported", java.util.List.of("code"))
        .put("grant_types_supported", java.util.List.of("authorization_code", "refresh_token"))
        .put("code_challenge_methods_supported", java.util.List.of("S256"))
        .put(
            "token_endpoint_auth_methods_supported",
            java.util.List.of("client_secret_basic", "client_secret_post"));
  }
}
