package com.mlconnector.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema up to date, as the owner of the tables. Blocking: runs before anything is
 * deployed.
 *
 * <p>The gateway itself works under another role, which owns nothing: so that it cannot change an
 * audit row even if it wanted to. That role is made here when it does not exist yet.
 */
public final class Migrations {
  // Role names reach DDL, where no parameter can stand.
  private static final Pattern ROLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  // duplicate_object; unique_violation where the other's row is not visible yet.
  private static final Set<String> TAKEN = Set.of("42710", "23505");

  private Migrations() {}

  /** How the owner reaches the database. */
  public record Owner(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
      return user + " at " + jdbcUrl;
    }
  }

  /** The database is not up to date; the message is the database's own. */
  public static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(Exception cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * @return the number of migrations applied
   * @throws Failed if the owner cannot connect, may not make the role, or a migration fails
   */
  public static int run(Owner owner, String gatewayRole, String gatewayPassword) {
    if (!ROLE.matcher(gatewayRole).matches()) {
      throw new IllegalArgumentException("Not a role name: " + gatewayRole);
    }
    try {
      ensureRole(owner, gatewayRole, gatewayPassword);
      return flyway(owner, gatewayRole).migrate().migrationsExecuted;
    } catch (SQLException | FlywayException e) {
      throw new Failed(e);
    }
  }

  /**
   * How many migrations a {@link #run} would apply; changes nothing.
   *
   * @throws Failed if the owner cannot connect
   */
  public static int pending(Owner owner) {
    try {
      return flyway(owner, "").info().pending().length;
    } catch (FlywayException e) {
      throw new Failed(e);
    }
  }

  private static Flyway flyway(Owner owner, String gatewayRole) {
    return Flyway.configure()
        .dataSource(owner.jdbcUrl, owner.user, owner.password)
        .placeholders(Map.of("gateway_role", gatewayRole))
        .validateMigrationNaming(true)
        .load();
  }

  private static void ensureRole(Owner owner, String role, String password) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection(owner.jdbcUrl, owner.user, owner.password)) {
      try (PreparedStatement find =
          connection.prepareStatement("select 1 from pg_roles where rolname = ?")) {
        find.setString(1, role);
        try (ResultSet found = find.executeQuery()) {
          if (found.next()) {
            return;
          }
        }
      }
      try (Statement create = connection.createStatement()) {
        create.execute(
            "create role " + role + " login password '" + password.replace("'", "''") + "'");
      } catch (SQLException refused) {
        // A node that starts at the same time was faster.
        if (!TAKEN.contains(String.valueOf(refused.getSQLState()))) {
          throw refused;
        }
      }
    }
  }
}
