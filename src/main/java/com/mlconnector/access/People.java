package com.mlconnector.access;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.http.Caller;
import com.mlconnector.store.Database;
import com.mlconnector.store.Sessions;
import com.mlconnector.store.Sessions.Session;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** People at their browsers, who are known by a cookie. */
final class People {
  /** A name with this prefix is taken by browsers only from this very host, and over TLS. */
  private static final String HOST_ONLY = "__Host-";

  private static final String SESSION = "mlc-session";
  private static final String LOGIN = "mlc-login";
  private static final Duration LOGIN_LIFE = Duration.ofMinutes(10);
  private static final int LONGEST_COOKIE = 200;

  private final String origin;
  private final boolean secure;
  private final Duration life;
  private final Database database;
  private final Sessions sessions;
  private final AuditTrail audit;

  /**
   * @param publicUrl what browsers call the management port
   * @param life of a session, however much it is used
   */
  People(URI publicUrl, Duration life, Database database, Sessions sessions, AuditTrail audit) {
    this.origin = publicUrl.getScheme() + "://" + publicUrl.getRawAuthority();
    this.secure = publicUrl.getScheme().equals("https");
    this.life = life;
    this.database = database;
    this.sessions = sessions;
    this.audit = audit;
  }

  void remember(RoutingContext ctx, LoginAttempt attempt) {
    ctx.response().addCookie(cookie(LOGIN, attempt.secret(), LOGIN_LIFE));
  }

  /** The login that this browser has begun; it serves once. */
  Optional<LoginAttempt> attempt(RoutingContext ctx) {
    Optional<LoginAttempt> attempt = shown(ctx, LOGIN).map(LoginAttempt::new);
    forget(ctx, LOGIN);
    return attempt;
  }

  /** Always a new session, whatever cookie the browser had before. */
  void logIn(RoutingContext ctx, Session session) {
    Secret cookie = Secrets.fresh("");
    database.transactVoid(tx -> {
      sessions.open(tx, Secrets.hash(cookie), session, life);
      Map<String, String> details = Map.of("by", name(session), "scope", session.scope().key());
      audit.add(tx, ConnectionId.GATEWAY, Action.LOGGED_IN, details);
    });
    ctx.response().addCookie(cookie(SESSION, cookie, life));
  }

  void logOut(RoutingContext ctx, Caller caller) {
    shown(ctx, SESSION)
        .ifPresent(cookie ->
            database.transactVoid(tx -> {
              sessions.close(tx, Secrets.hash(cookie));
              Map<String, String> details = Map.of("by", caller.name());
              audit.add(tx, ConnectionId.GATEWAY, Action.LOGGED_OUT, details);
            }));
    forget(ctx, SESSION);
  }

  Optional<Caller> caller(RoutingContext ctx) {
    return shown(ctx, SESSION)
        .flatMap(cookie -> sessions.find(Secrets.hash(cookie)))
        .map(session -> new Caller(name(session), session.scope()));
  }

  /**
   * Browsers send the cookie along with what other sites make them call; but they say which site it
   * was, with everything that is no mere look.
   */
  boolean isOwnDoing(RoutingContext ctx) {
    HttpMethod method = ctx.request().method();
    return method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || origin.equals(ctx.request().getHeader("origin"));
  }

  private static String name(Session session) {
    return "person:" + session.person();
  }

  /** Of two cookies of this name, one was planted. */
  private Optional<Secret> shown(RoutingContext ctx, String name) {
    String beginning = named(name) + "=";
    List<String> shown =
        ctx.request().headers().getAll("cookie").stream()
            .flatMap(header -> Stream.of(header.split(";", -1)))
            .map(String::strip)
            .filter(cookie -> cookie.startsWith(beginning))
            .map(cookie -> cookie.substring(beginning.length()))
            .toList();
    return shown.size() == 1
        ? Optional.of(shown.getFirst())
            .filter(value -> !value.isEmpty() && value.length() <= LONGEST_COOKIE)
            .map(Secret::new)
        : Optional.empty();
  }

  private Cookie cookie(String name, Secret value, Duration age) {
    return Cookie.cookie(named(name), value.reveal())
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.LAX)
        .setMaxAge(age.toSeconds());
  }

  private void forget(RoutingContext ctx, String name) {
    ctx.response().addCookie(cookie(name, new Secret(""), Duration.ZERO));
  }

  private String named(String name) {
    return secure ? HOST_ONLY + name : name;
  }
}
