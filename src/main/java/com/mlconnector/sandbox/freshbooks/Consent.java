package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.Answer;
import com.mlconnector.sandbox.StandIn;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The authorize page. A person presses Allow or Deny; a program adds {@code auto=allow} or {@code
 * auto=deny}.
 */
final class Consent {
  private static final String PROFILE = "user:profile:read";
  private static final List<String> REMEMBERED =
      List.of(
          "response_type",
          "client_id",
          "redirect_uri",
          "scope",
          "state",
          "code_challenge",
          "code_challenge_method");

  private final Tokens tokens;
  private final Settings settings;
  private final Supplier<App> app;

  Consent(Tokens tokens, Settings settings, Supplier<App> app) {
    this.tokens = tokens;
    this.settings = settings;
    this.app = app;
  }

  void mount(StandIn standIn) {
    for (String path :
        List.of("/oauth/authorize", "/oauth/authorize/", "/service/auth/oauth/authorize")) {
      standIn.operation(
          HttpMethod.GET, path, "oauth.authorize", ctx -> answer(ctx.queryParams(), "auto"));
      standIn.operation(HttpMethod.POST, path, "oauth.authorize", this::pressed);
    }
  }

  private Answer pressed(RoutingContext ctx) {
    return answer(ctx.request().formAttributes(), "decision");
  }

  private Answer answer(MultiMap sent, String decider) {
    Optional<String> problem = problem(sent);
    if (problem.isPresent()) {
      return Answer.html(400, page("Authorization failed", "<p>" + escape(problem.get()) + "</p>"));
    }
    String decision = settings.on(Setting.AUTO_ALLOW) ? "allow" : sent.get(decider);
    if ("allow".equals(decision)) {
      return redirect(sent, Map.of("code", newCode(sent)));
    }
    if ("deny".equals(decision)) {
      return redirect(
          sent,
          Map.of(
              "error", "access_denied",
              "error_description", "The resource owner denied the request."));
    }
    return Answer.html(200, question(sent));
  }

  private Optional<String> problem(MultiMap sent) {
    if (!app.get().clientId().equals(sent.get("client_id"))) {
      return Optional.of("Client authentication failed due to unknown client.");
    }
    String redirectUri = sent.get("redirect_uri");
    if (redirectUri == null || !app.get().allows(redirectUri)) {
      return Optional.of("The redirect uri included is not valid.");
    }
    if (!"code".equals(sent.get("response_type"))) {
      return Optional.of("The authorization server does not support this response type.");
    }
    if (sent.contains("code_challenge") && !"S256".equals(sent.get("code_challenge_method"))) {
      return Optional.of("The code challenge method must be S256.");
    }
    // One unknown name breaks the whole consent; nothing is left out quietly.
    return app.get().scopes().containsAll(scopes(sent))
        ? Optional.empty()
        : Optional.of("The requested scope is invalid, unknown, or malformed.");
  }

  private String newCode(MultiMap sent) {
    Set<String> granted = scopes(sent);
    granted.add(PROFILE);
    granted.removeAll(app.get().withheld());
    return tokens.newCode(
        String.valueOf(sent.get("redirect_uri")),
        String.join(" ", granted),
        Optional.ofNullable(sent.get("code_challenge")));
  }

  /** No scope means all that the app has. */
  private Set<String> scopes(MultiMap sent) {
    String scope = sent.get("scope");
    return scope == null || scope.isBlank()
        ? new LinkedHashSet<>(app.get().scopes())
        : new LinkedHashSet<>(Arrays.asList(scope.trim().split("\\s+", -1)));
  }

  private static Answer redirect(MultiMap sent, Map<String, String> parameters) {
    String uri = String.valueOf(sent.get("redirect_uri"));
    String query =
        parameters.entrySet().stream()
            .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
            .collect(Collectors.joining("&"));
    String state = sent.get("state") == null ? "" : "&state=" + encode(sent.get("state"));
    String location = uri + (uri.contains("?") ? "&" : "?") + query + state;
    return Answer.empty(302).withHeader("Location", location);
  }

  private String question(MultiMap sent) {
    String wanted =
        scopes(sent).stream()
            .map(scope -> "<li>" + escape(scope) + "</li>")
            .collect(Collectors.joining());
    String hidden =
        REMEMBERED.stream()
            .filter(sent::contains)
            .map(name ->
                "<input type=\"hidden\" name=\""
                    + name
                    + "\" value=\""
                    + escape(String.valueOf(sent.get(name)))
                    + "\">")
            .collect(Collectors.joining());
    return page(
        "Allow access?",
        """
        <p>The app <b>%s</b> asks for access to your businesses.</p>
        <ul>%s</ul>
        <form method="post" action="/oauth/authorize">%s
          <button name="decision" value="allow">Allow</button>
          <button name="decision" value="deny">Deny</button>
        </form>
        """
            .formatted(escape(app.get().clientId()), wanted, hidden));
  }

  private static String page(String title, String content) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>%s - FreshBooks sandbox</title>
    <style>body{font:16px/1.5 sans-serif;max-width:34em;margin:4em auto;padding:0 1em}
    button{font:inherit;padding:.4em 1.4em;margin-right:.6em}</style></head>
    <body><h1>%s</h1>%s<p><small>This is the sandbox, not FreshBooks.</small></p></body></html>
    """
        .formatted(title, title, content);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
