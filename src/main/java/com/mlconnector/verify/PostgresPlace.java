package com.mlconnector.verify;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database for a gateway, and how its two roles get in.
 *
 * @param owner who owns the tables, or will
 * @param user whom the gateway works as
 */
public record PostgresPlace(
    String host,
    int port,
    String name,
    String owner,
    String ownerPassword,
    String user,
    String password) {

  /** As the owner of the tables. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host + ":" + port + "/" + name, owner, ownerPassword);
  }

  @Override
  public String toString() {
    return host + ":" + port + "/" + name;
  }
}
