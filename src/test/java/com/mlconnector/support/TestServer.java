package com.mlconnector.support;

import java.net.URI;
import java.util.function.Supplier;

/**
 * A Postgres server and a role that may make databases and roles there.
 *
 * @param passing the server ends with this JVM, and with it all that was made there
 */
record TestServer(
    String host, int port, String maintenance, String user, String password, boolean passing) {

  /** Classes of the ways not taken are never loaded. */
  static TestServer start() {
    String url = System.getProperty("test.database.url", "");
    if (!url.isEmpty()) {
      return at(URI.create(url));
    }
    String way = System.getProperty("test.database", "embedded");
    Supplier<TestServer> server =
        switch (way) {
          case "embedded" -> EmbeddedServer::start;
          case "testcontainers" -> ContainerServer::start;
          default ->
              throw new IllegalArgumentException(
                  "-Dtest.database is embedded or testcontainers, not " + way);
        };
    return server.get();
  }

  private static TestServer at(URI url) {
    String[] login = url.getUserInfo().split(":", 2);
    return new TestServer(
        url.getHost(), url.getPort(), url.getPath().substring(1), login[0], login[1], false);
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }
}
