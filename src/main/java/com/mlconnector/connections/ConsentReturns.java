package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.connections.Consent.Ending;
import com.mlconnector.connections.Grant.Books;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Lane;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.freshbooks.ConsentScope;
import com.mlconnector.store.Connections.Granted;
import com.mlconnector.store.Consents.Begun;
import com.mlconnector.store.Returns.Return;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Browsers that came back with what FreshBooks granted: the choice among several businesses, the
 * moment of connecting, and how it goes on from there.
 */
final class ConsentReturns {
  /** How long a person may take to choose, and to watch the webhooks being set up. */
  static final Duration LIFE = Duration.ofMinutes(30);

  /** How it stands, for the page of the browser that came back. */
  sealed interface Standing {
    record Choosing(List<Books> offered) implements Standing {}

    record Connected(String business, List<ConsentScope> missing, List<Webhook> webhooks)
        implements Standing {}
  }

  private final ConnectionRoutes.Parts parts;

  ConsentReturns(ConnectionRoutes.Parts parts) {
    this.parts = parts;
  }

  /** Keeps what was granted, sealed and apart from the connection, until a business is chosen. */
  Ending offer(Begun begun, Grant grant) {
    String cookie = ConsentSecrets.fresh();
    Return back =
        new Return(
            begun.connection(), begun.state(), begun.otherBusiness(), Optional.of(grant.write()));
    parts
        .database()
        .transactVoid(tx -> parts.returns().keep(tx, ConsentSecrets.hash(cookie), back, LIFE));
    return new Ending.Accepted(cookie);
  }

  /** The one business there is to choose. */
  Ending connect(Begun begun, Grant grant, Books books) {
    String cookie = ConsentSecrets.fresh();
    Return back =
        new Return(begun.connection(), begun.state(), begun.otherBusiness(), Optional.empty());
    boolean connected =
        parts
            .database()
            .transact(tx -> {
              boolean first = connect(tx, back, grant, books);
              if (first) {
                parts.returns().keep(tx, ConsentSecrets.hash(cookie), back, LIFE);
              }
              return first;
            });
    return ended(connected, back, cookie);
  }

  /** The person has chosen. A choice that was made before stands. */
  Ending choose(String cookie, String ticket, String business) {
    Buffer hash = ConsentSecrets.hash(cookie);
    Optional<Return> back = parts.database().transact(tx -> parts.returns().find(tx, hash));
    if (back.isEmpty()) {
      return Consent.USED;
    }
    if (!ConsentSecrets.isTicket(cookie, ticket)) {
      return new Ending.Refused(403, "This choice does not come from the page that offered it.");
    }
    Optional<Grant> grant = back.get().grant().map(Grant::read);
    if (grant.isEmpty()) {
      return new Ending.Accepted(cookie);
    }
    Optional<Books> chosen = grant.get().business(business);
    if (chosen.isEmpty()) {
      return new Ending.Refused(400, "That is none of the businesses that were offered.");
    }
    boolean connected =
        parts
            .database()
            .transact(tx -> {
              boolean first = connect(tx, back.get(), grant.get(), chosen.get());
              if (first) {
                parts.returns().settle(tx, hash);
              }
              return first;
            });
    return ended(connected, back.get(), cookie);
  }

  private Ending ended(boolean connected, Return back, String cookie) {
    if (!connected) {
      return Consent.USED;
    }
    parts.tokens().forget(TokenSubject.freshBooks(back.connection()));
    parts.hints().connectionChanged(back.connection());
    parts.hints().workDue(back.connection(), Work.Kind.CALLBACK.key());
    return new Ending.Accepted(cookie);
  }

  /** False: this link, or another one meanwhile, has connected already; nothing is changed. */
  private boolean connect(Tx tx, Return back, Grant grant, Books books) {
    ConnectionId id = back.connection();
    // FreshBooks tells the second an invoice was made in; one made in this very second is not old.
    Instant now = parts.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    String before = parts.connections().accountToChange(tx, id);
    boolean moves = !before.isEmpty() && !before.equals(books.account());
    if ((moves && !back.otherBusiness()) || !parts.consents().spend(tx, back.state())) {
      return false;
    }
    parts.connections().activate(tx, id, books.account(), books.id(), now);
    parts.connections().keep(tx, id, new Granted(books.name(), grant.scopes(), Optional.of(now)));
    if (moves) {
      parts.sweeps().startOver(tx, id);
      parts.callbacks().removeOthers(tx, id, List.of());
    }
    parts
        .tokenRows()
        .put(tx, TokenSubject.freshBooks(id), grant.access(), grant.refresh(), grant.expires());
    // Perhaps FreshBooks is left alone for want of just this consent.
    parts.gates().tryIn(tx, id, Lane.of(Vendor.FRESHBOOKS), Duration.ZERO);
    parts.work().raise(tx, id, Work.Kind.CALLBACK, CallbackRegistrar.ENSURE);
    parts.work().hurry(tx, id);
    parts
        .audit()
        .add(
            tx,
            id,
            Action.CONSENT_GRANTED,
            Map.of("scope", grant.scopes(), "expires", grant.expires().toString()));
    parts
        .audit()
        .add(
            tx,
            id,
            Action.CONNECTION_CHANGED,
            Map.of("state", "active", "account", books.account(), "business", books.name()));
    return true;
  }

  /** Empty for a browser that did not come back, or too long ago. */
  Optional<Standing> standing(String cookie) {
    return parts
        .database()
        .transact(tx ->
            parts.returns().find(tx, ConsentSecrets.hash(cookie)).flatMap(b -> standing(tx, b)));
  }

  private Optional<Standing> standing(Tx tx, Return back) {
    if (back.grant().isPresent()) {
      Grant grant = Grant.read(back.grant().get());
      return Optional.of(new Standing.Choosing(grant.businesses()));
    }
    return parts
        .connections()
        .granted(tx, back.connection())
        .map(granted ->
            new Standing.Connected(
                granted.business(),
                ConsentScope.missing(granted.scopes()),
                Webhook.all(parts.callbacks().of(tx, back.connection()))));
  }
}
