package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.vault.DataKey;
import com.mlconnector.vault.KeyId;
import com.mlconnector.vault.MasterKeys;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One data key for each connection, wrapped by the master key. What reads them for use is {@link
 * KeyRing}.
 *
 * <p>A new key is added, and seals only once every node has read it; so no node ever meets a value
 * under a key that it has not.
 */
public final class DataKeys {
  /** After it no node has older keys in memory; a little more than a {@link KeyRing} keeps them. */
  private static final Duration KNOWN = KeyRing.MAX_AGE.plusSeconds(2);

  private static final String STANDING =
      """
      select connection_id, master_id, key_ids, primary_id, created_at, staged_at is not null as staged,
             resealed_at, staged_at < now() - $1::bigint * interval '1 millisecond' as known
      from data_key
      where wrapped is not null
      """;

  /**
   * How a connection's data key stands.
   *
   * @param keys oldest first
   * @param staged whether the last key is new and seals nothing yet
   * @param known whether every node has that one
   * @param resealedAt empty while a rotation goes on
   */
  public record Standing(
      ConnectionId connection,
      KeyId master,
      List<KeyId> keys,
      KeyId primary,
      boolean staged,
      boolean known,
      Instant createdAt,
      Optional<Instant> resealedAt) {

    /** The key that all values are to stand under in the end. */
    public KeyId newest() {
      return staged ? keys.getLast() : primary;
    }

    public boolean isRotating() {
      return resealedAt.isEmpty();
    }
  }

  private final MasterKeys master;

  public DataKeys(MasterKeys master) {
    this.master = master;
  }

  public MasterKeys master() {
    return master;
  }

  /**
   * Makes a connection's data key if it never had one, or is opened anew. Belongs into a
   * transaction of its own, before anything is sealed.
   *
   * @param empty whether there is nothing yet that was sealed otherwise
   * @return the new key, or empty if there is one already
   */
  public Optional<KeyId> create(Tx tx, ConnectionId connection, boolean empty) {
    DataKey key = DataKey.generate();
    return tx.one(
        """
        insert into data_key as k (connection_id, wrapped, master_id, key_ids, primary_id, resealed_at)
        values ($1, $2, $3, $4, $5, case when $6 then now() end)
        on conflict (connection_id) do update
        set wrapped = excluded.wrapped, master_id = excluded.master_id, key_ids = excluded.key_ids,
            primary_id = excluded.primary_id, primary_since = now(), created_at = now(),
            staged_at = null, resealed_at = excluded.resealed_at, destroyed_at = null
        where k.wrapped is null and not exists (select from connection where id = k.connection_id)
        returning true
        """,
        values(connection, key).addBoolean(empty),
        row -> key.primary());
  }

  /** Opened before this version, they have none. */
  public List<ConnectionId> connectionsWithout(Tx tx) {
    return tx.all(
        """
        select id from connection c
        where not exists (select from data_key where connection_id = c.id) order by id
        """,
        Tuple.tuple(),
        row -> new ConnectionId(row.getString("id")));
  }

  public List<Standing> all(Tx tx) {
    return tx.all(
        STANDING + "order by connection_id", Tuple.of(KNOWN.toMillis()), DataKeys::standing);
  }

  public Optional<Standing> find(Tx tx, ConnectionId connection) {
    return tx.one(
        STANDING + "and connection_id = $2",
        Tuple.of(KNOWN.toMillis(), connection.value()),
        DataKeys::standing);
  }

  /** Like {@link #find}, and nobody changes it until the transaction ends. */
  public Optional<Standing> lock(Tx tx, ConnectionId connection) {
    return tx.one(
        STANDING + "and connection_id = $2 for update",
        Tuple.of(KNOWN.toMillis(), connection.value()),
        DataKeys::standing);
  }

  /** Adds a key to a locked set, which is to seal once every node has it; the new key. */
  public KeyId stage(Tx tx, ConnectionId connection) {
    DataKey more = read(tx, connection).withNewKey();
    tx.run(
        """
        update data_key
        set wrapped = $2, master_id = $3, key_ids = $4, primary_id = $5,
            staged_at = now(), resealed_at = null
        where connection_id = $1
        """,
        values(connection, more));
    return more.ids().getLast();
  }

  /** The staged key of a locked set seals from now on. */
  public void promote(Tx tx, ConnectionId connection) {
    DataKey staged = read(tx, connection);
    tx.run(
        """
        update data_key
        set wrapped = $2, master_id = $3, key_ids = $4, primary_id = $5,
            staged_at = null, primary_since = now()
        where connection_id = $1
        """,
        values(connection, staged.withPrimary(staged.ids().getLast())));
  }

  /**
   * Whether nothing can be stored any more that was sealed before the primary key was: no node has
   * older keys in memory, and no transaction is open that may have sealed with them.
   */
  public boolean isSettled(Tx tx, ConnectionId connection) {
    return tx.one(
            """
            select k.until < now() and not exists (
              select from pg_stat_activity
              where datname = current_database() and usename = current_user
                and pid <> pg_backend_pid() and xact_start < k.until) as settled
            from (select primary_since + $2::bigint * interval '1 millisecond' as until
                  from data_key where connection_id = $1) k
            """,
            Tuple.of(connection.value(), KNOWN.toMillis()),
            row -> row.getBoolean("settled"))
        .orElse(false);
  }

  /** Nothing stands under another key than the primary one, and nothing can come. */
  public void resealed(Tx tx, ConnectionId connection) {
    tx.run(
        "update data_key set resealed_at = now() where connection_id = $1",
        Tuple.of(connection.value()));
  }

  /** Takes a key out of a locked set. The caller has made sure that nothing needs it. */
  public void remove(Tx tx, ConnectionId connection, KeyId id) {
    tx.run(
        """
        update data_key set wrapped = $2, master_id = $3, key_ids = $4, primary_id = $5
        where connection_id = $1
        """,
        values(connection, read(tx, connection).without(id)));
  }

  /**
   * Nothing that was sealed for this connection opens from now on: at once on a node that is told
   * by {@code Hints.connectionChanged}, after {@link KeyRing#MAX_AGE} at the latest on any. False
   * if there was no key.
   */
  public boolean destroy(Tx tx, ConnectionId connection) {
    return tx.run(
            """
            update data_key
            set wrapped = null, key_ids = '{}', staged_at = null, destroyed_at = now()
            where connection_id = $1 and wrapped is not null
            """,
            Tuple.of(connection.value()))
        == 1;
  }

  /** Those that another master key than the primary one has wrapped. */
  public List<Standing> underOldMaster(Tx tx) {
    return all(tx).stream()
        .filter(standing -> !standing.master().equals(master.primary()))
        .toList();
  }

  /** Wraps a locked one with the primary master key. */
  public void rewrap(Tx tx, ConnectionId connection) {
    tx.run(
        """
        update data_key set wrapped = $2, master_id = $3, key_ids = $4, primary_id = $5
        where connection_id = $1
        """,
        values(connection, read(tx, connection)));
  }

  /** How many data keys each master key wraps. */
  public Map<KeyId, Long> byMaster(Tx tx) {
    return all(tx).stream().collect(Collectors.groupingBy(Standing::master, Collectors.counting()));
  }

  static Optional<Buffer> wrapped(Tx tx, String connection) {
    return tx.one(
        "select wrapped from data_key where connection_id = $1 and wrapped is not null",
        Tuple.of(connection),
        row -> row.getBuffer("wrapped"));
  }

  private DataKey read(Tx tx, ConnectionId connection) {
    Buffer wrapped = wrapped(tx, connection.value()).orElseThrow();
    return master.unwrap(connection.value(), wrapped.getBytes());
  }

  private Tuple values(ConnectionId connection, DataKey key) {
    return Tuple.tuple()
        .addString(connection.value())
        .addBuffer(Buffer.buffer(master.wrap(connection.value(), key)))
        .addString(master.primary().hex())
        .addArrayOfString(key.ids().stream().map(KeyId::hex).toArray(String[]::new))
        .addString(key.primary().hex());
  }

  private static Standing standing(Row row) {
    @Nullable OffsetDateTime resealed = row.getOffsetDateTime("resealed_at");
    return new Standing(
        new ConnectionId(row.getString("connection_id")),
        new KeyId(row.getString("master_id")),
        List.of(row.getArrayOfStrings("key_ids")).stream().map(KeyId::new).toList(),
        new KeyId(row.getString("primary_id")),
        row.getBoolean("staged"),
        Boolean.TRUE.equals(row.getBoolean("known")),
        row.getOffsetDateTime("created_at").toInstant(),
        Optional.ofNullable(resealed).map(OffsetDateTime::toInstant));
  }
}
