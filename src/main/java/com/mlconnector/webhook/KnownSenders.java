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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may send us webhooks, in memory, so that a stranger costs no query. One per node, read by all
 * instances, replaced as a whole: at a hint, and every few seconds in case the hint was lost.
 */
public final class KnownSenders {
  private static final Logger LOG = LoggerFactory.getLogger(KnownSenders.class);
  private static final Duration RELOAD = Duration.ofSeconds(5);

  /** A busy machine may take longer to connect for the first time than it is waited for. */
  private static final int FIRST_TRIES = 5;

  private static final long BETWEEN_TRIES_MILLIS = 500;

  private final SenderKeys store;
  private volatile Map<String, SenderKeys.Keys> byConnection = Map.of();

  public KnownSenders(SenderKeys store) {
    this.store = store;
  }

  /** Complete when the keys are read for the first time. */
  public Future<Void> start(Vertx vertx, Hints hints) {
    vertx.setPeriodic(RELOAD.toMillis(), tick -> reloadOrWarn());
    return hints
        .onConnectionChanged(changed -> reloadOrWarn())
        .compose(listening -> load(vertx, FIRST_TRIES));
  }

  private Future<Void> load(Vertx vertx, int tries) {
    return tries == 1
        ? reload()
        : reload()
            .recover(e -> {
              LOG.warn("Cannot load yet who may send webhooks: {}", e.toString());
              return vertx
                  .timer(BETWEEN_TRIES_MILLIS, TimeUnit.MILLISECONDS)
                  .compose(later -> load(vertx, tries - 1));
            });
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

  Optional<SenderKeys.Keys> of(String connection) {
    return ConnectionId.isValid(connection)
        ? Optional.ofNullable(byConnection.get(connection))
        : Optional.empty();
  }
}
