package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.vault.SealBroken;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** By what each connection's senders prove themselves. */
public final class SenderKeys {
  private static final Logger LOG = LoggerFactory.getLogger(SenderKeys.class);

  /**
   * @param freshBooksAccount empty before consent
   * @param verifiers one for each callback of ours that FreshBooks has verified, or is about to
   * @param pushKey UPS's
   */
  public record Keys(
      ConnectionId connection, String freshBooksAccount, List<String> verifiers, String pushKey) {
    /** Of a connection that there is not: nothing fits them, which takes as long as elsewhere. */
    public static final Keys STRANGER =
        new Keys(new ConnectionId("unknown"), "", List.of(guess(), guess()), guess());

    private static String guess() {
      return UUID.randomUUID().toString();
    }

    @Override
    public String toString() {
      return "Keys[" + connection + "]";
    }
  }

  private final Database database;
  private final KeyRing ring;
  private final Seals seals;

  public SenderKeys(Database database, KeyRing ring) {
    this.database = database;
    this.ring = ring;
    this.seals = new Seals(ring.vault());
  }

  /**
   * All connections' keys by connection name; a connection without a data key is unknown. Does not
   * wait: for event loops. The data keys, which it needs, stay in memory for everybody.
   */
  public Future<Map<String, Keys>> all() {
    long begun = ring.begin();
    return database
        .pool()
        .preparedQuery(
            """
            select c.id, coalesce(c.freshbooks_account, '') as account, c.sealed_push_key,
                   k.wrapped,
                   array_remove(array_agg(b.sealed_verifier), null) as verifiers
            from connection c
            join data_key k on k.connection_id = c.id and k.wrapped is not null
            left join callback b on b.connection_id = c.id
            group by c.id, k.connection_id
            """)
        .execute()
        .map(rows -> {
          Map<String, Buffer> wrapped = new HashMap<>();
          rows.forEach(row -> wrapped.put(row.getString("id"), row.getBuffer("wrapped")));
          ring.learn(wrapped, begun);
          Map<String, Keys> found = new HashMap<>();
          for (Row row : rows) {
            keys(row).ifPresent(keys -> found.put(keys.connection().value(), keys));
          }
          return Map.copyOf(found);
        });
  }

  /** Empty if they do not open, which must not keep the other connections' senders out. */
  private Optional<Keys> keys(Row row) {
    try {
      return Optional.of(opened(row));
    } catch (SealBroken broken) {
      LOG.error("Nobody can send webhooks to a connection: {}", broken.getMessage());
      return Optional.empty();
    }
  }

  private Keys opened(Row row) {
    ConnectionId connection = new ConnectionId(row.getString("id"));
    List<String> verifiers = new ArrayList<>();
    for (Buffer sealed :
        Objects.requireNonNullElse(row.getArrayOfBuffers("verifiers"), new Buffer[0])) {
      verifiers.add(seals.open(connection, Callbacks.VERIFIER, sealed).reveal());
    }
    Secret pushKey = seals.open(connection, Connections.PUSH_KEY, row.getBuffer("sealed_push_key"));
    return new Keys(connection, row.getString("account"), List.copyOf(verifiers), pushKey.reveal());
  }
}
