package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Lane;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.freshbooks.Identity;
import com.mlconnector.freshbooks.Identity.Business;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Consents;
import com.mlconnector.store.Database;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.VendorGates;
import com.mlconnector.store.Work;
import com.mlconnector.tokens.SharedTokens;
import com.mlconnector.tokens.TokenEndpoint;
import com.mlconnector.tokens.TokenPair;
import io.vertx.core.Vertx;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** FreshBooks' consent: the page we send a person to, and what he brings back. */
final class Consent {
  private static final List<String> SCOPES = FreshBooksClient.SCOPES;
  private static final Duration LIFE = Duration.ofMinutes(30);

  /** How a consent ended, in words for the person at the browser. */
  record Ending(boolean connected, String sentence) {}

  private final Vertx vertx;
  private final URI authorizeUrl;
  private final String redirectUri;
  private final Database database;
  private final Connections connections;
  private final Consents consents;
  private final TokenRows tokenRows;
  private final SharedTokens tokens;
  private final TokenEndpoint endpoint;
  private final FreshBooksClient freshBooks;
  private final VendorGates gates;
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Consent(
      Vertx vertx,
      URI authorizeUrl,
      String redirectUri,
      Database database,
      Connections connections,
      Consents consents,
      TokenRows tokenRows,
      SharedTokens tokens,
      TokenEndpoint endpoint,
      FreshBooksClient freshBooks,
      VendorGates gates,
      Work work,
      AuditTrail audit,
      Hints hints,
      InstantSource clock) {
    this.vertx = vertx;
    this.authorizeUrl = authorizeUrl;
    this.redirectUri = redirectUri;
    this.database = database;
    this.connections = connections;
    this.consents = consents;
    this.tokenRows = tokenRows;
    this.tokens = tokens;
    this.endpoint = endpoint;
    this.freshBooks = freshBooks;
    this.gates = gates;
    this.work = work;
    this.audit = audit;
    this.hints = hints;
    this.clock = clock;
  }

  /** The address of FreshBooks' consent page for this connection; good for half an hour. */
  String begin(Connection connection) {
    String state = token();
    String verifier = token();
    database.transactVoid(
        tx -> consents.begin(tx, connection.id(), state, new Secret(verifier), LIFE));
    OAuth2Auth library =
        OAuth2Auth.create(
            vertx,
            new OAuth2Options()
                .setClientId(connection.freshBooksApp().clientId())
                .setSite(authorizeUrl.getScheme() + "://" + authorizeUrl.getRawAuthority())
                .setAuthorizationPath(authorizeUrl.getRawPath()));
    return library.authorizeURL(
        new OAuth2AuthorizationURL()
            .setRedirectUri(redirectUri)
            .setScopes(SCOPES)
            .setState(state)
            .setCodeChallenge(challenge(verifier))
            .setCodeChallengeMethod("S256"));
  }

  Ending finish(String code, String state) {
    Optional<Consents.Begun> begun = database.transact(tx -> consents.take(tx, state));
    if (begun.isEmpty()) {
      return new Ending(
          false, "This consent was not begun here, is used up or too old. Begin it again.");
    }
    ConnectionId id = begun.get().connection();
    Connection connection = database.transact(tx -> connections.find(tx, id)).orElseThrow();
    Outcome<TokenPair> exchanged =
        endpoint
            .exchange(
                TokenSubject.freshBooks(id),
                connection.freshBooksApp(),
                code,
                begun.get().pkceVerifier().reveal(),
                redirectUri)
            .await();
    return switch (exchanged) {
      case Outcome.Done<TokenPair>(TokenPair pair) -> exchanged(connection, pair);
      case Outcome.Refused<TokenPair>(VendorFault fault) ->
          new Ending(false, "FreshBooks does not accept the code (" + fault + "). Begin again.");
      case Outcome.NotAllowed<TokenPair>(VendorFault fault) ->
          new Ending(
              false,
              "FreshBooks does not accept the app's id or secret ("
                  + fault
                  + "). Correct them in the connection.");
      default -> new Ending(false, "FreshBooks could not be asked: " + exchanged.summary() + ".");
    };
  }

  private Ending exchanged(Connection connection, TokenPair pair) {
    List<String> missing =
        SCOPES.stream()
            .filter(scope -> !pair.scope().isEmpty())
            .filter(scope -> !List.of(pair.scope().split(" ")).contains(scope))
            .toList();
    if (!missing.isEmpty()) {
      return new Ending(
          false,
          "FreshBooks did not grant " + String.join(", ", missing) + ". Enable it on the app.");
    }
    if (pair.refresh().isEmpty()) {
      return new Ending(false, "FreshBooks gave no refresh token. Begin again.");
    }
    keep(connection, pair);
    Outcome<Identity> me = freshBooks.me(connection.id()).await();
    if (!(me instanceof Outcome.Done<Identity>(Identity identity))) {
      return new Ending(false, "FreshBooks does not say who you are: " + me.summary() + ".");
    }
    return choose(connection, identity)
        .map(business -> activate(connection, business))
        .orElseGet(() -> new Ending(false, choice(connection, identity)));
  }

  /** Saved before it is used for the first time. */
  private void keep(Connection connection, TokenPair pair) {
    TokenSubject subject = TokenSubject.freshBooks(connection.id());
    Instant expires = pair.expiresAt(clock.instant());
    database.transactVoid(tx -> {
      tokenRows.put(tx, subject, pair.access(), pair.refresh().orElseThrow(), expires);
      // Perhaps FreshBooks is left alone for want of just this consent.
      gates.tryIn(tx, connection.id(), Lane.of(Vendor.FRESHBOOKS), Duration.ZERO);
      audit.add(
          tx,
          connection.id(),
          Action.CONSENT_GRANTED,
          Map.of("scope", pair.scope(), "expires", expires.toString()));
    });
    tokens.forget(subject);
  }

  /** With several businesses the operator chooses; the first one is never taken silently. */
  private static Optional<Business> choose(Connection connection, Identity identity) {
    List<Business> businesses = identity.businesses();
    if (!connection.account().isEmpty()) {
      return businesses.stream()
          .filter(business -> business.accountId().equals(connection.account()))
          .findFirst();
    }
    return businesses.size() == 1 ? Optional.of(businesses.getFirst()) : Optional.empty();
  }

  private static String choice(Connection connection, Identity identity) {
    String known =
        identity.businesses().stream()
            .map(business -> business.accountId() + " (" + business.name() + ")")
            .collect(Collectors.joining(", "));
    return connection.account().isEmpty()
        ? "Your login reaches "
            + (identity.businesses().isEmpty() ? "no business" : "several businesses: " + known)
            + ". Name one as freshbooks.account in the connection and begin again."
        : "Your login does not reach the account "
            + connection.account()
            + ". It reaches: "
            + known
            + ".";
  }

  private Ending activate(Connection connection, Business business) {
    // FreshBooks tells the second an invoice was made in; one made in this very second is not old.
    Instant goLive = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    database.transactVoid(tx -> {
      connections.activate(tx, connection.id(), business.accountId(), business.id(), goLive);
      work.raise(tx, connection.id(), Work.Kind.CALLBACK, CallbackRegistrar.ENSURE);
      work.hurry(tx, connection.id());
      audit.add(
          tx,
          connection.id(),
          Action.CONNECTION_CHANGED,
          Map.of("state", "active", "account", business.accountId()));
    });
    hints.connectionChanged(connection.id());
    hints.workDue(connection.id(), Work.Kind.CALLBACK.key());
    return new Ending(true, business.name() + " is connected. You can close this page.");
  }

  private String token() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
