package com.mlconnector.tokens;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.crash.CrashPoint;
import com.mlconnector.domain.BearerToken;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Database;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.TokenRows.Held;
import com.mlconnector.store.TokenRows.Ticket;
import com.mlconnector.store.Tx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of all connections: remembered on this node, shared by all nodes through Postgres,
 * refreshed by one of them at a time.
 *
 * <p>Thread-safe. A plain class, not a conversation over the event bus: a lost message must not
 * stop a call.
 */
public final class SharedTokens implements Tokens {
  private static final Logger LOG = LoggerFactory.getLogger(SharedTokens.class);
  private static final Duration STILL_GOOD = Duration.ofSeconds(60);
  private static final Duration REFUSALS_APART = Duration.ofMinutes(10);
  // Every piece of work that needs a token asks; the vendor must not hear of each one.
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(2);
  private static final int SAVE_ATTEMPTS = 10;
  private static final int LOOKS = 60;
  private static final long LOOK_MILLIS = 250;

  /**
   * @param lease after which a begun and never ended refresh may be taken over
   * @param upsDailyBudget token requests per connection in 24 hours
   * @param merchantOnToken whether UPS's token request names the merchant account
   * @param redirectUri which FreshBooks wants to see again on a refresh
   */
  public record Settings(
      Duration lease, int upsDailyBudget, boolean merchantOnToken, String redirectUri) {}

  private final Vertx vertx;
  private final Database database;
  private final TokenRows rows;
  private final Connections connections;
  private final TokenEndpoint endpoint;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final Settings settings;
  private final Map<TokenSubject, BearerToken> remembered = new ConcurrentHashMap<>();
  private final Map<TokenSubject, CompletableFuture<TokenAnswer>> inFlight =
      new ConcurrentHashMap<>();
  private final Map<TokenSubject, Refusal> refusals = new ConcurrentHashMap<>();
  private final Set<TokenSubject> usedSinceRefresh = ConcurrentHashMap.newKeySet();

  public SharedTokens(
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

  /** The vendor would not have this generation of a token. */
  private record Refusal(long generation, Instant at) {}

  @Override
  public Future<TokenAnswer> bearer(TokenSubject subject) {
    usedSinceRefresh.add(subject);
    BearerToken known = remembered.get(subject);
    if (known != null && isGood(known)) {
      return Future.succeededFuture(new TokenAnswer.Granted(known));
    }
    return single(subject, STILL_GOOD);
  }

  /**
   * Used on this node since it was refreshed: an idle token is not worth a request of the daily
   * budget.
   */
  boolean isInUse(TokenSubject subject) {
    return usedSinceRefresh.contains(subject);
  }

  /**
   * Refreshes if less than {@code early} of the token's life is left; otherwise like {@link
   * #bearer}.
   */
  Future<TokenAnswer> refreshEarly(TokenSubject subject, Duration early) {
    return single(subject, early);
  }

  /**
   * At UPS a 401 also means that the product is missing on the app, which no new token cures. So
   * one refusal buys one new token, and the next within ten minutes none.
   */
  @Override
  public void refused(TokenSubject subject, BearerToken token) {
    Instant now = clock.instant();
    Refusal last = refusals.get(subject);
    if (subject.vendor() == Vendor.UPS
        && last != null
        && last.at().plus(REFUSALS_APART).isAfter(now)) {
      return;
    }
    refusals.put(subject, new Refusal(token.generation(), now));
    remembered.remove(subject, token);
    Thread.startVirtualThread(() -> spoil(subject, token));
  }

  /** Consent was given anew, or an account changed: what is remembered here counts no more. */
  public void forget(TokenSubject subject) {
    remembered.remove(subject);
  }

  /**
   * Completes when no request for a token is under way any more: one whose answer nobody saves
   * costs a refresh token.
   */
  public Future<Void> settled() {
    return Future.join(
            inFlight.values().stream()
                .map(answer -> Future.fromCompletionStage(answer, vertx.getOrCreateContext()))
                .toList())
        .mapEmpty();
  }

  private boolean isGood(BearerToken token) {
    return token.expiresAt().isAfter(clock.instant().plus(STILL_GOOD));
  }

  private boolean wasRefused(TokenSubject subject, BearerToken token) {
    Refusal refusal = refusals.get(subject);
    return refusal != null && token.generation() <= refusal.generation();
  }

  /** One search at a time on this node; everybody else waits for its answer. */
  private Future<TokenAnswer> single(TokenSubject subject, Duration wanted) {
    CompletableFuture<TokenAnswer> mine = new CompletableFuture<>();
    CompletableFuture<TokenAnswer> running = inFlight.putIfAbsent(subject, mine);
    if (running == null) {
      Thread.startVirtualThread(() -> {
        TokenAnswer answer = answer(subject, wanted);
        // Before anybody has the answer: whoever reports it as refused must not find it here again.
        inFlight.remove(subject, mine);
        mine.complete(answer);
      });
    }
    return Future.fromCompletionStage(running == null ? mine : running, vertx.getOrCreateContext());
  }

  private TokenAnswer answer(TokenSubject subject, Duration wanted) {
    try {
      return obtain(subject, wanted);
    } catch (Throwable e) { // await() also throws checked ones, such as ConnectException
      return new TokenAnswer.NotNow("the gateway's database: " + e.getMessage());
    }
  }

  private TokenAnswer obtain(TokenSubject subject, Duration wanted) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<Held> held = database.transact(tx -> rows.find(tx, subject));
      Optional<String> blocked = held.flatMap(Held::blocked);
      if (blocked.isPresent()) {
        return blocked(subject, blocked.get());
      }
      Optional<BearerToken> good =
          held.flatMap(Held::token)
              .filter(t -> t.expiresAt().isAfter(clock.instant().plus(wanted)))
              .filter(t -> !wasRefused(subject, t));
      if (good.isPresent()) {
        return granted(subject, good.get());
      }
      if (held.filter(Held::paused).isPresent()) {
        return new TokenAnswer.NotNow("the vendor has just turned a token request down");
      }
      long generation = held.map(Held::generation).orElse(0L);
      Optional<Ticket> ticket = begin(subject, generation);
      if (ticket.isPresent()) {
        return refresh(ticket.get());
      }
      // Somebody else is at it; his result will be in the row.
      vertx.timer(LOOK_MILLIS, TimeUnit.MILLISECONDS).await();
    }
    return new TokenAnswer.NotNow("another refresh has not ended yet");
  }

  private Optional<Ticket> begin(TokenSubject subject, long generation) {
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

  private TokenAnswer refresh(Ticket ticket) {
    TokenSubject subject = ticket.subject();
    return switch (call(ticket)) {
      case Outcome.Done<TokenPair>(TokenPair pair) -> save(ticket, pair);
      case Outcome.Refused<TokenPair>(VendorFault fault) -> dead(ticket, fault);
      case Outcome.NotAllowed<TokenPair>(VendorFault fault) -> {
        notRefreshed(ticket, PAUSE, fault.toString());
        yield new TokenAnswer.Blocked(fault);
      }
      case Outcome.Throttled<TokenPair> throttled -> {
        Duration pause =
            throttled
                .after()
                .map(asked -> asked.compareTo(SHORT_PAUSE) < 0 ? SHORT_PAUSE : asked)
                .orElse(PAUSE);
        notRefreshed(ticket, pause, throttled.summary());
        yield new TokenAnswer.NotNow(throttled.summary());
      }
      case Outcome.Unavailable<TokenPair>(String why, _) -> {
        notRefreshed(ticket, SHORT_PAUSE, why);
        yield new TokenAnswer.NotNow(why);
      }
      case Outcome.Unknown<TokenPair>(String why) -> {
        // The refresh stays begun: after its lease the same refresh token is tried again, and if it
        // turns out spent, the answer was lost for good and only a new consent helps.
        if (subject.vendor() == Vendor.UPS) {
          notRefreshed(ticket, SHORT_PAUSE, why);
        } else {
          database.transactVoid(tx -> failed(tx, subject, "outcome unknown: " + why));
        }
        yield new TokenAnswer.NotNow(why);
      }
    };
  }

  private Outcome<TokenPair> call(Ticket ticket) {
    TokenSubject subject = ticket.subject();
    Connections.Connection connection =
        database.transact(tx -> connections.find(tx, subject.connection())).orElseThrow();
    return switch (subject.vendor()) {
      case FRESHBOOKS -> {
        if (ticket.refresh().isEmpty()) {
          yield new Outcome.NotAllowed<>(
              new VendorFault(Vendor.FRESHBOOKS, 0, "no_consent", "consent was never given"));
        }
        yield endpoint
            .refresh(
                subject, connection.freshBooksApp(), ticket.refresh().get(), settings.redirectUri())
            .await();
      }
      case UPS -> {
        Optional<Secret> merchant = merchant(subject, connection);
        if (merchant.isEmpty()) {
          yield new Outcome.NotAllowed<>(
              new VendorFault(Vendor.UPS, 0, "no_account", "no UPS account is stored"));
        }
        int budget = settings.upsDailyBudget();
        if (!database.transact(
            tx -> rows.spendRequest(tx, subject.connection(), Vendor.UPS, budget))) {
          yield new Outcome.Unavailable<>(
              "the day's budget of " + budget + " UPS token requests is spent");
        }
        yield endpoint.clientCredentials(subject, connection.upsApp(), merchant.get()).await();
      }
    };
  }

  private Optional<Secret> merchant(TokenSubject subject, Connections.Connection connection) {
    if (!settings.merchantOnToken()) {
      return Optional.of(new Secret(""));
    }
    return database.transact(tx -> connections.merchant(tx, connection, subject.holder()));
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

  private TokenAnswer save(Ticket ticket, TokenPair pair) {
    CrashPoint.TOKEN_RECEIVED.pass();
    TokenSubject subject = ticket.subject();
    Instant expires = pair.expiresAt(clock.instant());
    boolean saved =
        insistently(tx -> {
          boolean ours = rows.complete(tx, ticket, pair.access(), pair.refresh(), expires);
          audit.add(
              tx,
              subject.connection(),
              ours ? Action.TOKEN_REFRESHED : Action.TOKEN_REFRESH_FAILED,
              details(subject, "expires", expires.toString()));
          return ours;
        });
    if (!saved) {
      return new TokenAnswer.NotNow("the refresh took longer than its lease");
    }
    CrashPoint.TOKEN_SAVED.pass();
    // Read back: nobody uses a token that is not in the database.
    return database
        .transact(tx -> rows.find(tx, subject))
        .flatMap(Held::token)
        .map(token -> granted(subject, token))
        .orElseGet(() -> new TokenAnswer.NotNow("the new token was refused already"));
  }

  /**
   * The vendor says the grant is gone. Perhaps it only saw another node's refresh first: the row
   * knows.
   */
  private TokenAnswer dead(Ticket ticket, VendorFault fault) {
    TokenSubject subject = ticket.subject();
    String why = "FreshBooks consent has ended (" + fault + "); connect the account again";
    database.transactVoid(tx -> {
      if (rows.block(tx, ticket, why)) {
        connections.markNeedsConsent(tx, subject.connection());
      }
      failed(tx, subject, fault.toString());
    });
    return database
        .transact(tx -> rows.find(tx, subject))
        .flatMap(Held::token)
        .filter(this::isGood)
        .map(token -> granted(subject, token))
        .orElseGet(() -> new TokenAnswer.Blocked(fault));
  }

  private void notRefreshed(Ticket ticket, Duration pause, String why) {
    database.transactVoid(tx -> {
      rows.abandon(tx, ticket, pause);
      failed(tx, ticket.subject(), why);
    });
  }

  private void failed(Tx tx, TokenSubject subject, String why) {
    audit.add(tx, subject.connection(), Action.TOKEN_REFRESH_FAILED, details(subject, "why", why));
  }

  private void spoil(TokenSubject subject, BearerToken token) {
    try {
      database.transactVoid(tx -> {
        if (rows.spoil(tx, subject, token.generation())) {
          audit.add(
              tx, subject.connection(), Action.TOKEN_REFUSED, details(subject, "status", "401"));
        }
      });
    } catch (Exception e) {
      LOG.warn("A refused token of {} could not be marked: {}", subject, e.toString());
    }
  }

  private TokenAnswer granted(TokenSubject subject, BearerToken token) {
    usedSinceRefresh.remove(subject);
    remembered.put(subject, token);
    return new TokenAnswer.Granted(token);
  }

  private static TokenAnswer blocked(TokenSubject subject, String why) {
    return new TokenAnswer.Blocked(new VendorFault(subject.vendor(), 0, "blocked", why));
  }

  private static Map<String, String> details(TokenSubject subject, String name, String value) {
    return Map.of("holder", subject.holder(), "vendor", subject.vendor().key(), name, value);
  }
}
