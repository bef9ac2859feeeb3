package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Vendor;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a check asks the database of itself, and of how much is spent. Reads only. */
public final class DatabaseFacts {
  private final Database database;

  public DatabaseFacts(Database database) {
    this.database = database;
  }

  /**
   * @param number as Postgres counts: 140005 is 14.5
   * @param migrated whether the gateway's tables are there at all
   */
  public record Server(String version, int number, String role, boolean migrated) {}

  /**
   * Of the role that the gateway works with.
   *
   * @param mayRewrite it could change or remove rows of the audit trail, or owns it
   * @param mayWork it may do what the gateway does all day
   */
  public record Rights(String role, boolean mayRewrite, boolean mayWork) {}

  /**
   * Token requests within the last 24 hours.
   *
   * @param until the oldest of them no longer counts; empty where there is none
   */
  public record Spent(long requests, Optional<Instant> until) {}

  public Server server() {
    return database.autocommit(tx ->
        tx.one(
                """
                select current_setting('server_version') as version,
                       current_setting('server_version_num')::int as number,
                       current_user::text as role, to_regclass('audit') is not null as migrated
                """,
                Tuple.tuple(),
                row ->
                    new Server(
                        row.getString("version"),
                        row.getInteger("number"),
                        row.getString("role"),
                        row.getBoolean("migrated")))
            .orElseThrow());
  }

  public Rights rights() {
    return database.autocommit(tx ->
        tx.one(
                """
                select current_user::text as role,
                       r.rolsuper or pg_has_role(current_user, c.relowner, 'member')
                         or has_table_privilege('audit', 'update')
                         or has_table_privilege('audit', 'delete')
                         or has_table_privilege('audit', 'truncate') as may_rewrite,
                       has_table_privilege('audit', 'select') and has_table_privilege('audit', 'insert')
                         and has_table_privilege('shipment', 'update')
                         and has_table_privilege('work', 'delete') as may_work
                from pg_class c, pg_roles r
                where c.oid = to_regclass('audit') and r.rolname = current_user
                """,
                Tuple.tuple(),
                row ->
                    new Rights(
                        row.getString("role"),
                        row.getBoolean("may_rewrite"),
                        row.getBoolean("may_work")))
            .orElseThrow());
  }

  public Instant now() {
    return database.autocommit(tx ->
        tx.one(
                "select clock_timestamp() as now",
                Tuple.tuple(),
                row -> row.getOffsetDateTime("now").toInstant())
            .orElseThrow());
  }

  public Spent spent(ConnectionId connection, Vendor vendor) {
    return database.autocommit(tx ->
        tx.one(
                """
                select count(*) as requests, min(at) as oldest from token_request
                where connection_id = $1 and vendor = $2 and at > now() - interval '24 hours'
                """,
                Tuple.of(connection.value(), vendor.key()),
                row ->
                    new Spent(
                        row.getLong("requests"),
                        Optional.ofNullable(row.getOffsetDateTime("oldest"))
                            .map(oldest -> oldest.toInstant().plus(Duration.ofDays(1)))))
            .orElseThrow());
  }
}
