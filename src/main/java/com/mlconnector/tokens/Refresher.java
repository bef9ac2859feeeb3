package com.mlconnector.tokens;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.crash.CrashPoint;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.TokenLedger;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.TokenRows.Held;
import com.mlconnector.store.TokenRows.Pause;
import com.mlconnector.store.TokenRows.Ticket;
import com.mlconnector.store.Tx;
import com.mlconnector.tokens.SharedTokens.Settings;
import com.mlconnector.tokens.Tokens.TokenAnswer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One refresh, from "begun" in the database to the new pair in the database, or to the reason why
 * there is none. Waits.
 */
final class Refresher {
  private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);
  private static final int SAVE_ATTEMPTS = 10;

  /** Whoever has put a secret right at the vendor's need not tell us, and the budget bears it. */
  private static final Duration BLOCKED = Duration.ofHours(1);

  private final Vertx vertx;
  private final Database database;
  private final TokenRows rows;
  private final TokenLedger ledger = new TokenLedger();
  private final Connections connections;
  private final TokenEndpoint endpoint;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final Settings settings;

  Refresher(
      Vertx vertx,
      Database database,
      TokenRows rows,
      Connections connections,
      TokenEndpoint endpoint,
      AuditTrail audit,
      InstantSource clock,
      Settings settings) {
    this.vertx = vertx;
    this.database = database;
    this.rows = rows;
    this.connections = connections;
    this.endpoint = endpoint;
    this.audit = audit;
    this.clock = clock;
    this.settings = settings;
  }

  /** Empty: somebody else is at it, or has been. */
  Optional<Ticket> begin(TokenSubject subject, long generation) {
    return database.transact(tx -> {
      Optional<Ticket> begun = rows.begin(tx, subject, generation, settings.lease());
      begun.ifPresent(ticket ->
          audit.add(
              tx,
              subject.connection(),
              Action.TOKEN_REFRESH_STARTED,
              details(subject, "interrupted", String.valueOf(ticket.interrupted()))));
      return begun;
    });
  }

  TokenAnswer refresh(Ticket ticket) {
    CrashPoint.TOKEN_BEGUN.pass();
    Connection connection =
        database.transact(tx -> connections.find(tx, ticket.subject().connection())).orElseThrow();
    return switch (ticket.subject().vendor()) {
      case FRESHBOOKS -> freshBooks(ticket, connection);
      case UPS -> ups(ticket, connection);
    };
  }

  private TokenAnswer freshBooks(Ticket ticket, Connection connection) {
    if (ticket.refresh().isEmpty()) {
      return missing(ticket, "no_consent", "consent was never given");
    }
    return ended(
        ticket,
        endpoint
            .refresh(
                ticket.subject(),
                connection.freshBooksApp(),
                ticket.refresh().get(),
                settings.redirectUri())
            .await());
  }

  private TokenAnswer ups(Ticket ticket, Connection connection) {
    Optional<Secret> merchant =
        settings.merchantOnToken()
            ? database.transact(
                tx -> connections.merchant(tx, connection, ticket.subject().holder()))
            : Optional.of(new Secret(""));
    if (merchant.isEmpty()) {
      return missing(ticket, "no_account", "no UPS account is stored");
    }
    return switch (spend(ticket.subject())) {
      case TokenLedger.Entry.Made _ ->
          ended(
              ticket,
              endpoint
                  .clientCredentials(ticket.subject(), connection.upsApp(), merchant.get())
                  .await());
      case TokenLedger.Entry.Refused(Duration left) ->
          pause(
              ticket,
              "the day's budget of " + settings.upsDailyBudget() + " UPS token requests is spent",
              left);
    };
  }

  private TokenLedger.Entry spend(TokenSubject subject) {
    int budget = settings.upsDailyBudget();
    return database.transact(tx -> {
      TokenLedger.Entry entry = ledger.spend(tx, subject.connection(), Vendor.UPS, budget);
      if (entry instanceof TokenLedger.Entry.Made(long requests, boolean warns) && warns) {
        LOG.warn(
            "connection={}: {} of {} UPS token requests of a day are spent",
            subject.connection(),
            requests,
            budget);
        audit.add(
            tx,
            subject.connection(),
            Action.TOKEN_BUDGET_LOW,
            Map.of(
                "vendor", Vendor.UPS.key(),
                "requests", Long.toString(requests),
                "budget", Integer.toString(budget)));
      }
      return entry;
    });
  }

  private TokenAnswer ended(Ticket ticket, Outcome<TokenPair> outcome) {
    return switch (outcome) {
      case Outcome.Done<TokenPair>(TokenPair pair) -> save(ticket, pair);
      case Outcome.Refused<TokenPair>(VendorFault fault) -> spent(ticket, fault);
      case Outcome.NotAllowed<TokenPair>(VendorFault fault) ->
          block(
              ticket,
              fault,
              fault.vendor().title()
                  + " does not take the app's client id and secret: "
                  + fault
                  + ".",
              Optional.of(BLOCKED));
      case Outcome.Throttled<TokenPair>(Optional<Duration> after, String why) ->
          pause(ticket, why, TokenPauses.throttled(ticket, after));
      case Outcome.Unavailable<TokenPair>(String why, _) ->
          pause(ticket, why, TokenPauses.failed(ticket));
      case Outcome.Unknown<TokenPair>(String why) -> lost(ticket, why);
    };
  }

  private TokenAnswer save(Ticket ticket, TokenPair pair) {
    CrashPoint.TOKEN_RECEIVED.pass();
    TokenSubject subject = ticket.subject();
    Instant expires = pair.expiresAt(clock.instant());
    boolean saved =
        insistently(tx -> {
          boolean ours = rows.complete(tx, ticket, pair.access(), pair.refresh(), expires);
          if (ours && subject.vendor() == Vendor.FRESHBOOKS) {
            connections.markConsentHolds(tx, subject.connection());
          }
          audit.add(
              tx,
              subject.connection(),
              ours ? Action.TOKEN_REFRESHED : Action.TOKEN_REFRESH_FAILED,
              details(subject, "expires", expires.toString()));
          return ours;
        });
    CrashPoint.TOKEN_SAVED.pass();
    // Read back: nobody uses a token that is not in the database.
    return database
        .transact(tx -> rows.find(tx, subject))
        .flatMap(Held::token)
        .<TokenAnswer>map(TokenAnswer.Granted::new)
        .orElseGet(() -> notNow(saved ? "the new token was refused already" : "it came too late"));
  }

  /** The old refresh token is spent: if the new one is not saved now, only a new consent helps. */
  private <T> T insistently(Function<Tx, T> save) {
    for (int attempt = 1; attempt < SAVE_ATTEMPTS; attempt++) {
      try {
        return database.transact(save);
      } catch (Exception e) {
        LOG.warn("A new token is not saved yet, attempt {}: {}", attempt, e.toString());
        vertx.timer(1, TimeUnit.SECONDS).await();
      }
    }
    return database.transact(save);
  }

  /**
   * The vendor says that the grant is gone. Perhaps it only saw another node's refresh first: the
   * row knows. Where that other refresh has not ended, its node may be slow and not dead: it has
   * one more lease to save what it got.
   */
  private TokenAnswer spent(Ticket ticket, VendorFault fault) {
    if (ticket.interrupted()) {
      return pause(ticket, "the answer to a refresh may be lost: " + fault, settings.lease());
    }
    return block(ticket, fault, "FreshBooks' consent has ended: " + fault + ".", Optional.empty());
  }

  private TokenAnswer block(
      Ticket ticket, VendorFault fault, String why, Optional<Duration> again) {
    TokenSubject subject = ticket.subject();
    boolean blocked =
        database.transact(tx -> {
          boolean ours = rows.block(tx, ticket, why, again);
          if (ours && again.isEmpty()) {
            connections.markNeedsConsent(tx, subject.connection());
          }
          failed(tx, subject, why);
          return ours;
        });
    if (blocked) {
      LOG.error(
          "connection={} vendor={}: a person has to act. {}",
          subject.connection(),
          subject.vendor().key(),
          why);
      return new TokenAnswer.Blocked(fault);
    }
    return database
        .transact(tx -> rows.find(tx, subject))
        .flatMap(Held::token)
        .filter(token -> token.expiresAt().isAfter(clock.instant()))
        .<TokenAnswer>map(TokenAnswer.Granted::new)
        .orElseGet(() -> notNow("another node refreshes it just now"));
  }

  private TokenAnswer pause(Ticket ticket, String why, Duration length) {
    database.transactVoid(tx -> {
      rows.pause(tx, ticket, new Pause(why, length));
      failed(tx, ticket.subject(), why);
    });
    return new TokenAnswer.NotNow(why, Optional.of(length));
  }

  /** Something of ours is missing; nobody was asked. */
  private TokenAnswer missing(Ticket ticket, String code, String what) {
    pause(ticket, what, TokenPauses.MISSING);
    return new TokenAnswer.Blocked(new VendorFault(ticket.subject().vendor(), 0, code, what));
  }

  /**
   * FreshBooks' refresh stays begun: after its lease the same refresh token is tried again, and if
   * it turns out spent, the answer was lost for good and only a new consent helps.
   */
  private TokenAnswer lost(Ticket ticket, String why) {
    if (ticket.subject().vendor() == Vendor.UPS) {
      return pause(ticket, why, TokenPauses.failed(ticket));
    }
    database.transactVoid(tx -> failed(tx, ticket.subject(), "outcome unknown: " + why));
    return notNow(why);
  }

  private void failed(Tx tx, TokenSubject subject, String why) {
    audit.add(tx, subject.connection(), Action.TOKEN_REFRESH_FAILED, details(subject, "why", why));
  }

  private static TokenAnswer notNow(String why) {
    return new TokenAnswer.NotNow(why, Optional.empty());
  }

  static Map<String, String> details(TokenSubject subject, String name, String value) {
    return Map.of("holder", subject.holder(), "vendor", subject.vendor().key(), name, value);
  }
}
