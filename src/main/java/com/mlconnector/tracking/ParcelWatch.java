package com.mlconnector.tracking;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.crash.CrashPoint;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.TrackingEvent;
import com.mlconnector.domain.Vendor;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Parcels.Parcel;
import com.mlconnector.store.Subscriptions;
import com.mlconnector.store.Subscriptions.Subscription;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.ups.Subscribed;
import com.mlconnector.ups.Traced;
import com.mlconnector.ups.TrackAlertDestination;
import com.mlconnector.ups.UpsCaller;
import com.mlconnector.ups.UpsClient;
import com.mlconnector.work.VendorTrouble;
import com.mlconnector.work.WorkResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps an eye on one parcel until it has arrived: subscribes to its events, renews before UPS
 * forgets the subscription, fills the gap by plain tracking at each renewal, and asks by itself
 * after a parcel that has been silent.
 */
final class ParcelWatch {
  // UPS keeps tracking data for 120 days.
  private static final Duration AT_MOST = Duration.ofDays(120);
  private static final List<Duration> AFTER_A_NO =
      List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24));

  /**
   * @param renewAfter age at which a subscription is renewed; {@code lifetime} is its age when UPS
   *     forgets it
   * @param staleAfter silence after which UPS is asked
   * @param pushUrl where Track Alert v1 sends its events; empty for v2, where UPS's portal knows
   */
  record Settings(
      Duration renewAfter, Duration lifetime, Duration staleAfter, Optional<String> pushUrl) {}

  private final Settings settings;
  private final Database database;
  private final Connections connections;
  private final Parcels parcels;
  private final Subscriptions subscriptions;
  private final TrackingLog log;
  private final Work work;
  private final AuditTrail audit;
  private final UpsClient ups;
  private final InstantSource clock;

  ParcelWatch(
      Settings settings,
      Database database,
      Connections connections,
      Parcels parcels,
      Subscriptions subscriptions,
      TrackingLog log,
      Work work,
      AuditTrail audit,
      UpsClient ups,
      InstantSource clock) {
    this.settings = settings;
    this.database = database;
    this.connections = connections;
    this.parcels = parcels;
    this.subscriptions = subscriptions;
    this.log = log;
    this.work = work;
    this.audit = audit;
    this.ups = ups;
    this.clock = clock;
  }

  private record Watched(Connection connection, Parcels.Watched known, Secret account) {
    UpsCaller caller() {
      return new UpsCaller(
          new TokenSubject(connection.id(), Vendor.UPS, known.accountHolder()), account);
    }

    UUID shipment() {
      return known.parcel().shipment();
    }

    Optional<Subscription> subscription() {
      return known.subscription();
    }
  }

  /** Pushes that came: no call, only what is in the journal. */
  WorkResult applyPushes(Work.Item item) {
    database.transactVoid(tx -> {
      parcels
          .lock(tx, item.connection(), item.key())
          .ifPresent(parcel -> log.applyPushes(tx, item.connection(), parcel));
      work.finish(tx, item);
    });
    return WorkResult.stored();
  }

  WorkResult watch(Work.Item item) {
    Watched watched = database.autocommit(tx -> watched(tx, item));
    if (isOver(watched)) {
      database.transactVoid(tx -> work.finish(tx, item));
      return WorkResult.stored();
    }
    if (isToSubscribe(watched)) {
      return watched.connection().settings().dryRun()
          ? WorkResult.dryRun()
          : subscribe(item, watched);
    }
    return askIfSilent(item, watched);
  }

  private Watched watched(Tx tx, Work.Item item) {
    Connection connection = connections.of(item);
    Parcels.Watched known = parcels.watched(tx, item.connection(), item.key()).orElseThrow();
    return new Watched(
        connection,
        known,
        connections.merchant(tx, connection, known.accountHolder()).orElse(new Secret("")));
  }

  private boolean isOver(Watched watched) {
    Instant bought = watched.known().boughtAt().orElse(Instant.MIN);
    return watched.known().parcel().status().isFinal()
        || bought.isBefore(clock.instant().minus(AT_MOST));
  }

  private boolean isToSubscribe(Watched watched) {
    return watched
        .subscription()
        .flatMap(Subscription::renewAt)
        .map(renew -> !renew.isAfter(clock.instant()))
        .orElse(true);
  }

  private WorkResult subscribe(Work.Item item, Watched watched) {
    Traced<Subscribed> answer =
        ups.subscribe(watched.caller(), List.of(item.key()), destination(watched)).await();
    Map<String, String> details =
        Map.of(
            "tracking", item.key(),
            "trans-id", answer.transId(),
            "outcome", answer.outcome().summary());
    return switch (answer.outcome()) {
      case Outcome.Done<Subscribed>(Subscribed subscribed)
          when subscribed.valid().contains(item.key()) ->
          subscribed(item, watched, details);
      case Outcome.Done<Subscribed> no ->
          notSubscribed(item, watched, details, "UPS does not take the number yet.");
      case Outcome.Refused<Subscribed> refused ->
          notSubscribed(item, watched, details, refused.fault().toString());
      default -> VendorTrouble.tryAgain(answer.outcome());
    };
  }

  private Optional<TrackAlertDestination> destination(Watched watched) {
    return settings
        .pushUrl()
        .map(base -> {
          Secret key = watched.connection().pushKey();
          return new TrackAlertDestination(
              base + "/" + watched.connection().id() + "/" + key.reveal(), key);
        });
  }

  private WorkResult subscribed(Work.Item item, Watched watched, Map<String, String> details) {
    CrashPoint.SUBSCRIPTION_SENT.pass();
    // Events before a subscription, and between two, are never sent: ask for them once.
    boolean renewal = watched.subscription().flatMap(Subscription::subscribedAt).isPresent();
    List<TrackingEvent> missed = renewal ? track(watched, item.key()) : List.of();
    Instant now = clock.instant();
    database.transactVoid(tx -> {
      subscriptions.made(
          tx,
          item.connection(),
          item.key(),
          now,
          now.plus(settings.lifetime()),
          now.plus(settings.renewAfter()));
      audit.add(tx, item.connection(), watched.shipment(), Action.SUBSCRIPTION_MADE, details);
      if (!missed.isEmpty()) {
        log.apply(tx, item.connection(), locked(tx, item), missed);
      }
      // Those that came before the parcel was stored; a later one is work of its own.
      if (watched.known().pushed()) {
        log.applyPushes(tx, item.connection(), locked(tx, item));
      }
      work.again(tx, item, min(settings.renewAfter(), settings.staleAfter()));
    });
    return WorkResult.stored();
  }

  private Parcel locked(Tx tx, Work.Item item) {
    return parcels.lock(tx, item.connection(), item.key()).orElseThrow();
  }

  private WorkResult notSubscribed(
      Work.Item item, Watched watched, Map<String, String> details, String why) {
    int times = watched.subscription().map(Subscription::times).orElse(0);
    Duration next = AFTER_A_NO.get(Math.min(times, AFTER_A_NO.size() - 1));
    List<TrackingEvent> meanwhile = track(watched, item.key());
    database.transactVoid(tx -> {
      subscriptions.refused(tx, item.connection(), item.key(), why);
      audit.add(tx, item.connection(), watched.shipment(), Action.SUBSCRIPTION_FAILED, details);
      log.apply(tx, item.connection(), locked(tx, item), meanwhile);
      work.again(tx, item, next);
    });
    return WorkResult.stored();
  }

  private WorkResult askIfSilent(Work.Item item, Watched watched) {
    Instant now = clock.instant();
    Instant heard =
        watched.known().parcel().statusAt().or(watched.known()::boughtAt).orElse(Instant.MIN);
    boolean silent = heard.isBefore(now.minus(settings.staleAfter()));
    List<TrackingEvent> events = silent ? track(watched, item.key()) : List.of();
    Duration untilRenewal =
        watched
            .subscription()
            .flatMap(Subscription::renewAt)
            .map(renew -> Duration.between(now, renew))
            .orElse(settings.staleAfter());
    database.transactVoid(tx -> {
      if (!events.isEmpty()) {
        log.apply(tx, item.connection(), locked(tx, item), events);
      }
      work.again(tx, item, min(untilRenewal, settings.staleAfter()));
    });
    return WorkResult.stored();
  }

  /** Tracking is a bonus here: without an answer the next look comes anyway. */
  private List<TrackingEvent> track(Watched watched, String number) {
    Traced<List<TrackingEvent>> answer = ups.track(watched.caller(), number).await();
    return answer.outcome() instanceof Outcome.Done<List<TrackingEvent>>(List<TrackingEvent> events)
        ? events
        : List.of();
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
