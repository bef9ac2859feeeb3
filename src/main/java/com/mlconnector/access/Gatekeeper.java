package com.mlconnector.access;

import com.mlconnector.domain.Scope;
import com.mlconnector.domain.Secret;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Refusal;
import com.mlconnector.store.AccessTokens;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Stands before the management port: lets in whoever shows a good token or is logged in, and nobody
 * too often.
 *
 * <p>Whoever is not let in learns nothing, not even whether there is what they asked for.
 */
public final class Gatekeeper {
  private static final int MOST_CALLERS = 10_000;
  private static final int LONGEST_TOKEN = 512;
  private static final String SCHEME = "Bearer ";

  /** Who may read the metrics without a token. */
  public enum MetricsFor {
    ANYBODY,
    THIS_MACHINE,
    VIEWERS
  }

  /**
   * Calls are counted by the minute.
   *
   * @param configured an admin's token from the settings, or empty
   * @param calls of one token or person
   * @param callsOfAddress of one remote address, good or bad
   * @param failures refused tokens and logins of one remote address
   */
  public record Settings(
      Secret configured, MetricsFor metrics, int calls, int callsOfAddress, int failures) {}

  private final Settings settings;
  private final AccessTokens tokens;
  private final LoginRoutes login;
  private final RateLimit callers;
  private final RateLimit addresses;
  private final RateLimit failures;

  public Gatekeeper(Settings settings, AccessTokens tokens, LoginRoutes login) {
    this.settings = settings;
    this.tokens = tokens;
    this.login = login;
    this.callers = new RateLimit(settings.calls, MOST_CALLERS, System::nanoTime);
    this.addresses = new RateLimit(settings.callsOfAddress, MOST_CALLERS, System::nanoTime);
    this.failures = new RateLimit(settings.failures, MOST_CALLERS, System::nanoTime);
  }

  /** To be called before anything reads a body. */
  public void mount(Router router) {
    router.route("/access/*").handler(this::count);
    router.route("/api/*").handler(this::count).handler(this::admit);
    router.route("/metrics").handler(this::count).handler(this::admitToMetrics);
  }

  private void count(RoutingContext ctx) {
    // Answers may hold secrets that are told once.
    ctx.response().putHeader("cache-control", "no-store");
    OptionalLong wait = addresses.count(RemoteNetwork.of(address(ctx)));
    if (wait.isPresent()) {
      Refusal.tooOften(ctx, wait.getAsLong());
    } else {
      ctx.next();
    }
  }

  private void admitToMetrics(RoutingContext ctx) {
    boolean free =
        switch (settings.metrics) {
          case ANYBODY -> true;
          case THIS_MACHINE -> isFromThisMachine(ctx);
          case VIEWERS -> false;
        };
    if (free) {
      ctx.next();
    } else {
      admit(ctx);
    }
  }

  private void admit(RoutingContext ctx) {
    // The body waits until it is known who sends it.
    ctx.request().pause();
    Optional<Caller> caller;
    try {
      caller = caller(ctx);
    } finally {
      ctx.request().resume();
    }
    if (caller.isEmpty()) {
      refuse(ctx);
      return;
    }
    if (!showsToken(ctx) && !login.isOwnDoing(ctx)) {
      Refusal.anotherSite(ctx);
      return;
    }
    OptionalLong wait = callers.count(caller.get().name());
    if (wait.isPresent()) {
      Refusal.tooOften(ctx, wait.getAsLong());
    } else {
      caller.get().into(ctx);
      ctx.next();
    }
  }

  /**
   * Counts a failure. A good token is let in however many bad ones its address has sent: who shares
   * a proxy with an attacker must not be locked out, and no number of tries finds a token.
   */
  void refuse(RoutingContext ctx) {
    OptionalLong wait = failures.count(RemoteNetwork.of(address(ctx)));
    if (wait.isPresent()) {
      Refusal.tooOften(ctx, wait.getAsLong());
    } else {
      Refusal.notAllowed(ctx);
    }
  }

  private static boolean showsToken(RoutingContext ctx) {
    return ctx.request().headers().contains("authorization");
  }

  private Optional<Caller> caller(RoutingContext ctx) {
    return showsToken(ctx) ? byToken(ctx) : login.caller(ctx);
  }

  private Optional<Caller> byToken(RoutingContext ctx) {
    String given = Objects.requireNonNullElse(ctx.request().getHeader("authorization"), "");
    if (!given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        || given.length() > LONGEST_TOKEN) {
      return Optional.empty();
    }
    Secret token = new Secret(given.substring(SCHEME.length()).strip());
    if (isConfigured(token)) {
      return Optional.of(caller(TokenDesk.CONFIGURED, Scope.ADMIN));
    }
    return tokens.find(Secrets.hash(token)).map(good -> caller(good.name(), good.scope()));
  }

  private static Caller caller(String name, Scope scope) {
    return new Caller("token:" + name, scope);
  }

  private boolean isConfigured(Secret token) {
    return !settings.configured.isEmpty()
        && MessageDigest.isEqual(
            Secrets.hash(token).getBytes(), Secrets.hash(settings.configured).getBytes());
  }

  private static String address(RoutingContext ctx) {
    return String.valueOf(ctx.request().remoteAddress().hostAddress());
  }

  private static boolean isFromThisMachine(RoutingContext ctx) {
    try {
      return InetAddress.getByName(address(ctx)).isLoopbackAddress();
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }
}
