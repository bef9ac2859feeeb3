package com.mlconnector.webhook;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.SenderKeys;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/**
 * Who may send us webhooks, in memory, so that a stranger costs no query. Read by all instances,
 * replaced as a whole.
 */
public final class KnownSenders {
  private final SenderKeys store;
  private volatile Map<String, SenderKeys.Keys> byConnection = Map.of();

  public KnownSenders(SenderKeys store) {
    this.store = store;
  }

  /** Reads the keys of all connections anew. */
  public Future<Void> reload() {
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
