package com.mlconnector.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The journal as the database's owner sees it, read without any code of the gateway. */
final class JournalTable implements AutoCloseable {
  private static final Pattern NUMBER = Pattern.compile("(?:^|&)user_id=([0-9]+)(?:&|$)");

  /**
   * A point in time.
   *
   * @param lastRow id of the newest journal row
   * @param reasons sum of the reasons of all invoices' work rows
   * @param walBytes written since the database was made
   */
  record Mark(long lastRow, long auditRows, long reasons, long walBytes) {}

  private final Connection connection;

  /**
   * @throws IllegalStateException if this Postgres would acknowledge what a power cut undoes
   */
  JournalTable(EmbeddedPostgres postgres) throws SQLException {
    connection = postgres.getPostgresDatabase().getConnection();
    for (String name : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      if (!setting(name).equals("on")) {
        throw new IllegalStateException("Postgres runs with " + name + "=" + setting(name));
      }
    }
  }

  Mark mark() throws SQLException {
    return new Mark(
        number("select coalesce(max(id), 0) from delivery"),
        number("select count(*) from audit where action = 'delivery-received'"),
        number("select coalesce(sum(seq), 0) from work where kind = 'invoice'"),
        number("select pg_current_wal_lsn() - '0/0'::pg_lsn"));
  }

  /** Journal rows are never changed, so each still names the transaction that stored it. */
  long commitsSince(Mark mark) throws SQLException {
    return number("select count(distinct xmin::text) from delivery where id > " + mark.lastRow());
  }

  List<Ledger.Row> rowsSince(Mark mark) throws SQLException {
    List<Ledger.Row> rows = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("select object_id, body from delivery where id > ?")) {
      select.setLong(1, mark.lastRow());
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          String body = new String(found.getBytes(2), StandardCharsets.UTF_8);
          Matcher number = NUMBER.matcher(body);
          rows.add(
              new Ledger.Row(
                  number.find() ? Long.parseLong(number.group(1)) : -1,
                  Long.parseLong(found.getString(1))));
        }
      }
    }
    return rows;
  }

  String setting(String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("show " + name)) {
      found.next();
      return found.getString(1);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
