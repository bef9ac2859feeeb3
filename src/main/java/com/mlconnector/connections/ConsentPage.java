package com.mlconnector.connections;

import com.mlconnector.connections.Consent.Ending;
import com.mlconnector.connections.ConsentReturns.Standing;
import com.mlconnector.work.Scripts;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where FreshBooks sends the person back to, and the page that tells how it goes on. Public: what
 * counts is the {@code state} of the link, and then a cookie of the browser that came back.
 */
final class ConsentPage {
  static final String CALLBACK = "/oauth/freshbooks/callback";

  /** Without code and state in its address, so that it can be loaded again. */
  static final String STANDING = "/oauth/freshbooks/connection";

  private static final Logger LOG = LoggerFactory.getLogger(ConsentPage.class);
  private static final int LONGEST_FORM = 4 * 1024;
  private static final int LONGEST_TEXT = 512;

  private final ConnectionRoutes.Parts parts;
  private final Consent consent;
  private final ConsentReturns returns;
  private final boolean secure;
  private final String cookieName;

  ConsentPage(ConnectionRoutes.Parts parts, Consent consent, ConsentReturns returns) {
    this.parts = parts;
    this.consent = consent;
    this.returns = returns;
    this.secure = parts.publicUrl().startsWith("https:");
    // Browsers take a name with this prefix only from this very host, and over TLS.
    this.cookieName = secure ? "__Host-mlc-consent" : "mlc-consent";
  }

  void mount(Router router) {
    router.get(CALLBACK).handler(this::comeBack);
    router.get(STANDING).handler(this::show);
    router
        .post(STANDING)
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_FORM))
        .handler(this::choose);
  }

  private void comeBack(RoutingContext ctx) {
    String error = parameter(ctx, "error");
    String code = parameter(ctx, "code");
    String state = parameter(ctx, "state");
    if (error.equals("access_denied")) {
      refuse(
          ctx,
          403,
          "You did not agree, and nothing was changed. If that was a mistake, open the link"
              + " again.");
    } else if (!error.isEmpty()) {
      refuse(
          ctx,
          502,
          "FreshBooks could not ask for your consent, and nothing was changed. Open the link"
              + " again; if that does not help, tell who sent it.");
    } else if (code.isEmpty() || state.isEmpty()) {
      refuse(ctx, 400, "FreshBooks leads to this page; it is of no use by itself.");
    } else {
      end(ctx, () -> consent.comeBack(code, state));
    }
  }

  private void choose(RoutingContext ctx) {
    Optional<String> cookie = cookie(ctx);
    if (cookie.isEmpty()) {
      notThisBrowser(ctx);
      return;
    }
    String ticket = Objects.requireNonNullElse(ctx.request().getFormAttribute("ticket"), "");
    String business = Objects.requireNonNullElse(ctx.request().getFormAttribute("business"), "");
    end(ctx, () -> returns.choose(cookie.get(), ticket, business));
  }

  private void end(RoutingContext ctx, Supplier<Ending> script) {
    run(
        ctx,
        script,
        ending -> {
          switch (ending) {
            case Ending.Accepted(String cookie) -> {
              remember(ctx, cookie);
              seeStanding(ctx);
            }
            case Ending.Refused(int status, String sentence) -> refuse(ctx, status, sentence);
          }
        });
  }

  private void show(RoutingContext ctx) {
    Optional<String> cookie = cookie(ctx);
    if (cookie.isEmpty()) {
      notThisBrowser(ctx);
      return;
    }
    run(
        ctx,
        () -> returns.standing(cookie.get()),
        standing ->
            standing.ifPresentOrElse(
                found -> found(ctx, cookie.get(), found), () -> notThisBrowser(ctx)));
  }

  private static void found(RoutingContext ctx, String cookie, Standing standing) {
    switch (standing) {
      case Standing.Choosing choosing ->
          ConsentHtml.choice(choosing, ConsentSecrets.ticket(cookie)).send(ctx, 200);
      case Standing.Connected connected -> ConsentHtml.connected(connected).send(ctx, 200);
    }
  }

  private <T> void run(RoutingContext ctx, Supplier<T> script, Consumer<T> then) {
    Scripts.run(parts.vertx(), script)
        .onSuccess(then::accept)
        .onFailure(e -> {
          LOG.error("A consent failed", e);
          refuse(ctx, 500, "The gateway failed. Open the link again in a few minutes.");
        });
  }

  private void remember(RoutingContext ctx, String cookie) {
    ctx.response()
        .addCookie(
            Cookie.cookie(cookieName, cookie)
                .setPath("/")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX)
                .setMaxAge(ConsentReturns.LIFE.toSeconds()));
  }

  /** Of two cookies of this name, one was planted. */
  private Optional<String> cookie(RoutingContext ctx) {
    Set<Cookie> shown = ctx.request().cookies(cookieName);
    return shown.size() == 1
        ? Optional.of(shown.iterator().next().getValue())
            .filter(value -> !value.isEmpty() && value.length() <= LONGEST_TEXT)
        : Optional.empty();
  }

  private static void seeStanding(RoutingContext ctx) {
    ctx.response()
        .setStatusCode(303)
        .putHeader("location", STANDING)
        .putHeader("cache-control", "no-store")
        .putHeader("referrer-policy", "no-referrer")
        .end()
        .onFailure(gone -> {});
  }

  private static void notThisBrowser(RoutingContext ctx) {
    refuse(
        ctx,
        403,
        "This page is for the browser in which consent was given, for half an hour and with"
            + " cookies allowed. If nothing is connected, open the link again.");
  }

  private static void refuse(RoutingContext ctx, int status, String sentence) {
    ConsentHtml.refused(sentence).send(ctx, status);
  }

  private static String parameter(RoutingContext ctx, String name) {
    String given = Objects.requireNonNullElse(ctx.request().getParam(name), "");
    // Anybody can call this page; what FreshBooks sends is plain and short.
    boolean plain =
        given.length() <= LONGEST_TEXT && given.chars().noneMatch(Character::isISOControl);
    return plain ? given : "";
  }
}
