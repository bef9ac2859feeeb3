package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The registered OAuth app.
 *
 * @param redirectUris allowed exactly as written; none allows any, which only the sandbox does
 * @param scopes enabled in the portal; asking for another one breaks the whole consent
 * @param withheld asked for or not, these are left out of what is granted
 */
record App(
    String clientId,
    String clientSecret,
    List<String> redirectUris,
    Set<String> scopes,
    Set<String> withheld) {
  private static final Pattern HTTP = Pattern.compile("https?://[^\\s/?#]+[^\\s#]*");

  private static final List<String> READ_AND_WRITE =
      List.of(
          "billable_items",
          "clients",
          "invoices",
          "payments",
          "taxes",
          "uploads",
          "estimates",
          "expenses",
          "projects",
          "time_entries",
          "bills",
          "bill_vendors",
          "credit_notes");

  static App standard(List<String> redirectUris) {
    Set<String> scopes = new LinkedHashSet<>();
    // There is no user:profile:write; asking for it fails.
    scopes.addAll(List.of("user:profile:read", "user:notifications:read", "user:reports:read"));
    READ_AND_WRITE.stream()
        .flatMap(noun -> Stream.of("user:" + noun + ":read", "user:" + noun + ":write"))
        .forEach(scopes::add);
    return new App(
        "sandbox-app", "sandbox-app-secret", List.copyOf(redirectUris), scopes, Set.of());
  }

  boolean allows(String redirectUri) {
    return redirectUris.isEmpty()
        ? HTTP.matcher(redirectUri).matches()
        : redirectUris.contains(redirectUri);
  }

  /**
   * Changes what {@code changes} names.
   *
   * @throws IllegalArgumentException with a sentence for the caller
   */
  App with(JsonObject changes) {
    Wish wish =
        new Wish(changes, Set.of("clientId", "clientSecret", "redirectUris", "scopes", "withheld"));
    List<String> uris = wish.texts("redirectUris", redirectUris);
    for (String uri : uris) {
      if (!HTTP.matcher(uri).matches() || uri.contains("?")) {
        throw new IllegalArgumentException(
            "A redirect URI is an http or https address without a query: '" + uri + "' is not.");
      }
    }
    return new App(
        wish.text("clientId", clientId),
        wish.text("clientSecret", clientSecret),
        uris,
        new LinkedHashSet<>(wish.texts("scopes", List.copyOf(scopes))),
        Set.copyOf(wish.texts("withheld", List.copyOf(withheld))));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("clientId", clientId)
        .put("clientSecret", clientSecret)
        .put("redirectUris", new JsonArray(redirectUris))
        .put("scopes", new JsonArray(List.copyOf(scopes)))
        .put("withheld", new JsonArray(List.copyOf(withheld)));
  }
}
