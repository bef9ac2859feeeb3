package com.mlconnector.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An open transaction. No vendor call belongs inside one. */
public final class Tx {
  private final SqlClient client;

  private final Map<AtEnd<?>, List<Object>> atEnd = new LinkedHashMap<>();

  /**
   * A statement that takes many rows at once, and that nobody waits for before the commit.
   *
   * @param values the rows as one tuple of arrays
   */
  public record AtEnd<T>(String sql, Function<List<T>, Tuple> values) {
    @SuppressWarnings("unchecked") // only rows of this very statement are kept for it
    private Tuple tuple(List<?> rows) {
      return values.apply((List<T>) rows);
    }
  }

  Tx(SqlClient client) {
    this.client = client;
  }

  /** Runs a statement; the number of rows it touched. */
  public int run(String sql, Tuple values) {
    return rows(sql, values).rowCount();
  }

  public <T> Optional<T> one(String sql, Tuple values, Function<Row, T> read) {
    for (Row row : rows(sql, values)) {
      return Optional.of(read.apply(row));
    }
    return Optional.empty();
  }

  public <T> List<T> all(String sql, Tuple values, Function<Row, T> read) {
    List<T> found = new ArrayList<>();
    for (Row row : rows(sql, values)) {
      found.add(read.apply(row));
    }
    return found;
  }

  /** Rows for one statement at the end of the transaction, in the order of their coming. */
  public <T> void atEnd(AtEnd<T> statement, T row) {
    atEnd.computeIfAbsent(statement, first -> new ArrayList<>()).add(row);
  }

  /** Without a transaction there is no end that would send it. */
  void nothingPutOff() {
    if (!atEnd.isEmpty()) {
      throw new IllegalStateException("Put off to the end of a transaction that there is not");
    }
  }

  /** Sends what was put off to the end; the commit follows. */
  Future<?> end() {
    return Future.join(
        atEnd.entrySet().stream()
            .map(put -> client.preparedQuery(put.getKey().sql()).execute(tuple(put)))
            .toList());
  }

  private static Tuple tuple(Map.Entry<AtEnd<?>, List<Object>> put) {
    return put.getKey().tuple(put.getValue());
  }

  private RowSet<Row> rows(String sql, Tuple values) {
    return Database.await(client.preparedQuery(sql).execute(values));
  }
}
