package com.mlconnector.store;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An open transaction. No vendor call belongs inside one. */
public final class Tx {
  private final SqlClient client;

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

  private RowSet<Row> rows(String sql, Tuple values) {
    return Database.await(client.preparedQuery(sql).execute(values));
  }
}
