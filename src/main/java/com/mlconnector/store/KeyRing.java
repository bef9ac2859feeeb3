package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.vault.DataKey;
import com.mlconnector.vault.DataKeySource;
import com.mlconnector.vault.KeyId;
import com.mlconnector.vault.MasterKeys;
import com.mlconnector.vault.SealBroken;
import com.mlconnector.vault.Vault;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data keys that this node has in memory. {@link SenderKeys} brings them along every few
 * seconds; what is older than {@link #MAX_AGE} is read again before it is used, so that no node
 * goes on with what another one has changed.
 */
public final class KeyRing implements DataKeySource {
  static final Duration MAX_AGE = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

  private record Held(Buffer wrapped, DataKey key, long readAt) {}

  private final Database database;
  private final MasterKeys master;
  private final LongSupplier nanos;
  private final ConcurrentMap<String, Held> held = new ConcurrentHashMap<>();

  public KeyRing(Database database, MasterKeys master) {
    this(database, master, System::nanoTime);
  }

  KeyRing(Database database, MasterKeys master, LongSupplier nanos) {
    this.database = database;
    this.master = master;
    this.nanos = nanos;
  }

  public Vault vault() {
    return new Vault(master, this);
  }

  /** What a statement read that was begun then. */
  long begin() {
    return nanos.getAsLong();
  }

  /**
   * All data keys there are, as stored; what is not among them is forgotten. One that does not open
   * must not keep the others away.
   */
  void learn(Map<String, Buffer> all, long begun) {
    held.keySet().retainAll(all.keySet());
    all.forEach((connection, wrapped) -> {
      try {
        learn(connection, wrapped, begun);
      } catch (SealBroken broken) {
        held.remove(connection);
        LOG.error("{}", broken.getMessage());
      }
    });
  }

  private DataKey learn(String connection, Buffer wrapped, long begun) {
    @Nullable Held known = held.get(connection);
    DataKey key =
        known != null && known.wrapped.equals(wrapped)
            ? known.key
            : master.unwrap(connection, wrapped.getBytes());
    held.put(connection, new Held(wrapped, key, begun));
    return key;
  }

  /** It is read again before it is used. */
  public void forget(ConnectionId connection) {
    held.remove(connection.value());
  }

  @Override
  public Optional<DataKey> toSeal(String connection) {
    return young(connection).or(() -> read(connection));
  }

  @Override
  public Optional<DataKey> toOpen(String connection, KeyId sealedWith) {
    return young(connection)
        .filter(key -> key.ids().contains(sealedWith) || master.ids().contains(sealedWith))
        .or(() -> read(connection));
  }

  private Optional<DataKey> young(String connection) {
    return Optional.ofNullable(held.get(connection))
        .filter(known -> nanos.getAsLong() - known.readAt < MAX_AGE.toNanos())
        .map(Held::key);
  }

  /** An event loop must not wait: it makes do with what {@link SenderKeys} has brought. */
  private Optional<DataKey> read(String connection) {
    if (Context.isOnEventLoopThread()) {
      return young(connection);
    }
    long begun = begin();
    Optional<Buffer> stored = database.autocommit(tx -> DataKeys.wrapped(tx, connection));
    if (stored.isEmpty()) {
      held.remove(connection);
    }
    return stored.map(wrapped -> learn(connection, wrapped, begun));
  }
}
