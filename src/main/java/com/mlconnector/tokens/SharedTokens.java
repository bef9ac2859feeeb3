package com.mlconnector.tokens;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.BearerToken;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.domain.VendorFault;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Database;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.TokenRows.Held;
import com.mlconnector.store.TokenRows.Ticket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of all connections: remembered on this node, shared by all nodes through Postgres,
 * refreshed by one of them at a time.
 *
 * <p>Thread-safe. A plain class, not a conversation over the event bus: a lost message must not
 * stop a call.
 */
public final class SharedTokens implements Tokens, TokenMemory {
  private static final Logger LOG = LoggerFactory.getLogger(SharedTokens.class);
  private static final Duration STILL_GOOD = Duration.ofSeconds(60);
  private static final Duration REFUSALS_APART = Duration.ofMinutes(10);

  /** By then every token is another one anyway. */
  private static final Duration NOT_TO_BLAME = Duration.ofHours(4);

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
  private final Refresher refresher;
  private final AuditTrail audit;
  private final InstantSource clock;
  private final Map<TokenSubject, BearerToken> remembered = new ConcurrentHashMap<>();
  private final Map<TokenSubject, CompletableFuture<TokenAnswer>> inFlight =
      new ConcurrentHashMap<>();
  private final Map<TokenSubject, Refusal> refusals = new ConcurrentHashMap<>();
  private final Map<Operation, Instant> notTheToken = new ConcurrentHashMap<>();
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
    this.audit = audit;
    this.clock = clock;
    this.refresher =
        new Refresher(vertx, database, rows, connections, endpoint, audit, clock, settings);
  }

  /** The vendor would not have this generation of a token. */
  private record Refusal(long generation, Instant at) {}

  private record Operation(ConnectionId connection, Vendor vendor, String name) {}

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
   * Those that end within {@code early}, the first one first. Used on this node since they were
   * refreshed: an idle token is not worth a request of the daily budget.
   */
  List<TokenSubject> endingWithin(Vendor vendor, Duration early) {
    Instant soon = clock.instant().plus(early);
    return remembered.entrySet().stream()
        .filter(held -> held.getKey().vendor() == vendor)
        .filter(held -> held.getValue().expiresAt().isBefore(soon))
        .filter(held -> usedSinceRefresh.contains(held.getKey()))
        .sorted(Comparator.comparing(held -> held.getValue().expiresAt()))
        .map(Map.Entry::getKey)
        .toList();
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
   * one refusal buys one new token, and the next within ten minutes none; nor does any of an
   * operation that a fresh token did not help.
   */
  @Override
  public void refused(TokenSubject subject, BearerToken token, String operation) {
    Instant now = clock.instant();
    Refusal last = refusals.get(subject);
    boolean justNow =
        subject.vendor() == Vendor.UPS
            && last != null
            && last.at().plus(REFUSALS_APART).isAfter(now);
    if (justNow || isNotToBlame(operation(subject, operation), now)) {
      return;
    }
    refusals.put(subject, new Refusal(token.generation(), now));
    remembered.remove(subject, token);
    Thread.startVirtualThread(() -> spoil(subject, token));
  }

  @Override
  public void refusedAfresh(TokenSubject subject, String operation) {
    notTheToken.put(operation(subject, operation), clock.instant());
  }

  private boolean isNotToBlame(Operation operation, Instant now) {
    Instant seen = notTheToken.get(operation);
    return seen != null && seen.plus(NOT_TO_BLAME).isAfter(now);
  }

  private static Operation operation(TokenSubject subject, String name) {
    return new Operation(subject.connection(), subject.vendor(), name);
  }

  @Override
  public void forget(TokenSubject subject) {
    remembered.remove(subject);
  }

  @Override
  public void forget(ConnectionId connection, Vendor vendor) {
    remembered.keySet().removeIf(it -> it.connection().equals(connection) && it.vendor() == vendor);
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
      TokenAnswer answer = obtain(subject, wanted);
      if (answer instanceof TokenAnswer.Granted(BearerToken token)) {
        usedSinceRefresh.remove(subject);
        remembered.put(subject, token);
      }
      return answer;
    } catch (Throwable e) { // await() also throws checked ones, such as ConnectException
      return notNow("the gateway's database: " + e.getMessage());
    }
  }

  private TokenAnswer obtain(TokenSubject subject, Duration wanted) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<Held> held = database.transact(tx -> rows.find(tx, subject));
      Optional<TokenAnswer> settled = held.flatMap(row -> settled(subject, row, wanted));
      if (settled.isPresent()) {
        return settled.get();
      }
      Optional<Ticket> ticket = refresher.begin(subject, held.map(Held::generation).orElse(0L));
      if (ticket.isPresent()) {
        return refresher.refresh(ticket.get());
      }
      // Somebody else is at it; his result will be in the row.
      vertx.timer(LOOK_MILLIS, TimeUnit.MILLISECONDS).await();
    }
    return notNow("another refresh has not ended yet");
  }

  /** Empty: it is to be refreshed. */
  private Optional<TokenAnswer> settled(TokenSubject subject, Held held, Duration wanted) {
    Optional<TokenAnswer> good =
        held.token()
            .filter(token -> token.expiresAt().isAfter(clock.instant().plus(wanted)))
            .filter(token -> !wasRefused(subject, token))
            .map(TokenAnswer.Granted::new);
    return good.or(() ->
            held.blocked()
                .map(why ->
                    new TokenAnswer.Blocked(new VendorFault(subject.vendor(), 0, "blocked", why))))
        .or(() ->
            held.paused()
                .map(pause -> new TokenAnswer.NotNow(pause.why(), Optional.of(pause.left()))));
  }

  private static TokenAnswer notNow(String why) {
    return new TokenAnswer.NotNow(why, Optional.empty());
  }

  private void spoil(TokenSubject subject, BearerToken token) {
    try {
      database.transactVoid(tx -> {
        if (rows.spoil(tx, subject, token.generation())) {
          audit.add(
              tx,
              subject.connection(),
              Action.TOKEN_REFUSED,
              Refresher.details(subject, "status", "401"));
        }
      });
    } catch (Exception e) {
      LOG.warn("A refused token of {} could not be marked: {}", subject, e.toString());
    }
  }
}
