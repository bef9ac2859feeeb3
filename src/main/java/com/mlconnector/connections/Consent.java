package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.connections.Grant.Books;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.freshbooks.ConsentScope;
import com.mlconnector.freshbooks.FreshBooksAccount;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.freshbooks.Identity;
import com.mlconnector.freshbooks.Identity.Business;
import com.mlconnector.freshbooks.InvoiceFilter;
import com.mlconnector.freshbooks.InvoicePage;
import com.mlconnector.http.Caller;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Consents.Begun;
import com.mlconnector.tokens.TokenPair;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * FreshBooks' consent: the link that we send a person to, and what they bring back. Whatever goes
 * wrong changes nothing: the link can be opened again, and a connection that works goes on working.
 */
final class Consent {

  /** How a coming back, or a choice, ended. */
  sealed interface Ending {
    /** The page of this browser tells how it stands. */
    record Accepted(String cookie) implements Ending {}

    record Refused(int status, String sentence) implements Ending {}
  }

  /**
   * @param url FreshBooks' own page; whoever opens it needs no access to the gateway
   */
  record Link(String url, Instant expires) {}

  static final Ending.Refused USED =
      new Ending.Refused(
          410,
          "This link has served its turn: it has connected a business, or is too old, or this very"
              + " page was opened before. If nothing is connected, ask for a new link.");

  private final ConnectionRoutes.Parts parts;
  private final ConsentReturns returns;

  Consent(ConnectionRoutes.Parts parts, ConsentReturns returns) {
    this.parts = parts;
    this.returns = returns;
  }

  /**
   * @param otherBusiness the connection may go over to another business
   */
  Link begin(Connection connection, boolean otherBusiness, Caller by) {
    Secret verifier = new Secret(ConsentSecrets.fresh());
    Begun begun = new Begun(ConsentSecrets.fresh(), connection.id(), verifier, otherBusiness);
    Instant expires =
        parts
            .database()
            .transact(tx -> {
              Map<String, String> details =
                  Map.of("by", by.name(), "other-business", Boolean.toString(otherBusiness));
              parts.audit().add(tx, connection.id(), Action.CONSENT_ASKED, details);
              return parts.consents().begin(tx, begun, parts.linkLife());
            });
    OAuth2Auth library =
        OAuth2Auth.create(
            parts.vertx(),
            new OAuth2Options()
                .setClientId(connection.freshBooksApp().clientId())
                .setSite(
                    parts.authorizeUrl().getScheme()
                        + "://"
                        + parts.authorizeUrl().getRawAuthority())
                .setAuthorizationPath(parts.authorizeUrl().getRawPath()));
    String url =
        library.authorizeURL(
            new OAuth2AuthorizationURL()
                .setRedirectUri(parts.redirectUri())
                .setScopes(ConsentScope.asked())
                .setState(begun.state())
                .setCodeChallenge(ConsentSecrets.challenge(verifier.reveal()))
                .setCodeChallengeMethod("S256"));
    return new Link(url, expires);
  }

  /** The person came back with a code. */
  Ending comeBack(String code, String state) {
    Optional<Begun> begun =
        parts
            .database()
            .transact(tx -> parts.consents().comeBack(tx, state, ConsentSecrets.hash(code)));
    if (begun.isEmpty()) {
      return USED;
    }
    Connection connection =
        parts
            .database()
            .transact(tx -> parts.connections().find(tx, begun.get().connection()))
            .orElseThrow();
    Ending ending = exchange(begun.get(), connection, code);
    if (ending instanceof Ending.Refused(int status, String sentence)) {
      parts
          .database()
          .transactVoid(tx ->
              parts
                  .audit()
                  .add(
                      tx,
                      connection.id(),
                      Action.CONSENT_FAILED,
                      Map.of("status", Integer.toString(status), "why", sentence)));
    }
    return ending;
  }

  private Ending exchange(Begun begun, Connection connection, String code) {
    Outcome<TokenPair> exchanged =
        parts
            .endpoint()
            .exchange(
                TokenSubject.freshBooks(connection.id()),
                connection.freshBooksApp(),
                code,
                begun.pkceVerifier().reveal(),
                parts.redirectUri())
            .await();
    return switch (exchanged) {
      case Outcome.Done<TokenPair>(TokenPair pair) -> granted(begun, connection, pair);
      case Outcome.Refused<TokenPair> _ ->
          new Ending.Refused(
              400,
              "FreshBooks does not take back the code that it gave; it is good for five minutes."
                  + " Open the link again.");
      case Outcome.NotAllowed<TokenPair> _ ->
          new Ending.Refused(
              502,
              "FreshBooks does not accept the id or secret of this gateway's app. Who runs the"
                  + " gateway has to correct them; then open the link again.");
      default -> notNow();
    };
  }

  private static Ending.Refused notNow() {
    return new Ending.Refused(
        503, "FreshBooks does not answer as it should. Open the link again in a few minutes.");
  }

  private Ending granted(Begun begun, Connection connection, TokenPair pair) {
    String scopes = ConsentScope.granted(pair.scope());
    List<ConsentScope> missing =
        ConsentScope.missing(scopes).stream().filter(ConsentScope::isNeeded).toList();
    if (!missing.isEmpty()) {
      return new Ending.Refused(403, withheld(missing));
    }
    if (pair.refresh().isEmpty()) {
      return new Ending.Refused(
          502, "FreshBooks gave access that can't be kept up. Open the link again.");
    }
    Instant expires = pair.expiresAt(parts.clock().instant());
    FreshBooksClient freshBooks =
        parts.freshBooks().apply(new GrantedToken(pair.access(), expires));
    Optional<List<Books>> reached = reached(freshBooks, connection.id());
    if (reached.isEmpty()) {
      return notNow();
    }
    Grant grant = new Grant(pair.access(), pair.refresh().get(), expires, scopes, reached.get());
    String account = begun.otherBusiness() ? "" : connection.account();
    return switch (BusinessChoice.of(account, reached.get())) {
      case BusinessChoice.One(Books books) -> returns.connect(begun, grant, books);
      case BusinessChoice.Several(List<Books> offered) -> returns.offer(begun, grant.of(offered));
      case BusinessChoice.None(int status, String sentence) -> new Ending.Refused(status, sentence);
    };
  }

  /** Empty where FreshBooks can't be asked now. */
  private Optional<List<Books>> reached(FreshBooksClient freshBooks, ConnectionId connection) {
    if (!(freshBooks.me(connection).await() instanceof Outcome.Done<Identity>(Identity me))) {
      return Optional.empty();
    }
    // A membership does not tell what it allows, so each is tried; a day's invoices are few.
    InvoiceFilter few =
        InvoiceFilter.datedFrom(LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC));
    List<Books> reached = new ArrayList<>();
    for (Business business : me.businesses()) {
      FreshBooksAccount account = new FreshBooksAccount(connection, business.accountId());
      switch (freshBooks.invoices(account, few, 1).await()) {
        case Outcome.Done<InvoicePage> _ ->
            reached.add(new Books(business.id(), business.accountId(), business.name()));
        case Outcome.Refused<InvoicePage> _, Outcome.NotAllowed<InvoicePage> _ -> {}
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(reached);
  }

  private static String withheld(List<ConsentScope> missing) {
    return "FreshBooks did not grant "
        + missing.stream()
            .map(scope -> scope.key() + " (without it " + scope.without() + ")")
            .collect(Collectors.joining(", "))
        + ". Enable it for this gateway's app in FreshBooks' developer portal, then open the link"
        + " again.";
  }
}
