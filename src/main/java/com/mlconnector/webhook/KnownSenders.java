package com.mlconnector.webhook;

import com.mlconnector.bus.Hints;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.SenderKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may send us webhooks, in memory, so that a stranger costs no query. One per node, read by all
 * instances, replaced as a whole: at a hint, every few seconds in case the hint was lost, and when
 * a stranger knocks, who may be a connection that another node has just made.
 */
public final class KnownSenders {
  private static final Logger LOG = LoggerFactory.getLogger(KnownSenders.class);
  private static final Duration RELOAD = Duration.ofSeconds(5);

  /** However many strangers knock. */
  private static final Duration APART = Duration.ofSeconds(1);

  private final SenderKeys store;
  private final LongSupplier nanos;
  private final AtomicLong lookedAgain;
  private volatile Map<String, SenderKeys.Keys> byConnection = Map.of();

  public KnownSenders(SenderKeys store) {
    this(store, System::nanoTime);
  }

  KnownSenders(SenderKeys store, LongSupplier nanos) {
    this.store = store;
    this.nanos = nanos;
    this.lookedAgain = new AtomicLong(nanos.getAsLong() - APART.toNanos());
  }

  /** Complete when the keys are read for the first time. */
  public Future<Void> start(Vertx vertx, Hints hints) {
    vertx.setPeriodic(RELOAD.toMillis(), tick -> reloadOrWarn());
    return hints.onConnectionChanged(changed -> reloadOrWarn()).compose(listening -> reload());
  }

  private void reloadOrWarn() {
    reload().onFailure(e -> LOG.warn("Cannot reload who may send webhooks: {}", e.toString()));
  }

  private Future<Void> reload() {
    return store
        .all()
        .map(keys -> {
          byConnection = keys;
          return null;
        });
  }

  /** For a connection that {@link #of} does not know: at most one query a second. */
  Future<Optional<SenderKeys.Keys>> lookAgain(String connection) {
    long last = lookedAgain.get();
    long now = nanos.getAsLong();
    boolean early = now - last < APART.toNanos();
    if (!ConnectionId.isValid(connection) || early || !lookedAgain.compareAndSet(last, now)) {
      return Future.succeededFuture(of(connection));
    }
    return reload().map(done -> of(connection));
  }

  /** Like {@link #lookAgain}, and surely by a look that began after this moment. */
  Future<Optional<SenderKeys.Keys>> lookLater(Vertx vertx, String connection) {
    return vertx
        .timer(2 * APART.toMillis(), TimeUnit.MILLISECONDS)
        .compose(later -> lookAgain(connection));
  }

  Optional<SenderKeys.Keys> of(String connection) {
    return ConnectionId.isValid(connection)
        ? Optional.ofNullable(byConnection.get(connection))
        : Optional.empty();
  }
}
