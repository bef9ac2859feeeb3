package com.mlconnector;

import com.mlconnector.config.ConfigDecision;
import com.mlconnector.config.ConfigResult;
import com.mlconnector.config.GatewayConfig;
import com.mlconnector.sandbox.Fault;
import com.mlconnector.sandbox.freshbooks.FreshBooksSandbox;
import com.mlconnector.sandbox.tour.Printer;
import com.mlconnector.sandbox.tour.Tour;
import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.vault.Vault;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Everything on one machine, without any account: Postgres, both vendors' stand-ins, the gateway,
 * and a tour.
 */
@Command(
    name = "sandbox",
    description = {
      "Starts a Postgres, stand-ins for FreshBooks and UPS, and the gateway; shows a tour.",
      "Keeps running afterwards, so that you can issue invoices yourself."
    },
    mixinStandardHelpOptions = true)
final class SandboxCommand implements Callable<Integer> {
  private static final String HOST = "127.0.0.1";

  @Option(names = "--once", description = "End after the tour; exit 0 only if all went well.")
  private boolean once;

  @Option(names = "--vendors-only", description = "Start the stand-ins and nothing else.")
  private boolean vendorsOnly;

  @Option(names = "--port", description = "The gateway's public port (${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(names = "--management-port", description = "Its management port (${DEFAULT-VALUE}).")
  private int managementPort = 8081;

  @Option(names = "--freshbooks-port", description = "FreshBooks stand-in (${DEFAULT-VALUE}).")
  private int freshBooksPort = 8090;

  @Option(names = "--ups-port", description = "UPS stand-in (${DEFAULT-VALUE}).")
  private int upsPort = 8091;

  @Option(names = "--labels", description = "Where labels are saved (${DEFAULT-VALUE}).")
  private Path labels = Path.of("labels");

  @Option(
      names = "--ups-fault",
      description = "A fault for the UPS stand-in before the tour, as JSON; may be repeated.")
  private List<String> upsFaults = List.of();

  @Option(
      names = "--freshbooks-fault",
      description = "A fault for the FreshBooks stand-in before the tour, as JSON.")
  private List<String> freshBooksFaults = List.of();

  private final Printer printer = new Printer(System.out, isTerminal(), InstantSource.system());

  /** What was started, newest first; closed in this order. */
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  @Override
  public Integer call() throws InterruptedException {
    // The tour tells the story; the log only what goes wrong.
    System.setProperty("log.level", "warn");
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAll, "shutdown"));
    try {
      return run();
    } catch (IllegalStateException | IllegalArgumentException e) {
      printer.line(Printer.Tone.BAD, "The sandbox does not start: " + e.getMessage());
      return 1;
    } finally {
      stopAll();
    }
  }

  private int run() throws InterruptedException {
    Vertx vertx = Vertx.vertx();
    started.push(() -> vertx.close().await(5, TimeUnit.SECONDS));
    FreshBooksSandbox freshBooks = freshBooks(vertx);
    UpsSandbox ups = ups(vertx);
    if (vendorsOnly) {
      printer.line("FreshBooks stand-in  " + freshBooks.baseUrl());
      printer.line(
          "  app                " + freshBooks.clientId() + " / " + freshBooks.clientSecret());
      printer.line("UPS stand-in         " + ups.baseUrl());
      printer.line(
          "  app                " + UpsSandbox.CLIENT_ID + " / " + UpsSandbox.CLIENT_SECRET);
      printer.line("  account            " + UpsSandbox.ACCOUNT);
      printer.line("Ctrl-C ends it.");
      new CountDownLatch(1).await();
    }
    EmbeddedPostgres postgres = postgres();
    GatewayConfig config = config(postgres.getPort(), freshBooks.baseUrl(), ups.baseUrl());
    gateway(config);
    Tour tour = new Tour(places(freshBooks, ups), printer);
    boolean good = tour.walk();
    tour.tellWhatNext();
    printer.line(
        "  Look into the database:\n    psql -h %s -p %d -U postgres postgres"
            .formatted(HOST, postgres.getPort()));
    printer.line("");
    printer.line(
        good ? Printer.Tone.GOOD : Printer.Tone.BAD,
        good ? "Every step came out as it should." : "A step did not come out as it should.");
    if (!once) {
      printer.line("The sandbox keeps running; Ctrl-C ends it.");
      new CountDownLatch(1).await();
    }
    return good ? 0 : 1;
  }

  private FreshBooksSandbox freshBooks(Vertx vertx) {
    FreshBooksSandbox freshBooks =
        FreshBooksSandbox.create(vertx, InstantSource.system())
            .with(new JsonObject().put("webhookDelayMillis", 150));
    freshBooksFaults.forEach(fault -> freshBooks.addFault(fault(fault)));
    await("FreshBooks stand-in", freshBooksPort, freshBooks.listen(HOST, freshBooksPort));
    started.push(() -> freshBooks.close().await(5, TimeUnit.SECONDS));
    return freshBooks;
  }

  private UpsSandbox ups(Vertx vertx) {
    UpsSandbox ups = UpsSandbox.create(vertx, InstantSource.system());
    upsFaults.forEach(fault -> ups.addFault(fault(fault)));
    await("UPS stand-in", upsPort, ups.listen(HOST, upsPort));
    started.push(() -> ups.close().await(5, TimeUnit.SECONDS));
    return ups;
  }

  private static boolean isTerminal() {
    // Null without a terminal on some JDKs, a console that is none on others.
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  private static Fault fault(String json) {
    try {
      return Fault.of(new JsonObject(json));
    } catch (DecodeException e) {
      throw new IllegalArgumentException("A fault must be a JSON object, not " + json, e);
    }
  }

  private void await(String what, int atPort, io.vertx.core.Future<?> listening) {
    try {
      var _ = listening.await(10, TimeUnit.SECONDS);
    } catch (RuntimeException | TimeoutException e) {
      throw new IllegalStateException(
          "the " + what + " can't listen on port " + atPort + ": " + e.getMessage(), e);
    }
    printer.event(Printer.Tone.PLAIN, "sandbox", what + " listens", HOST + ":" + atPort);
  }

  private EmbeddedPostgres postgres() {
    printer.event(
        Printer.Tone.PLAIN, "sandbox", "Postgres is unpacked and started", "a few seconds");
    long begin = System.nanoTime();
    try (ScheduledExecutorService signs = Executors.newSingleThreadScheduledExecutor()) {
      var _ = signs.scheduleAtFixedRate(printer::dot, 300, 300, TimeUnit.MILLISECONDS);
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("synchronous_commit", "on")
              .setPGStartupWait(Duration.ofSeconds(60))
              .start();
      started.push(postgres);
      signs.shutdownNow();
      printer.event(
          Printer.Tone.PLAIN,
          "sandbox",
          "Postgres is up",
          (System.nanoTime() - begin) / 1_000_000 + " ms");
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GatewayConfig config(int databasePort, String freshBooksUrl, String upsUrl) {
    JsonObject file =
        new JsonObject()
            .put(
                "http",
                new JsonObject()
                    .put("host", HOST)
                    .put("port", port)
                    .put("public-url", "http://" + HOST + ":" + port))
            .put("management", new JsonObject().put("host", HOST).put("port", managementPort))
            .put(
                "database",
                new JsonObject()
                    .put("host", HOST)
                    .put("port", databasePort)
                    .put("name", "postgres")
                    .put("ssl", "disable")
                    .put("owner-user", "postgres")
                    .put("password", "sandbox"))
            .put("vault", new JsonObject().put("master-key", Vault.newMasterKey()))
            .put(
                "freshbooks",
                new JsonObject()
                    .put("api-url", freshBooksUrl)
                    .put("authorize-url", freshBooksUrl + "/oauth/authorize/"))
            .put("ups", new JsonObject().put("url", upsUrl))
            .put("poller", new JsonObject().put("write-interval", "0s"));
    return switch (ConfigDecision.decide(file, "the sandbox", Map.of(), path -> "")) {
      case ConfigResult.Accepted(GatewayConfig config) -> config;
      case ConfigResult.Refused refused -> throw new IllegalStateException(refused.report());
    };
  }

  private void gateway(GatewayConfig config) {
    long begin = System.nanoTime();
    switch (Schema.migrate(config.database())) {
      case Schema.Result.Failed(String sentence) -> throw new IllegalStateException(sentence);
      case Schema.Result.Migrated(int applied) -> {}
    }
    started.push(Gateway.start(config, InstantSource.system()));
    printer.event(
        Printer.Tone.PLAIN,
        "sandbox",
        "the gateway is ready",
        (System.nanoTime() - begin) / 1_000_000 + " ms");
  }

  private Tour.Places places(FreshBooksSandbox freshBooks, UpsSandbox ups) {
    return new Tour.Places(
        "http://" + HOST + ":" + port,
        "http://" + HOST + ":" + managementPort,
        freshBooks.baseUrl(),
        freshBooks.clientId(),
        freshBooks.clientSecret(),
        ups.baseUrl(),
        UpsSandbox.CLIENT_ID,
        UpsSandbox.CLIENT_SECRET,
        UpsSandbox.ACCOUNT,
        UpsSandbox.PAYING_ACCOUNTS.getFirst(),
        labels.toAbsolutePath());
  }

  private synchronized void stopAll() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        printer.line(Printer.Tone.DIM, "A part did not stop cleanly: " + e.getMessage());
      }
    }
  }
}
