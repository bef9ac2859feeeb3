package com.mlconnector.keys;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.DataKeys.Standing;
import com.mlconnector.store.SealedColumns.Count;
import com.mlconnector.vault.KeyId;
import com.mlconnector.vault.MasterKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What needs which key.
 *
 * @param masters of the settings, and those that are needed and not there
 * @param connections that have a data key
 */
public record KeyReport(List<Master> masters, List<Connection> connections) {

  /**
   * @param dataKeys that it wraps
   * @param values that it sealed itself, in a version without data keys
   */
  public record Master(KeyId id, boolean given, boolean primary, long dataKeys, long values) {
    public boolean isNeeded() {
      return primary || dataKeys > 0 || values > 0;
    }

    /** What needs it, for a sentence. */
    public String needs() {
      return dataKeys + " data keys wrapped by it, " + values + " values sealed by it";
    }
  }

  /** What a key is there for. */
  public enum Use {
    PRIMARY,
    NEXT,
    OLD,
    MASTER,
    UNKNOWN;

    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A key, and how many values stand under it. */
  public record Key(KeyId id, Use use, long values) {}

  public record Connection(Standing standing, List<Key> keys) {
    public long values() {
      return keys.stream().mapToLong(Key::values).sum();
    }

    public long done() {
      return keys.stream()
          .filter(key -> key.id().equals(standing.newest()))
          .mapToLong(Key::values)
          .sum();
    }

    public long left() {
      return values() - done();
    }

    /** {@code staged} until every node has the new key, then {@code resealing}. */
    public String state() {
      if (standing.isRotating()) {
        return standing.staged() ? "staged" : "resealing";
      }
      return "done";
    }
  }

  static KeyReport of(MasterKeys given, List<Standing> standings, List<Count> counts) {
    return new KeyReport(
        masters(given, standings, counts),
        standings.stream().map(standing -> connection(given, standing, counts)).toList());
  }

  Optional<Connection> of(ConnectionId connection) {
    return connections.stream()
        .filter(one -> one.standing.connection().equals(connection))
        .findFirst();
  }

  private static List<Master> masters(
      MasterKeys given, List<Standing> standings, List<Count> counts) {
    Map<KeyId, Long> wrapping =
        standings.stream().collect(Collectors.groupingBy(Standing::master, Collectors.counting()));
    return Stream.concat(given.ids().stream(), wrapping.keySet().stream())
        .distinct()
        .map(id ->
            new Master(
                id,
                given.ids().contains(id),
                id.equals(given.primary()),
                wrapping.getOrDefault(id, 0L),
                values(counts.stream(), id)))
        .toList();
  }

  private static Connection connection(MasterKeys given, Standing standing, List<Count> counts) {
    List<Count> own =
        counts.stream().filter(count -> count.connection().equals(standing.connection())).toList();
    List<KeyId> ids = new ArrayList<>(standing.keys());
    own.stream()
        .map(count -> count.key().hex())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .map(KeyId::new)
        .filter(id -> !ids.contains(id))
        .forEach(ids::add);
    return new Connection(
        standing,
        ids.stream()
            .map(id -> new Key(id, use(given, standing, id), values(own.stream(), id)))
            .toList());
  }

  private static Use use(MasterKeys given, Standing standing, KeyId id) {
    if (id.equals(standing.primary())) {
      return Use.PRIMARY;
    }
    if (id.equals(standing.newest())) {
      return Use.NEXT;
    }
    if (standing.keys().contains(id)) {
      return Use.OLD;
    }
    return given.ids().contains(id) ? Use.MASTER : Use.UNKNOWN;
  }

  private static long values(Stream<Count> counts, KeyId id) {
    return counts.filter(count -> count.key().equals(id)).mapToLong(Count::values).sum();
  }
}
