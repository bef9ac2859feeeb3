package com.mlconnector.keys;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.DataKeys.Standing;
import com.mlconnector.store.Database;
import com.mlconnector.store.SealedColumns;
import com.mlconnector.store.SealedColumns.Count;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.vault.KeyId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes, rotates, counts and removes keys. What is refused is said in a sentence. */
public final class KeyDesk {
  /** The one work of its kind that a connection has. */
  private static final String ALL_VALUES = "all";

  private static final String AT_START = "start";

  private final Database database;
  private final DataKeys keys;
  private final Work work;
  private final AuditTrail audit;

  public KeyDesk(Database database, DataKeys keys, Work work, AuditTrail audit) {
    this.database = database;
    this.keys = keys;
    this.work = work;
    this.audit = audit;
  }

  /**
   * Before anything is opened: each connection gets its data key, and each data key is wrapped by
   * the primary master key.
   *
   * @throws IllegalStateException if a master key is missing that is still needed; nothing is
   *     changed then
   */
  public void open() {
    List<ConnectionId> without = database.autocommit(keys::connectionsWithout);
    refuseWithoutMaster(without);
    for (ConnectionId connection : without) {
      database.transactVoid(tx -> createForOld(tx, connection));
    }
    for (Standing standing : database.autocommit(keys::underOldMaster)) {
      database.transactVoid(tx -> rewrap(tx, standing.connection()));
    }
  }

  private void refuseWithoutMaster(List<ConnectionId> without) {
    KeyReport report = KeyReport.of(keys.master(), database.autocommit(keys::all), List.of());
    for (KeyReport.Master master : report.masters()) {
      if (!master.given()) {
        throw new IllegalStateException(
            "vault.master-key lacks the key "
                + master.id()
                + ", which wraps the data keys of "
                + master.dataKeys()
                + " connections. It has "
                + keys.master().ids()
                + ". Nothing was changed: start with a key set that has "
                + master.id()
                + " as well; ml-connector keys status tells when it can go.");
      }
    }
    List<ConnectionId> closed = without.stream().filter(connection -> !opens(connection)).toList();
    if (!closed.isEmpty()) {
      throw new IllegalStateException(
          "vault.master-key is not the one that sealed the credentials of "
              + closed.size()
              + " connections, such as "
              + closed.getFirst()
              + ". It has "
              + keys.master().ids()
              + ". Nothing was changed: start with the key set that was there before.");
    }
  }

  private boolean opens(ConnectionId connection) {
    return database.autocommit(tx -> SealedColumns.counts(tx, Optional.of(connection))).stream()
        .filter(count -> count.column().startsWith("connection."))
        .allMatch(count -> keys.master().ids().contains(count.key()));
  }

  private void createForOld(Tx tx, ConnectionId connection) {
    keys.create(tx, connection, false)
        .ifPresent(made -> {
          audit.add(tx, connection, Action.DATA_KEY_CREATED, made(made, AT_START));
          work.raise(tx, connection, Work.Kind.RESEAL, ALL_VALUES);
        });
  }

  private void rewrap(Tx tx, ConnectionId connection) {
    KeyId primary = keys.master().primary();
    keys.lock(tx, connection)
        .filter(standing -> !standing.master().equals(primary))
        .ifPresent(standing -> {
          keys.rewrap(tx, connection);
          audit.add(
              tx,
              connection,
              Action.DATA_KEY_REWRAPPED,
              Map.of("by", AT_START, "master", primary.hex(), "before", standing.master().hex()));
        });
  }

  private static Map<String, String> made(KeyId key, String by) {
    return Map.of("by", by, "key", key.hex());
  }

  public KeyReport report() {
    return database.transact(tx ->
        KeyReport.of(keys.master(), keys.all(tx), SealedColumns.counts(tx, Optional.empty())));
  }

  /** Empty if it has no data key. */
  Optional<KeyReport.Connection> report(ConnectionId connection) {
    return database.transact(tx -> report(tx, connection));
  }

  private Optional<KeyReport.Connection> report(Tx tx, ConnectionId connection) {
    return keys.find(tx, connection)
        .flatMap(standing ->
            KeyReport.of(
                    keys.master(),
                    List.of(standing),
                    SealedColumns.counts(tx, Optional.of(connection)))
                .of(connection));
  }

  /** The new key, or empty if a rotation goes on already, or there is no data key. */
  Optional<KeyId> rotate(ConnectionId connection, String by) {
    return database.transact(tx ->
        keys.lock(tx, connection)
            .filter(standing -> !standing.isRotating())
            .map(standing -> rotate(tx, standing, by)));
  }

  private KeyId rotate(Tx tx, Standing standing, String by) {
    ConnectionId connection = standing.connection();
    KeyId fresh = keys.stage(tx, connection);
    work.raise(tx, connection, Work.Kind.RESEAL, ALL_VALUES);
    audit.add(
        tx,
        connection,
        Action.KEY_ROTATION_STARTED,
        Map.of("by", by, "key", fresh.hex(), "before", standing.primary().hex()));
    return fresh;
  }

  /** All that have a data key and no rotation that goes on. */
  List<ConnectionId> rotateAll(String by) {
    return database.autocommit(keys::all).stream()
        .map(Standing::connection)
        .filter(connection -> rotate(connection, by).isPresent())
        .toList();
  }

  /** What came of removing a key. */
  sealed interface Removal {
    record Removed() implements Removal {}

    record Unknown() implements Removal {}

    record StillNeeded(String sentence) implements Removal {}
  }

  Removal remove(ConnectionId connection, KeyId id, String by) {
    return database.transact(tx ->
        keys.lock(tx, connection)
            .filter(standing -> standing.keys().contains(id))
            .map(standing -> remove(tx, standing, id, by))
            .orElseGet(Removal.Unknown::new));
  }

  private Removal remove(Tx tx, Standing standing, KeyId id, String by) {
    ConnectionId connection = standing.connection();
    List<Count> under =
        SealedColumns.counts(tx, Optional.of(connection)).stream()
            .filter(count -> count.key().equals(id))
            .toList();
    if (standing.primary().equals(id)) {
      return new Removal.StillNeeded(
          "It is the key that seals, and " + places(under) + ". Rotate first.");
    }
    if (standing.isRotating()) {
      return new Removal.StillNeeded(
          "The rotation is not done, and " + places(under) + ". Try again when it is.");
    }
    if (!under.isEmpty()) {
      return new Removal.StillNeeded("Still " + places(under) + ". Rotate once more.");
    }
    keys.remove(tx, connection, id);
    audit.add(tx, connection, Action.DATA_KEY_REMOVED, made(id, by));
    return new Removal.Removed();
  }

  private static String places(List<Count> counts) {
    long values = counts.stream().mapToLong(Count::values).sum();
    String where =
        counts.stream()
            .map(count -> count.values() + " in " + count.column())
            .collect(Collectors.joining(", "));
    return values + " values stand under it" + (where.isEmpty() ? "" : ": " + where);
  }

  /**
   * Why this master key has to stay.
   *
   * @return empty if nothing needs it, which is then on record
   */
  public Optional<String> dropMaster(KeyId id, String by) {
    KeyReport.Master master =
        report().masters().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    if (master.isNeeded()) {
      return Optional.of(
          "The master key "
              + id
              + (master.primary() ? " is the primary one" : " is still needed")
              + ": "
              + master.needs()
              + ". Start every node with another primary key first, and wait for the rotations.");
    }
    database.transactVoid(
        tx -> audit.add(tx, ConnectionId.GATEWAY, Action.MASTER_KEY_DROPPED, made(id, by)));
    return Optional.empty();
  }
}
