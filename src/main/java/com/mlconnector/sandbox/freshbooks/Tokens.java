package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Codes, access tokens and refresh tokens. A refresh token works once; using it replaces the whole
 * pair.
 */
final class Tokens {
  /** What the user consented to; all tokens that follow from it are one family. */
  private record Grant(int family, String scope, long createdAt) {
    Grant with(String other) {
      return new Grant(family, other, createdAt);
    }
  }

  record Code(String redirectUri, String scope, Instant expires, Optional<String> challenge) {}

  record Access(Grant grant, Instant expires) {
    String scope() {
      return grant.scope;
    }
  }

  private record Refresh(Grant grant, String accessToken) {}

  private record Spent(Grant grant, Instant at) {}

  private final EasternTime time;
  private final Settings settings;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, Access> access = new HashMap<>();
  private final Map<String, Refresh> refresh = new HashMap<>();
  private final Map<String, Spent> spent = new HashMap<>();
  private int lastFamily;

  Tokens(EasternTime time, Settings settings) {
    this.time = time;
    this.settings = settings;
  }

  String newCode(String redirectUri, String scope, Optional<String> challenge) {
    Instant expires = time.now().plusSeconds(settings.count(Setting.CODE_LIFETIME_SECONDS));
    codes.values().removeIf(code -> !code.expires.isAfter(time.now()));
    String value = hex();
    codes.put(value, new Code(redirectUri, scope, expires, challenge));
    return value;
  }

  /** A code that may still be exchanged. */
  Optional<Code> code(String value) {
    return Optional.ofNullable(codes.get(value)).filter(code -> code.expires.isAfter(time.now()));
  }

  JsonObject exchange(String code, String scope) {
    codes.remove(code);
    return grant(scope);
  }

  /** A first pair, as after a consent. */
  JsonObject grant(String scope) {
    long now = time.now().getEpochSecond();
    return pair(new Grant(++lastFamily, scope, now), now);
  }

  Optional<JsonObject> refresh(String value) {
    Refresh used = refresh.remove(value);
    if (used == null) {
      return Optional.ofNullable(spent.get(value)).flatMap(this::reuse);
    }
    spent.put(value, new Spent(used.grant, time.now()));
    if (!settings.on(Setting.OLD_TOKEN_LIVES)) {
      access.remove(used.accessToken);
    }
    return Optional.of(pair(used.grant, time.now().getEpochSecond()));
  }

  private Optional<JsonObject> reuse(Spent again) {
    Instant end = again.at.plusSeconds(settings.count(Setting.REFRESH_GRACE_SECONDS));
    if (end.isAfter(time.now())) {
      return Optional.of(pair(again.grant, time.now().getEpochSecond()));
    }
    if (settings.on(Setting.REUSE_KILLS_FAMILY)) {
      kill(again.grant.family);
    }
    return Optional.empty();
  }

  Optional<Access> access(String value) {
    return Optional.ofNullable(access.get(value))
        .filter(token -> token.expires.isAfter(time.now()));
  }

  /** Unknown tokens are no error. */
  void revoke(String value) {
    access.remove(value);
    refresh.remove(value);
  }

  /** As when the user disconnects the app. */
  void revokeAll() {
    access.clear();
    refresh.clear();
    codes.clear();
  }

  void expireAccess() {
    access.clear();
  }

  /** As when the app loses scopes: what was granted reaches less far from now on. */
  void reduce(String scope) {
    access.replaceAll((value, token) -> new Access(token.grant.with(scope), token.expires));
    refresh.replaceAll((value, token) -> new Refresh(token.grant.with(scope), token.accessToken));
  }

  private void kill(int family) {
    access.values().removeIf(token -> token.grant.family == family);
    refresh.values().removeIf(token -> token.grant.family == family);
  }

  private JsonObject pair(Grant grant, long now) {
    int life = settings.count(Setting.TOKEN_LIFETIME_SECONDS);
    String accessToken = opaque(grant);
    String refreshToken = hex();
    access.values().removeIf(token -> !token.expires.isAfter(time.now()));
    access.put(accessToken, new Access(grant, time.now().plusSeconds(life)));
    refresh.put(refreshToken, new Refresh(grant, accessToken));
    // Seen live: a refresh that reports the first created_at and one second less.
    boolean odd = settings.on(Setting.REFRESH_KEEPS_CREATED_AT) && grant.createdAt < now;
    return new JsonObject()
        .put("access_token", accessToken)
        .put("token_type", "Bearer")
        .put("expires_in", odd ? life - 1 : life)
        .put("refresh_token", refreshToken)
        .put("scope", grant.scope)
        .put("created_at", odd ? grant.createdAt : now)
        .put("direct_buy_tokens", new JsonObject());
  }

  /** Looks like the JWT of about a thousand characters that FreshBooks issues; means nothing. */
  private String opaque(Grant grant) {
    String header = new JsonObject().put("alg", "none").put("typ", "JWT").encode();
    String claims = new JsonObject().put("sandbox", true).put("grant", grant.family).encode();
    return base64(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + base64(claims.getBytes(StandardCharsets.UTF_8))
        + "."
        + base64(bytes(690));
  }

  String hex() {
    return HexFormat.of().formatHex(bytes(32));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
