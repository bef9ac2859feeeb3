package com.mlconnector.access;

import com.mlconnector.domain.Scope;
import com.mlconnector.domain.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The OpenID Connect provider that knows our people. Its addresses and keys are asked for with each
 * login: those are rare, and keys change.
 */
final class Provider {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final int LONGEST_NAME = 200;

  /**
   * @param issuer its address, without a slash at the end
   * @param redirectUri where it sends people back to
   * @param asks the OAuth scopes, parted by blanks
   * @param nameClaim how the audit trail is to name the person
   * @param groupClaim what holds the groups, a text or a list of them
   * @param groups which group gives which scope; an empty name is nobody's
   */
  record Settings(
      String issuer,
      String clientId,
      Secret clientSecret,
      String redirectUri,
      String asks,
      String nameClaim,
      String groupClaim,
      Map<Scope, String> groups) {}

  /**
   * Somebody whom the provider vouches for.
   *
   * @param scope empty if he is in none of our groups
   */
  record Person(String name, Optional<Scope> scope) {}

  private final Vertx vertx;
  private final Settings settings;
  private final InstantSource clock;

  Provider(Vertx vertx, Settings settings, InstantSource clock) {
    this.vertx = vertx;
    this.settings = settings;
    this.clock = clock;
  }

  /** Fails if the provider does not answer as it should. */
  Future<String> loginPage(LoginAttempt attempt) {
    OAuth2AuthorizationURL page =
        new OAuth2AuthorizationURL()
            .setRedirectUri(settings.redirectUri)
            .setScopes(List.of(settings.asks.split(" ")))
            .setState(attempt.state())
            .setCodeChallenge(attempt.challenge())
            .setCodeChallengeMethod("S256");
    // Given any further parameter, the library forgets redirect and challenge.
    return with(provider ->
        Future.succeededFuture(provider.authorizeURL(page) + "&nonce=" + attempt.nonce()));
  }

  /** Fails if the provider does not answer as it should; empty if its word is not good. */
  Future<Optional<Person>> redeem(String code, LoginAttempt attempt) {
    Oauth2Credentials credentials =
        new Oauth2Credentials()
            .setFlow(OAuth2FlowType.AUTH_CODE)
            .setCode(code)
            .setCodeVerifier(attempt.verifier())
            .setRedirectUri(settings.redirectUri);
    return with(provider -> provider.authenticate(credentials))
        .map(user -> idToken(user).filter(token -> isGood(token, attempt)).flatMap(this::person));
  }

  private <T> Future<T> with(Function<OAuth2Auth, Future<T>> call) {
    OAuth2Options options =
        new OAuth2Options()
            .setSite(settings.issuer)
            .setClientId(settings.clientId)
            .setHttpClientOptions(
                new HttpClientOptions()
                    .setConnectTimeout((int) PATIENCE.toMillis())
                    .setIdleTimeout((int) PATIENCE.toSeconds()));
    if (!settings.clientSecret.isEmpty()) {
      options.setClientSecret(settings.clientSecret.reveal());
    }
    return OpenIDConnectAuth.discover(vertx, options)
        .compose(provider -> call.apply(provider).onComplete(done -> provider.close()));
  }

  /** Only there if its signature is one of the provider's keys'. */
  private static Optional<JsonObject> idToken(User user) {
    return user.attributes().getValue("idToken") instanceof JsonObject token
        ? Optional.of(token)
        : Optional.empty();
  }

  /** The library lets pass what is missing, and knows no nonce. */
  private boolean isGood(JsonObject token, LoginAttempt attempt) {
    long now = clock.instant().getEpochSecond();
    return settings.issuer.equals(withoutSlash(text(token, "iss")))
        && texts(token.getValue("aud")).contains(settings.clientId)
        && attempt.nonce().equals(text(token, "nonce"))
        && token.getValue("exp") instanceof Number ends
        && ends.longValue() + SKEW.toSeconds() > now;
  }

  private Optional<Person> person(JsonObject token) {
    String name = text(token, settings.nameClaim);
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    return Optional.of(new Person(name, scope(texts(token.getValue(settings.groupClaim)))));
  }

  private Optional<Scope> scope(List<String> groups) {
    return Arrays.stream(Scope.values())
        .filter(scope -> !settings.groups.getOrDefault(scope, "").isEmpty())
        .filter(scope -> groups.contains(settings.groups.get(scope)))
        .reduce((smaller, larger) -> larger);
  }

  private static String text(JsonObject token, String claim) {
    return token.getValue(claim) instanceof String text ? text : "";
  }

  private static List<String> texts(Object value) {
    return switch (value) {
      case String one -> List.of(one);
      case JsonArray many ->
          many.stream().filter(String.class::isInstance).map(String.class::cast).toList();
      case null, default -> List.of();
    };
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
