package com.mlconnector.connections;

import com.mlconnector.connections.ConsentReturns.Standing;
import com.mlconnector.freshbooks.ConsentScope;
import io.vertx.ext.web.RoutingContext;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The pages of a consent: no script, nothing from elsewhere, nothing kept, no address passed on.
 *
 * @param head what the page has to tell the browser, beside its title
 */
record ConsentHtml(String title, String head, String content) {
  private static final String STYLE =
      "body{font:1.05em/1.5 sans-serif;max-width:40em;margin:4em auto;padding:0 1em}"
          + "button{font:inherit;display:block;margin:.5em 0;padding:.5em 1em}";

  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + Base64.getEncoder().encodeToString(ConsentSecrets.sha256(STYLE))
          + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  static ConsentHtml refused(String sentence) {
    return new ConsentHtml("Not connected", "", paragraph(sentence));
  }

  static ConsentHtml choice(Standing.Choosing choosing, String ticket) {
    String buttons =
        choosing.offered().stream()
            .map(books ->
                "<button name=\"business\" value=\"%d\">%s</button>"
                    .formatted(books.id(), escaped(books.name())))
            .collect(Collectors.joining("\n"));
    return new ConsentHtml(
        "Which business?",
        "",
        paragraph("Your FreshBooks login reaches several. Whose invoices should be shipped?")
            + """
            <form method="post" action="%s">
            <input type="hidden" name="ticket" value="%s">
            %s
            </form>
            """
                .formatted(ConsentPage.STANDING, ticket, buttons)
            + paragraph("Nothing is connected before you choose."));
  }

  static ConsentHtml connected(Standing.Connected connected) {
    boolean ready = connected.webhooks().stream().allMatch(Webhook::verified);
    String sentence =
        ready
            ? "It is set up: FreshBooks tells the gateway of new invoices. You can close this page."
            : "Its webhooks are being set up, which goes on without you: you can close this page.";
    return new ConsentHtml(
        connected.business().isEmpty() ? "Connected" : connected.business() + " is connected",
        ready ? "" : "<meta http-equiv=\"refresh\" content=\"2\">",
        paragraph(sentence)
            + "<ul>"
            + connected.webhooks().stream()
                .map(webhook -> "<li>" + progress(webhook) + "</li>")
                .collect(Collectors.joining())
            + "</ul>"
            + warnings(connected.missing()));
  }

  private static String progress(Webhook webhook) {
    return "Webhook for "
        + webhook.event()
        + "s: "
        + (webhook.verified()
            ? "verified"
            : webhook.registered() ? "registered, being verified" : "being registered");
  }

  private static String warnings(List<ConsentScope> missing) {
    return missing.stream()
        .map(scope ->
            paragraph("FreshBooks did not grant " + scope.key() + ": " + scope.without() + "."))
        .collect(Collectors.joining());
  }

  void send(RoutingContext ctx, int status) {
    ctx.response()
        .setStatusCode(status)
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("content-security-policy", POLICY)
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("x-content-type-options", "nosniff")
        .end(
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>%2$s
            <meta name="viewport" content="width=device-width"><style>%3$s</style></head>
            <body><h1>%1$s</h1>
            %4$s</body></html>
            """
                .formatted(escaped(title), head, STYLE, content))
        .onFailure(gone -> {});
  }

  private static String paragraph(String sentence) {
    return "<p>" + escaped(sentence) + "</p>\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
