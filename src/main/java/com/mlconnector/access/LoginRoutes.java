package com.mlconnector.access;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.Scope;
import com.mlconnector.domain.Secret;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Contract;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Database;
import com.mlconnector.store.Sessions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How people log in and out. Runs on virtual threads. */
public final class LoginRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(LoginRoutes.class);
  private static final long PATIENCE_SECONDS = 20;
  private static final int LONGEST_CODE = 4_000;

  /** The only place that a login leads to. */
  private static final String AFTERWARDS = "/api/me";

  private static final String COMING_BACK = "/access/login/callback";

  /**
   * @param issuer empty if people do not log in
   * @param publicUrl what browsers call the management port, without a path
   * @param groups which group gives which scope
   * @param session how long a login lasts
   */
  public record Settings(
      String issuer,
      String clientId,
      Secret clientSecret,
      URI publicUrl,
      String asks,
      String nameClaim,
      String groupClaim,
      Map<Scope, String> groups,
      Duration session) {}

  private final boolean possible;
  private final Provider provider;
  private final People people;

  public LoginRoutes(
      Vertx vertx,
      Settings settings,
      Database database,
      Sessions sessions,
      AuditTrail audit,
      InstantSource clock) {
    this.possible = !settings.issuer.isEmpty();
    String origin = settings.publicUrl.getScheme() + "://" + settings.publicUrl.getRawAuthority();
    this.provider =
        new Provider(
            vertx,
            new Provider.Settings(
                settings.issuer,
                settings.clientId,
                settings.clientSecret,
                origin + COMING_BACK,
                settings.asks,
                settings.nameClaim,
                settings.groupClaim,
                settings.groups),
            clock);
    this.people = new People(settings.publicUrl, settings.session, database, sessions, audit);
  }

  /** Whoever the browser's cookie stands for. */
  Optional<Caller> caller(RoutingContext ctx) {
    return possible ? people.caller(ctx) : Optional.empty();
  }

  /** Whether a call with a cookie is one that the person means. */
  boolean isOwnDoing(RoutingContext ctx) {
    return people.isOwnDoing(ctx);
  }

  public void mount(Contract contract, Gatekeeper gatekeeper) {
    contract.on("beginLogin", this::begin);
    contract.on("finishLogin", ctx -> finish(ctx, gatekeeper));
    contract.on("logOut", this::logOut);
  }

  private void begin(RoutingContext ctx) {
    LoginAttempt attempt = LoginAttempt.begin();
    Optional<String> page = possible ? asked(provider.loginPage(attempt)) : Optional.empty();
    if (page.isEmpty()) {
      notPossible(ctx);
      return;
    }
    people.remember(ctx, attempt);
    redirect(ctx, page.get());
  }

  private void finish(RoutingContext ctx, Gatekeeper gatekeeper) {
    String code = Objects.requireNonNullElse(ctx.request().getParam("code"), "");
    String state = Objects.requireNonNullElse(ctx.request().getParam("state"), "");
    Optional<LoginAttempt> attempt =
        people.attempt(ctx).filter(begun -> possible && begun.began(state));
    if (attempt.isEmpty() || code.isEmpty() || code.length() > LONGEST_CODE) {
      gatekeeper.refuse(ctx);
      return;
    }
    Optional<Provider.Person> person =
        asked(provider.redeem(code, attempt.get())).flatMap(answer -> answer);
    if (person.isEmpty()) {
      gatekeeper.refuse(ctx);
    } else if (person.get().scope().isEmpty()) {
      Problem.of(403, "No scope", "You are in none of the groups that may use this gateway.")
          .send(ctx);
    } else {
      Scope scope = person.get().scope().get();
      people.logIn(ctx, new Sessions.Session(person.get().name(), scope));
      redirect(ctx, AFTERWARDS);
    }
  }

  private void logOut(RoutingContext ctx) {
    people.logOut(ctx, Caller.of(ctx));
    ctx.response().setStatusCode(204).end().onFailure(gone -> {});
  }

  /** What the provider says is for the log; who logs in hears only that it did not work. */
  private static <T> Optional<T> asked(Future<T> answer) {
    try {
      return Optional.of(answer.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).await());
    } catch (Exception e) { // await() also throws what no signature tells, such as IOException
      LOG.warn("The login provider does not do it: {}", e.toString());
      return Optional.empty();
    }
  }

  private static void notPossible(RoutingContext ctx) {
    Problem.of(503, "No login", "Logging in is not set up, or its provider does not answer.")
        .send(ctx);
  }

  private static void redirect(RoutingContext ctx, String to) {
    ctx.response().setStatusCode(302).putHeader("location", to).end().onFailure(gone -> {});
  }
}
