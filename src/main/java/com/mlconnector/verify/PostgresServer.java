package com.mlconnector.verify;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Postgres of our own that keeps what it has acknowledged, and may be stopped, killed and started
 * again with its data and its port.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SUPERUSER = "postgres";

  private final Path folder;
  private int port;
  private @Nullable EmbeddedPostgres running;

  private PostgresServer(Path folder) {
    this.folder = folder;
  }

  public static PostgresServer start() {
    try {
      PostgresServer server = new PostgresServer(Files.createTempDirectory("ml-connector-pg"));
      server.startAgain();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty database, owned by the superuser. */
  public PostgresPlace database(String name) {
    try (Connection connection = running().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new PostgresPlace("localhost", port, name, SUPERUSER, "", "ml_gateway", "gateway");
  }

  /** As {@code pg_ctl stop -m fast} does it. */
  public void stop() {
    EmbeddedPostgres server = running();
    running = null;
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL for the postmaster and everybody it has started: nothing is written any more. */
  public void killHard() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(postmaster()), postmaster().descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Waiting.until(
        PATIENCE, () -> "Postgres is dead", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    stop();
  }

  private ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip();
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void startAgain() {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            // The library turns all three off, for quick tests.
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "200")
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setPGStartupWait(PATIENCE);
    try {
      running = (port == 0 ? builder : builder.setPort(port)).start();
      port = running.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedPostgres running() {
    if (running == null) {
      throw new IllegalStateException("Postgres is stopped");
    }
    return running;
  }

  @Override
  public void close() {
    if (running != null) {
      stop();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
