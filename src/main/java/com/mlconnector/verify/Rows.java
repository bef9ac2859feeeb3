package com.mlconnector.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A gateway's database as the owner of its tables sees it, read past the wire. */
public final class Rows {
  private final PostgresPlace database;

  Rows(PostgresPlace database) {
    this.database = database;
  }

  /** One number. */
  public long number(String query) {
    return Long.parseLong(texts(query).getFirst());
  }

  /** The first column. */
  public List<String> texts(String query) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(String.valueOf(rows.getString(1)));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** Each text in the first column, and how often it is there. */
  Map<String, Long> counts(String query) {
    return texts(query).stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }
}
