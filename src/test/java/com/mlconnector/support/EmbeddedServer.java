package com.mlconnector.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Postgres binaries from the class path; the library stops the server when the JVM ends. */
final class EmbeddedServer {
  private static final String OWNER = "ml_owner";

  private EmbeddedServer() {}

  static TestServer start() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.start();
      try (Connection superuser = server.getPostgresDatabase().getConnection();
          Statement statement = superuser.createStatement()) {
        // What an operator would give the owner of the tables, and no more.
        statement.execute("create role " + OWNER + " login createdb createrole password 'owner'");
      }
      return new TestServer("localhost", server.getPort(), "postgres", OWNER, "owner", true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
