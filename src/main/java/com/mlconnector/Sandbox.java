package com.mlconnector;

import com.mlconnector.config.ConfigDecision;
import com.mlconnector.config.ConfigResult;
import com.mlconnector.config.GatewayConfig;
import com.mlconnector.sandbox.Fault;
import com.mlconnector.sandbox.freshbooks.FreshBooksSandbox;
import com.mlconnector.sandbox.tour.Places;
import com.mlconnector.sandbox.tour.Printer;
import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.vault.Vault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Both vendors' stand-ins on this machine, and a gateway between them. */
final class Sandbox {
  private static final String HOST = SandboxPorts.HOST;

  /** Always the same, so that scripts can be pasted; nothing here is worth a secret. */
  private static final String TOKEN = "sandbox-token-for-everything";

  private final Parts parts;
  private final Printer printer;
  private final SandboxPorts.Chosen ports;
  private final FreshBooksSandbox freshBooks;
  private final UpsSandbox ups;

  /**
   * Starts the stand-ins.
   *
   * @param parts where everything is put that was started
   */
  Sandbox(
      Parts parts,
      Printer printer,
      SandboxPorts.Chosen ports,
      List<Fault> freshBooksFaults,
      List<Fault> upsFaults)
      throws Exception {
    this.parts = parts;
    this.printer = printer;
    this.ports = ports;
    Vertx vertx =
        parts.start(Vertx::vertx, started -> () -> started.close().await(5, TimeUnit.SECONDS));
    this.freshBooks =
        FreshBooksSandbox.create(vertx, InstantSource.system())
            .with(new JsonObject().put("webhookDelayMillis", 150));
    freshBooksFaults.forEach(freshBooks::addFault);
    this.ups = UpsSandbox.create(vertx, InstantSource.system());
    upsFaults.forEach(ups::addFault);
    listen(
        "FreshBooks stand-in",
        () -> freshBooks.listen(HOST, ports.freshBooks()),
        freshBooks::close);
    listen("UPS stand-in", () -> ups.listen(HOST, ports.ups()), ups::close);
  }

  FreshBooksSandbox freshBooks() {
    return freshBooks;
  }

  UpsSandbox ups() {
    return ups;
  }

  /** A started gateway with a Postgres, and where everything is then. */
  record Started(Gateway gateway, Places places) {}

  /**
   * @param labels where the tour saves labels
   */
  Started startGateway(Path labels) throws Exception {
    EmbeddedPostgres postgres =
        parts.start(() -> SandboxPostgres.start(printer), started -> started);
    GatewayConfig config = config(postgres.getPort());
    long begin = System.nanoTime();
    switch (Schema.migrate(config.database())) {
      case Schema.Result.Failed(String sentence) -> throw new IllegalStateException(sentence);
      case Schema.Result.Migrated(int applied) -> {}
    }
    Gateway gateway =
        parts.start(() -> Gateway.start(config, InstantSource.system()), started -> started);
    String took = (System.nanoTime() - begin) / 1_000_000 + " ms";
    printer.event(Printer.Tone.PLAIN, "sandbox", "the gateway is ready", took);
    return new Started(gateway, places(postgres.getPort(), labels));
  }

  private void listen(String what, Supplier<Future<?>> listen, Supplier<Future<?>> close)
      throws Exception {
    parts.start(
        () -> listen.get().await(10, TimeUnit.SECONDS),
        started -> () -> close.get().await(5, TimeUnit.SECONDS));
    printer.event(Printer.Tone.PLAIN, "sandbox", what + " listens", "");
  }

  private GatewayConfig config(int databasePort) {
    String freshBooksUrl = freshBooks.baseUrl();
    JsonObject file =
        new JsonObject()
            .put(
                "http",
                new JsonObject()
                    .put("host", HOST)
                    .put("port", ports.gateway())
                    .put("public-url", url(ports.gateway())))
            .put(
                "management",
                new JsonObject()
                    .put("host", HOST)
                    .put("port", ports.management())
                    .put("token", TOKEN))
            .put(
                "database",
                new JsonObject()
                    .put("host", HOST)
                    .put("port", databasePort)
                    .put("name", "postgres")
                    .put("ssl", "disable")
                    // A laptop that is busy with its first start is no reason to give up.
                    .put("connect-timeout", "30s")
                    .put("owner-user", "postgres")
                    .put("password", "sandbox"))
            .put("vault", new JsonObject().put("master-key", Vault.newMasterKey()))
            .put(
                "freshbooks",
                new JsonObject()
                    .put("api-url", freshBooksUrl)
                    .put("authorize-url", freshBooksUrl + "/oauth/authorize/"))
            .put("ups", new JsonObject().put("url", ups.baseUrl()))
            .put("poller", new JsonObject().put("write-interval", "0s"));
    return switch (ConfigDecision.decide(file, "the sandbox", Map.of(), path -> "")) {
      case ConfigResult.Accepted(GatewayConfig config) -> config;
      case ConfigResult.Refused refused -> throw new IllegalStateException(refused.report());
    };
  }

  private Places places(int databasePort, Path labels) {
    return new Places(
        url(ports.gateway()),
        url(ports.management()),
        TOKEN,
        freshBooks.baseUrl(),
        freshBooks.clientId(),
        freshBooks.clientSecret(),
        ups.baseUrl(),
        UpsSandbox.CLIENT_ID,
        UpsSandbox.CLIENT_SECRET,
        UpsSandbox.ACCOUNT,
        UpsSandbox.PAYING_ACCOUNTS.getFirst(),
        "psql -h %s -p %d -U postgres postgres".formatted(HOST, databasePort),
        labels.toAbsolutePath());
  }

  private static String url(int port) {
    return "http://" + HOST + ":" + port;
  }
}
