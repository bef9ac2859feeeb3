package com.mlconnector.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The gateway's tables and Postgres's own counters, as the database's owner sees them. */
final class ShipmentTables implements AutoCloseable {

  /**
   * A point in time.
   *
   * @param statements of the gateway's role, without BEGIN, COMMIT and ROLLBACK
   * @param transactions that the gateway's role has begun by name
   * @param commits that have written something, of the whole server: it has given each a number
   */
  record Mark(long statements, long transactions, long commits) {
    Mark minus(Mark before) {
      return new Mark(
          statements - before.statements,
          transactions - before.transactions,
          commits - before.commits);
    }
  }

  private final Connection connection;

  ShipmentTables(EmbeddedPostgres postgres) throws SQLException {
    connection = postgres.getPostgresDatabase().getConnection();
    run("create extension if not exists pg_stat_statements");
  }

  Mark mark() throws SQLException {
    String ofGateway =
        """
        select coalesce(sum(calls) filter (where query !~* '^(begin|commit|rollback)'), 0)::bigint,
               coalesce(sum(calls) filter (where query ~* '^begin'), 0)::bigint,
               pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        from pg_stat_statements s join pg_roles r on r.oid = s.userid
        where r.rolname = 'ml_gateway'
        """;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ofGateway)) {
      row.next();
      return new Mark(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  /** The statements of the gateway's role, the most frequent first, for whoever wants fewer. */
  String frequent(long shipments) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select calls, left(regexp_replace(query, '\\s+', ' ', 'g'), 100)
                from pg_stat_statements s join pg_roles r on r.oid = s.userid
                where r.rolname = 'ml_gateway' order by calls desc limit 60
                """)) {
      while (row.next()) {
        text.append("%8.2f  %s%n".formatted(row.getLong(1) / (double) shipments, row.getString(2)));
      }
    }
    return text.toString();
  }

  void forget() throws SQLException {
    run("select pg_stat_statements_reset()");
  }

  long bought() throws SQLException {
    return number("select count(*) from shipment where state = 'bought'");
  }

  long notBought() throws SQLException {
    return number("select count(*) from shipment where state <> 'bought'");
  }

  /** Work that is due, or in hand. */
  long busy() throws SQLException {
    return number("select count(*) from work where due_at <= now() or lease_until is not null");
  }

  /** Shipments with an order like the last one, for invoices that the gateway has not read. */
  void queue(List<Long> invoices) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            with one as (select * from shipment where state = 'bought' limit 1),
            read as (
              insert into invoice
                (connection_id, invoice_id, number, client_id, version, verdict, reason)
              select one.connection_id, i, 'Q' || i, one.client_id, 'v', 'ships', ''
              from one, unnest(?) as i returning 1),
            queued as (
              insert into shipment
                (id, connection_id, invoice_id, invoice_number, client_id, state, ship_order,
                 sealed_ship_to, account_holder)
              select gen_random_uuid(), one.connection_id, i, 'Q' || i, one.client_id,
                     'address-to-check', one.ship_order, one.sealed_ship_to, one.account_holder
              from one, unnest(?) as i returning id, connection_id)
            insert into work (connection_id, kind, key)
            select connection_id, 'shipment', id::text from queued
            """)) {
      Array ids = connection.createArrayOf("bigint", invoices.toArray());
      insert.setArray(1, ids);
      insert.setArray(2, ids);
      insert.executeUpdate();
    }
    run("analyze work");
    run("analyze shipment");
  }

  void emptyQueue() throws SQLException {
    run("delete from work where kind = 'shipment' and lease_until is null");
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
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
