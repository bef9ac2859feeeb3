package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Secret;
import com.mlconnector.freshbooks.Callback;
import com.mlconnector.freshbooks.FreshBooksAccount;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.store.CallbackOffers;
import com.mlconnector.store.Callbacks;
import com.mlconnector.store.Callbacks.Registered;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.work.VendorTrouble;
import com.mlconnector.work.WorkResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps our webhooks registered and verified at FreshBooks, without anybody's help.
 *
 * <p>The verifier of a callback is told only by a delivery that anyone could send. It is believed
 * when FreshBooks itself says that the callback is unverified and points here, and when it then
 * accepts the verifier.
 */
final class CallbackRegistrar {
  /** Key of the work that looks after all callbacks; any other key is the id of one callback. */
  static final String ENSURE = "ensure";

  private static final Duration LOOK_AGAIN = Duration.ofMinutes(10);

  private final String webhookUrl;
  private final Database database;
  private final Connections connections;
  private final Callbacks callbacks;
  private final CallbackOffers offers;
  private final FreshBooksClient freshBooks;
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;

  /**
   * @param webhookUrl the public address of our FreshBooks webhook, without the connection's name
   */
  CallbackRegistrar(
      String webhookUrl,
      Database database,
      Connections connections,
      Callbacks callbacks,
      CallbackOffers offers,
      FreshBooksClient freshBooks,
      Work work,
      AuditTrail audit,
      Hints hints) {
    this.webhookUrl = webhookUrl;
    this.database = database;
    this.connections = connections;
    this.callbacks = callbacks;
    this.offers = offers;
    this.freshBooks = freshBooks;
    this.work = work;
    this.audit = audit;
    this.hints = hints;
  }

  WorkResult handle(Work.Item item) {
    Connection connection = connections.of(item);
    if (!connection.isActive()) {
      return WorkResult.tryAgain(Duration.ofMinutes(1), "The connection waits for consent.");
    }
    FreshBooksAccount account = new FreshBooksAccount(item.connection(), connection.account());
    return item.key().equals(ENSURE)
        ? ensure(item, account)
        : offered(item, account, Long.parseLong(item.key()));
  }

  private String uri(FreshBooksAccount account) {
    return webhookUrl + "/" + account.connection();
  }

  private WorkResult ensure(Work.Item item, FreshBooksAccount account) {
    Outcome<List<Callback>> listed = freshBooks.callbacks(account).await();
    if (!(listed instanceof Outcome.Done<List<Callback>>(List<Callback> all))) {
      return VendorTrouble.tryAgain(listed);
    }
    List<Long> ids = all.stream().map(Callback::id).toList();
    List<Registered> known =
        database.transact(tx -> {
          callbacks.removeOthers(tx, account.connection(), ids);
          return callbacks.of(tx, account.connection());
        });
    for (String event : FreshBooksClient.EVENTS) {
      Optional<Callback> ours =
          all.stream()
              .filter(c -> c.event().equals(event) && c.uri().equals(uri(account)))
              .findFirst();
      Outcome<?> outcome = ensure(account, event, ours, known);
      if (!(outcome instanceof Outcome.Done<?>)) {
        return VendorTrouble.tryAgain(outcome);
      }
    }
    database.transactVoid(tx -> work.again(tx, item, LOOK_AGAIN));
    return WorkResult.stored();
  }

  private Outcome<?> ensure(
      FreshBooksAccount account, String event, Optional<Callback> ours, List<Registered> known) {
    if (ours.isEmpty()) {
      return register(account, event);
    }
    Callback callback = ours.get();
    if (!callback.verified()) {
      database.transactVoid(tx -> {
        registered(tx, account, callback);
        callbacks.markUnverified(tx, account.connection(), callback.id());
      });
      return freshBooks.resendVerification(account, callback.id()).await();
    }
    if (known.stream().anyMatch(k -> k.id() == callback.id() && k.held())) {
      database.transactVoid(tx -> callbacks.markVerified(tx, account.connection(), callback.id()));
      return new Outcome.Done<>(callback);
    }
    // Verified, but we do not hold its verifier: nothing it sends could ever be believed.
    Outcome<Long> deleted = freshBooks.deleteCallback(account, callback.id()).await();
    return deleted instanceof Outcome.Done<Long> ? register(account, event) : deleted;
  }

  private Outcome<Callback> register(FreshBooksAccount account, String event) {
    Outcome<Callback> registered =
        freshBooks.registerCallback(account, event, uri(account)).await();
    if (registered instanceof Outcome.Done<Callback>(Callback callback)) {
      database.transactVoid(tx -> {
        registered(tx, account, callback);
        audit.add(
            tx,
            account.connection(),
            Action.CALLBACK_REGISTERED,
            Map.of("callback", Long.toString(callback.id()), "event", event));
      });
    }
    return registered;
  }

  private void registered(Tx tx, FreshBooksAccount account, Callback callback) {
    callbacks.register(tx, account.connection(), callback.id(), callback.event(), callback.uri());
  }

  private WorkResult offered(Work.Item item, FreshBooksAccount account, long id) {
    Optional<Secret> verifier = database.transact(tx -> offers.find(tx, account.connection(), id));
    if (verifier.isEmpty()) {
      return done(item, id);
    }
    Outcome<Callback> asked = freshBooks.callback(account, id).await();
    if (asked instanceof Outcome.Refused<Callback>) {
      return done(item, id);
    }
    if (!(asked instanceof Outcome.Done<Callback>(Callback callback))) {
      return VendorTrouble.tryAgain(asked);
    }
    if (callback.verified() || !callback.uri().equals(uri(account))) {
      return done(item, id);
    }
    return verify(item, account, callback, verifier.get());
  }

  private WorkResult verify(
      Work.Item item, FreshBooksAccount account, Callback callback, Secret verifier) {
    // Kept first: the first delivery may come before the answer to the next call.
    database.transactVoid(tx ->
        callbacks.keepVerifier(
            tx, account.connection(), callback.id(), callback.event(), callback.uri(), verifier));
    hints.connectionChanged(account.connection());
    Outcome<Callback> verified =
        freshBooks.verifyCallback(account, callback.id(), verifier).await();
    return switch (verified) {
      case Outcome.Done<Callback>(Callback answer) when answer.verified() -> {
        database.transactVoid(tx -> {
          callbacks.markVerified(tx, account.connection(), callback.id());
          audit.add(
              tx,
              account.connection(),
              Action.CALLBACK_VERIFIED,
              Map.of("callback", Long.toString(callback.id()), "event", callback.event()));
          offers.remove(tx, account.connection(), callback.id());
          work.finish(tx, item);
        });
        yield WorkResult.stored();
      }
      case Outcome.Done<Callback> unverified -> notTheVerifier(item, account, callback);
      case Outcome.Refused<Callback> refused -> notTheVerifier(item, account, callback);
      default -> VendorTrouble.tryAgain(verified);
    };
  }

  private WorkResult notTheVerifier(Work.Item item, FreshBooksAccount account, Callback callback) {
    database.transactVoid(tx -> callbacks.forgetVerifier(tx, account.connection(), callback.id()));
    hints.connectionChanged(account.connection());
    return done(item, callback.id());
  }

  private WorkResult done(Work.Item item, long callback) {
    database.transactVoid(tx -> {
      offers.remove(tx, item.connection(), callback);
      work.finish(tx, item);
    });
    return WorkResult.stored();
  }
}
