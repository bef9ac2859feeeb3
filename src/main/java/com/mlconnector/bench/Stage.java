package com.mlconnector.bench;

import com.mlconnector.process.FreePorts;
import com.mlconnector.process.JavaProcess;
import com.mlconnector.sandbox.freshbooks.FreshBooksSandbox;
import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.vault.Vault;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * What a gateway needs around it: a Postgres that syncs, both vendors' stand-ins, configuration
 * files, free ports. Starts gateways as processes.
 */
final class Stage implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** For the management API. */
  static final String TOKEN = "the token of the bench";

  /** A process that answers, and how long that took from its start. */
  record Started(JavaProcess process, long millis) {}

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Path folder = Files.createTempDirectory("ml-connector-bench");
  private final String masterKey = Vault.newMasterKey();
  private final Web web = new Web();
  private final EmbeddedPostgres postgres;
  private final FreshBooksSandbox freshBooks;
  private final UpsSandbox ups;
  private final int port = FreePorts.one();
  private final int managementPort = FreePorts.one();
  private final int answeringPort = FreePorts.one();

  private Stage() throws IOException, TimeoutException {
    open.push(web);
    try {
      Vertx vertx = Vertx.vertx();
      open.push(() -> vertx.close().await(5, TimeUnit.SECONDS));
      freshBooks =
          FreshBooksSandbox.create(vertx, InstantSource.system())
              .with(new JsonObject().put("webhookDelayMillis", 0))
              .listen(HOST, 0)
              .await(10, TimeUnit.SECONDS);
      ups = UpsSandbox.create(vertx, InstantSource.system());
      ups.listen(HOST, 0).await(10, TimeUnit.SECONDS);
      postgres =
          EmbeddedPostgres.builder()
              // The library turns all three off, for quick tests; a server in earnest has them on.
              .setServerConfig("fsync", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("shared_preload_libraries", "pg_stat_statements")
              .setPGStartupWait(PATIENCE)
              .start();
      open.push(postgres);
    } catch (IOException | TimeoutException | RuntimeException e) {
      close();
      throw e;
    }
  }

  static Stage open() throws IOException, TimeoutException {
    return new Stage();
  }

  /** A gateway as {@code ml-connector run} starts it, all its workers on. */
  Started gateway() throws IOException, InterruptedException {
    return gateway("gateway", new JsonObject());
  }

  /**
   * The same, but with nobody to do the work that deliveries raise: the ingress is to be measured,
   * and not how many invoices a stand-in can answer.
   */
  Started ingressOnly() throws IOException, InterruptedException {
    return gateway(
        "ingress-only",
        new JsonObject()
            .put("bus", new JsonObject().put("hints", false))
            .put(
                "poller",
                new JsonObject()
                    .put("claim-interval", "1h")
                    .put("sweep-interval", "1d")
                    .put("sweep-overlap", "1d")));
  }

  /** Nothing slows it down on purpose, and nothing looks for what webhooks have missed. */
  Started shippingAtFullSpeed() throws IOException, InterruptedException {
    return gateway(
        "shipping",
        new JsonObject()
            .put("poller", new JsonObject().put("sweep-interval", "1d").put("write-interval", "0s"))
            .put("shipping", new JsonObject().put("purchases-per-hour", 1_000_000)));
  }

  private Started gateway(String name, JsonObject changes)
      throws IOException, InterruptedException {
    Path file = configuration(name, port, changes);
    long begin = System.nanoTime();
    JavaProcess process =
        JavaProcess.logged(
            log(name), List.of(), "com.mlconnector.Main", "run", "--config", file.toString());
    return started(process, management() + "/health/ready", 200, begin);
  }

  /** The door without a journal behind it. */
  Started answering() throws IOException, InterruptedException {
    Path file = configuration("answering", answeringPort, new JsonObject());
    long begin = System.nanoTime();
    JavaProcess process =
        JavaProcess.logged(
            log("answering"), List.of(), AnsweringMain.class.getName(), file.toString());
    return started(process, "http://" + HOST + ":" + answeringPort + "/", 404, begin);
  }

  private Started started(JavaProcess process, String url, int status, long begin)
      throws InterruptedException {
    open.push(process);
    while (!web.answers(url, status)) {
      if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("Nothing answers at " + url + ":\n" + process.lastWords());
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return new Started(process, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
  }

  void stop(Started started) {
    open.remove(started.process());
    started.process().close();
  }

  private Path configuration(String name, int publicPort, JsonObject changes) throws IOException {
    JsonObject keys =
        new JsonObject()
            .put(
                "http",
                new JsonObject()
                    .put("host", HOST)
                    .put("port", publicPort)
                    .put("public-url", "http://" + HOST + ":" + publicPort))
            .put(
                "management",
                new JsonObject().put("host", HOST).put("port", managementPort).put("token", TOKEN))
            .put(
                "database",
                new JsonObject()
                    .put("host", HOST)
                    .put("port", postgres.getPort())
                    .put("name", "postgres")
                    .put("ssl", "disable")
                    .put("owner-user", "postgres")
                    .put("password", "bench"))
            .put("vault", new JsonObject().put("master-key", masterKey))
            .put(
                "freshbooks",
                new JsonObject()
                    .put("api-url", freshBooks.baseUrl())
                    .put("authorize-url", freshBooks.baseUrl() + "/oauth/authorize/"))
            .put("ups", new JsonObject().put("url", ups.baseUrl()))
            .put("log", new JsonObject().put("level", "warn"));
    // JSON is YAML.
    return Files.writeString(
        folder.resolve(name + ".yaml"), keys.mergeIn(changes, true).encodePrettily());
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  Path folder() {
    return folder;
  }

  Web web() {
    return web;
  }

  EmbeddedPostgres postgres() {
    return postgres;
  }

  FreshBooksSandbox freshBooks() {
    return freshBooks;
  }

  UpsSandbox ups() {
    return ups;
  }

  String management() {
    return "http://" + HOST + ":" + managementPort;
  }

  int port() {
    return port;
  }

  int answeringPort() {
    return answeringPort;
  }

  /** Everything it started, newest first. Logs and ledgers stay in the temporary folder. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        System.err.println("A part of the bench did not stop cleanly: " + e.getMessage());
      }
    }
  }
}
