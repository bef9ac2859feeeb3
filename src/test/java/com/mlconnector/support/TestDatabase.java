package com.mlconnector.support;

import com.mlconnector.store.Database;
import com.mlconnector.store.Migrations;
import com.mlconnector.verify.PostgresPlace;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A migrated, empty database of a test's own.
 *
 * <p>Where: by default on a Postgres started from the class path, one per JVM; with {@code
 * -Dtest.database=testcontainers} in a container; with {@code
 * -Dtest.database.url=postgresql://owner:password@host:port/database} on any server whose role may
 * make databases and roles. Each is a copy of one template, which takes milliseconds.
 */
public final class TestDatabase implements AutoCloseable {
  public static final String GATEWAY = "ml_gateway";
  private static final String GATEWAY_PASSWORD = "it's the gateway";

  /** Far from UTC, and half an hour off: whoever forgets a time zone is found out. */
  private static final String ODD_ZONE = "Australia/Lord_Howe";

  private static @Nullable TestServer server;
  private static @Nullable String template;

  private final TestServer on;
  private final String name;

  private TestDatabase(TestServer on, String name) {
    this.on = on;
    this.name = name;
  }

  /** A copy of the migrated template. */
  public static synchronized TestDatabase fresh() {
    TestServer on = server();
    return create(on, template(on));
  }

  /** Nothing in it yet, not even tables. */
  public static synchronized TestDatabase empty() {
    return create(server(), "template0");
  }

  private static TestServer server() {
    if (server == null) {
      server = TestServer.start();
    }
    return server;
  }

  private static String template(TestServer on) {
    if (template == null) {
      TestDatabase made = create(on, "template0");
      int _ = Migrations.run(made.owner(), GATEWAY, GATEWAY_PASSWORD);
      // A server that stays may know the role from an earlier run, with another password.
      made.sql("alter role " + GATEWAY + " login password '" + quoted(GATEWAY_PASSWORD) + "'");
      if (!on.passing()) {
        Runtime.getRuntime().addShutdownHook(new Thread(made::close));
      }
      template = made.name;
    }
    return template;
  }

  private static TestDatabase create(TestServer on, String from) {
    String name = "ml_" + UUID.randomUUID().toString().replace("-", "");
    execute(on, on.maintenance(), "create database " + name + " template " + from);
    execute(on, on.maintenance(), "alter database " + name + " set timezone = '" + ODD_ZONE + "'");
    return new TestDatabase(on, name);
  }

  /** The gateway's own role, which owns nothing. */
  public Database.Place gateway() {
    return new Database.Place(
        on.host(),
        on.port(),
        name,
        GATEWAY,
        GATEWAY_PASSWORD,
        "disable",
        8,
        2_000,
        Duration.ofSeconds(10));
  }

  /** For gateways that are processes of their own. */
  public PostgresPlace place() {
    return new PostgresPlace(
        on.host(), on.port(), name, on.user(), on.password(), GATEWAY, GATEWAY_PASSWORD);
  }

  /** Who owns the tables. */
  public Migrations.Owner owner() {
    return new Migrations.Owner(on.jdbcUrl(name), on.user(), on.password());
  }

  /** Plain SQL as the owner. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(on.jdbcUrl(name), on.user(), on.password());
  }

  /** One statement as the owner, to bring about what the gateway itself never would. */
  public void sql(String statement) {
    execute(on, name, statement);
  }

  /**
   * Nobody is let in any more first: what a gateway of the test still runs would be back between
   * the end of its connection and the drop. Postgres's own vacuuming can't be ended by a role like
   * ours: it is waited for.
   */
  @Override
  public void close() {
    execute(on, on.maintenance(), "alter database " + name + " with allow_connections false");
    Eventually.see("the database is dropped", this::drop, String::isEmpty);
  }

  /** What kept it from being dropped; empty if nothing did. */
  private String drop() {
    try {
      execute(on, on.maintenance(), "drop database if exists " + name + " with (force)");
      return "";
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void execute(TestServer on, String database, String sql) {
    try (Connection connection =
            DriverManager.getConnection(on.jdbcUrl(database), on.user(), on.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + ": " + e.getMessage(), e);
    }
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }
}
