package com.mlconnector.connections;

import com.mlconnector.work.Scripts;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where FreshBooks sends the person back to. Public: the {@code state} is what counts. */
final class ConsentPage {
  static final String PATH = "/oauth/freshbooks/callback";
  private static final Logger LOG = LoggerFactory.getLogger(ConsentPage.class);

  private final Vertx vertx;
  private final Consent consent;

  ConsentPage(Vertx vertx, Consent consent) {
    this.vertx = vertx;
    this.consent = consent;
  }

  void mount(Router router) {
    router.get(PATH).handler(this::comeBack);
  }

  private void comeBack(RoutingContext ctx) {
    String error = parameter(ctx, "error");
    String code = parameter(ctx, "code");
    String state = parameter(ctx, "state");
    if (!error.isEmpty()) {
      page(ctx, 200, "Not connected", "FreshBooks says: " + error + ". Nothing was changed.");
      return;
    }
    if (code.isEmpty() || state.isEmpty() || code.length() > 512 || state.length() > 128) {
      page(ctx, 400, "Not connected", "This address needs the 'code' and 'state' of a consent.");
      return;
    }
    Scripts.run(vertx, () -> consent.finish(code, state))
        .onSuccess(ending ->
            page(
                ctx,
                ending.connected() ? 200 : 400,
                ending.connected() ? "Connected" : "Not connected",
                ending.sentence()))
        .onFailure(e -> {
          LOG.error("A consent failed", e);
          page(ctx, 500, "Not connected", "The gateway failed. Begin the consent again.");
        });
  }

  private static String parameter(RoutingContext ctx, String name) {
    String given = Objects.requireNonNullElse(ctx.request().getParam(name), "");
    // Anybody can call this page; what FreshBooks sends is plain.
    return given.chars().anyMatch(Character::isISOControl) ? "" : given;
  }

  private static void page(RoutingContext ctx, int status, String title, String sentence) {
    ctx.response()
        .setStatusCode(status)
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'")
        .end(
            """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>%s</title>
            <body style="font-family:sans-serif;max-width:40em;margin:4em auto">
            <h1>%s</h1><p>%s</p></body></html>
            """
                .formatted(title, title, escaped(sentence)))
        .onFailure(gone -> {});
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
