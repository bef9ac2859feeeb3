package com.mlconnector.connections;

import com.mlconnector.domain.App;
import com.mlconnector.domain.Secret;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Connections.Connection;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants to be different about a connection that they have looked at; what is absent
 * stays.
 *
 * @param seen the version that was looked at
 * @param newPushKey for the next time UPS's webhook credentials are set, if wanted
 */
record ConnectionChange(
    Seen seen,
    Optional<String> freshBooksApp,
    Optional<Secret> freshBooksSecret,
    Optional<String> account,
    Optional<String> upsApp,
    Optional<Secret> upsSecret,
    Optional<Secret> upsAccount,
    Optional<Secret> newPushKey,
    Optional<Instant> goLive) {

  /**
   * @param refusal 412 where it came as {@code If-Match}, 409 where it stood in the body
   */
  record Seen(String version, int refusal) {}

  /** Whatever is wrong goes to the errors of {@code body}. */
  static ConnectionChange read(JsonFields body, Optional<String> ifMatch, Secret newKey) {
    body.only(List.of("version", "freshbooks", "ups", "newPushKey", "goLive"));
    Optional<JsonFields> freshBooks = app(body, "freshbooks");
    Optional<JsonFields> ups = app(body, "ups");
    return new ConnectionChange(
        seen(body, ifMatch),
        text(freshBooks, "clientId", 200),
        text(freshBooks, "clientSecret", 500).map(Secret::new),
        text(freshBooks, "account", 64),
        text(ups, "clientId", 200),
        text(ups, "clientSecret", 500).map(Secret::new),
        ups.filter(app -> !isMasked(app)).flatMap(app -> ProfileJson.upsAccount(app, "account")),
        body.flag("newPushKey") ? Optional.of(newKey) : Optional.empty(),
        goLive(body));
  }

  private static Optional<JsonFields> app(JsonFields body, String name) {
    return body.optionalObject(name)
        .map(fields -> fields.only(List.of("clientId", "clientSecret", "account")));
  }

  private static boolean isMasked(JsonFields ups) {
    return ups.value("account") instanceof String text && Secret.isMask(text);
  }

  private static Optional<String> text(Optional<JsonFields> app, String name, int most) {
    return app.flatMap(fields -> fields.optionalText(name, most));
  }

  private static Seen seen(JsonFields body, Optional<String> ifMatch) {
    if (ifMatch.isPresent()) {
      return new Seen(ifMatch.get().replace("\"", ""), 412);
    }
    if (body.value("version") == null) {
      body.wrong("'version' is missing: send the one that the connection was read with.");
    }
    return new Seen(String.valueOf(body.value("version")), 409);
  }

  static Optional<Instant> goLive(JsonFields body) {
    if (body.value("goLive") == null) {
      return Optional.empty();
    }
    try {
      // Years of four digits: others parse as well, and no timestamp of Postgres holds them.
      if (body.value("goLive") instanceof String text && text.matches("\\d{4}-.*")) {
        return Optional.of(Instant.parse(text));
      }
    } catch (DateTimeException notOne) {
      // said below
    }
    body.wrong("'goLive' must be an instant such as 2026-12-01T08:00:00Z.");
    return Optional.empty();
  }

  /** Somebody was faster. */
  Optional<Problem> meanwhile(Connection now) {
    return seen.version.equals(Long.toString(now.version()))
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                seen.refusal,
                "Changed meanwhile",
                "The connection is at version "
                    + now.version()
                    + " by now. Look at it again and repeat the change."));
  }

  Connection of(Connection from) {
    return new Connection(
        from.id(),
        from.state(),
        from.settings(),
        new App(
            freshBooksApp.orElse(from.freshBooksApp().clientId()),
            freshBooksSecret.orElse(from.freshBooksApp().secret())),
        account.orElse(from.account()),
        new App(upsApp.orElse(from.upsApp().clientId()), upsSecret.orElse(from.upsApp().secret())),
        upsAccount.orElse(from.upsAccount()),
        newPushKey.orElse(from.pushKey()),
        goLive.or(from::goLive),
        from.version());
  }
}
