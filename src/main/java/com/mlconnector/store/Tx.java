package com.mlconnector.store;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An open transaction. No vendor call belongs inside one.
 *
 * <p>Changes whose answer nobody needs before the commit are put off, and sent together as one
 * statement: at the end, or before the next statement that is waited for.
 */
public final class Tx {
  /** What the function {@code touched_one} fails with. */
  private static final String NOT_ONE_ROW = "ML001";

  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

  private final Supplier<SqlClient> client;
  private final Map<String, Supplier<RuntimeException>> otherwise = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final Map<AtEnd<?>, List<Object>> atEnd = new LinkedHashMap<>();

  /**
   * Rows for the end of the transaction.
   *
   * @param sql what takes them all at once, as a part of a WITH: {@code trail as (insert …)}
   * @param values the rows as one tuple of arrays
   */
  public record AtEnd<T>(String sql, Function<List<T>, Tuple> values) {
    @SuppressWarnings("unchecked") // only rows of this very statement are kept for it
    private Change change(List<?> rows) {
      return new Change(sql, values.apply((List<T>) rows), Optional.empty());
    }
  }

  /**
   * What must be so, or the transaction fails.
   *
   * @param parts of the WITH, which touch one row between them
   */
  record OneRow(List<String> parts, Supplier<RuntimeException> otherwise) {
    static OneRow in(String part, Supplier<RuntimeException> otherwise) {
      return new OneRow(List.of(part), otherwise);
    }

    private String sql() {
      return "touched_one('%s', %s)"
          .formatted(
              parts.getFirst(),
              parts.stream()
                  .map("(select count(*) from %s)"::formatted)
                  .collect(Collectors.joining(" + ")));
    }
  }

  private record Change(String sql, Tuple values, Optional<OneRow> must) {}

  Tx(Supplier<SqlClient> client) {
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

  /**
   * Puts off a change. What is sent together is carried out on one view of the data: no two of
   * these may touch the same row.
   *
   * @param sql one or several parts of a WITH: {@code written as (insert …)}
   */
  void change(String sql, Tuple values) {
    put(new Change(sql, values, Optional.empty()));
  }

  void change(String sql, Tuple values, OneRow must) {
    put(new Change(sql, values, Optional.of(must)));
  }

  private void put(Change change) {
    // A part of a WITH has a name, which can be given once.
    if (changes.stream().anyMatch(other -> other.sql.equals(change.sql))) {
      await(send(client.get()));
    }
    changes.add(change);
  }

  /** Without a transaction there is no end that would send it. */
  void nothingPutOff() {
    if (!changes.isEmpty() || !atEnd.isEmpty()) {
      throw new IllegalStateException("Put off to the end of a transaction that there is not");
    }
  }

  /** Sends what was put off to the end; the commit follows. */
  Future<?> end(SqlClient last) {
    atEnd.forEach((statement, rows) -> changes.add(statement.change(rows)));
    return send(last);
  }

  private RowSet<Row> rows(String sql, Tuple values) {
    SqlClient begun = client.get();
    Future<?> before = send(begun);
    Future<RowSet<Row>> answer = begun.preparedQuery(sql).execute(values);
    await(before);
    return await(answer);
  }

  /** Waits for the answer to a statement of this transaction, or fails as a change of it says. */
  <T> T await(Future<T> answer) {
    try {
      return Database.await(answer);
    } catch (Exception e) {
      if (e instanceof PgException refused && NOT_ONE_ROW.equals(refused.getSqlState())) {
        throw Objects.requireNonNull(otherwise.get(refused.getDetail())).get();
      }
      throw e;
    }
  }

  /** All that was put off, as one statement. */
  private Future<?> send(SqlClient to) {
    if (changes.isEmpty()) {
      return Future.succeededFuture();
    }
    Tuple values = Tuple.tuple();
    List<String> parts = new ArrayList<>();
    List<String> musts = new ArrayList<>();
    for (Change change : changes) {
      parts.add(counted(change.sql, values.size()));
      for (int i = 0; i < change.values.size(); i++) {
        values.addValue(change.values.getValue(i));
      }
      change.must.ifPresent(must -> {
        otherwise.put(must.parts.getFirst(), must.otherwise);
        musts.add(must.sql());
      });
    }
    changes.clear();
    String answer = musts.isEmpty() ? "true" : String.join(", ", musts);
    return to.preparedQuery("with " + String.join(",\n", parts) + "\nselect " + answer)
        .execute(values);
  }

  /** With its parameters counted from where those of its neighbours end. */
  private static String counted(String sql, int before) {
    return PARAMETER
        .matcher(sql)
        .replaceAll(number -> "\\$" + (Integer.parseInt(number.group(1)) + before));
  }
}
