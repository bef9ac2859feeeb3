package com.mlconnector;

import com.mlconnector.sandbox.tour.Printer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A Postgres for as long as the sandbox runs. */
final class SandboxPostgres {
  private SandboxPostgres() {}

  /**
   * @throws IllegalStateException with a sentence that says what to do
   */
  static EmbeddedPostgres start(Printer printer) {
    printer.event(Printer.Tone.PLAIN, "sandbox", "Postgres is unpacked and started", "");
    long begin = System.nanoTime();
    long pace = printer.progressMillis();
    try (ScheduledExecutorService signs = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          signs.scheduleAtFixedRate(
              () ->
                  printer.progress(
                      "              … " + (System.nanoTime() - begin) / 1_000_000_000 + " s"),
              pace,
              pace,
              TimeUnit.MILLISECONDS);
      try {
        EmbeddedPostgres postgres =
            EmbeddedPostgres.builder()
                // The library makes a fast server of it; ours keeps what it has acknowledged.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .setPGStartupWait(Duration.ofSeconds(60))
                // Ours stops it after the gateway, not at the same time.
                .setRegisterShutdownHook(false)
                .start();
        String took = (System.nanoTime() - begin) / 1_000_000 + " ms";
        printer.event(Printer.Tone.PLAIN, "sandbox", "Postgres is up", took);
        return postgres;
      } finally {
        signs.shutdownNow();
      }
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException("Postgres can't be started: " + advice(e), e);
    }
  }

  /** Both Vert.x and Postgres need it, and neither says so. */
  static void checkFolder() {
    try {
      Files.delete(Files.createTempFile("ml-connector", ""));
    } catch (IOException | SecurityException e) {
      throw new IllegalStateException("There is no room for temporary files: " + advice(e), e);
    }
  }

  private static String advice(Exception e) {
    return e
        + ". Postgres is unpacked and run below "
        + Path.of(System.getProperty("java.io.tmpdir"))
        + ", where writing and running programs must be allowed; name another folder with"
        + " ML_CONNECTOR_JAVA_OPTS=-Djava.io.tmpdir=/a/folder.";
  }
}
