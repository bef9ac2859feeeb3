package com.mlconnector.verify;

import com.mlconnector.sandbox.freshbooks.FreshBooksSandbox;
import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.vault.Vault;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where gateways are tormented: a database with a wire before it, both vendors' stand-ins, one
 * front door, and as many nodes as are asked for. Stops everything when it is closed.
 */
public final class Ground implements AutoCloseable {
  public static final String CONNECTION = "harbor";
  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<GatewayProcess> nodes = new ArrayList<>();
  private final PostgresPlace database;
  private final JsonObject settings;
  private final Path folder;
  private final PostgresWire wire;
  private final FrontDoor door;
  private final FreshBooksSandbox freshBooks;
  private final UpsSandbox ups;

  private Ground(PostgresPlace database, Map<String, String> more)
      throws IOException, TimeoutException {
    this.database = database;
    try {
      this.folder = newFolder();
      Vertx vertx = Vertx.vertx();
      open.push(() -> vertx.close().await(10, TimeUnit.SECONDS));
      this.freshBooks =
          FreshBooksSandbox.create(vertx, InstantSource.system())
              .with(
                  new JsonObject()
                      .put("webhookDelayMillis", 20)
                      .put("rateLimit", 0)
                      .put(
                          "webhookAttemptsMillis",
                          new JsonArray()
                              .add(0)
                              .add(500)
                              .add(1_000)
                              .add(2_000)
                              .add(4_000)
                              .add(8_000)))
              .listen(HOST, 0)
              .await(10, TimeUnit.SECONDS);
      this.ups = UpsSandbox.create(vertx, InstantSource.system());
      ups.listen(HOST, 0).await(10, TimeUnit.SECONDS);
      this.wire = PostgresWire.to(database.host(), database.port());
      open.push(wire);
      this.door = FrontDoor.open();
      open.push(door);
      this.settings = settings(more);
    } catch (IOException | TimeoutException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * @param more keys of ml-connector.yaml, such as {@code poller.lease}, that are to be otherwise
   *     than here
   */
  public static Ground open(PostgresPlace database, Map<String, String> more) {
    try {
      return new Ground(database, more);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In a checkout it goes with the next {@code mvn clean}. */
  private static Path newFolder() throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    return Files.isDirectory(target)
        ? Files.createTempDirectory(Files.createDirectories(target.resolve("ground")), "")
        : Files.createTempDirectory("ml-connector-ground");
  }

  private JsonObject settings(Map<String, String> more) {
    JsonObject all =
        new JsonObject()
            .put("http", new JsonObject().put("public-url", door.url()))
            .put(
                "database",
                new JsonObject()
                    .put("host", HOST)
                    .put("port", wire.port())
                    .put("name", database.name())
                    .put("ssl", "disable")
                    .put("owner-user", database.owner())
                    .put("owner-password", database.ownerPassword())
                    .put("user", database.user())
                    .put("password", database.password()))
            .put("vault", new JsonObject().put("master-key", Vault.newMasterKey()))
            .put(
                "freshbooks",
                new JsonObject()
                    .put("api-url", freshBooks.baseUrl())
                    .put("authorize-url", freshBooks.baseUrl() + "/oauth/authorize/")
                    .put("request-timeout", "2s"))
            .put(
                "ups",
                new JsonObject()
                    .put("url", ups.baseUrl())
                    .put("request-timeout", "2s")
                    .put("ship-timeout", "2s"))
            .put(
                "poller",
                new JsonObject()
                    .put("claim-interval", "200ms")
                    .put("lease", "3s")
                    .put("sweep-interval", "10s")
                    .put("write-interval", "0s"))
            .put(
                "shipping",
                new JsonObject()
                    .put("claim-interval", "200ms")
                    .put("lease", "3s")
                    .put("purchases-per-hour", "100000"))
            .put("tracking", new JsonObject().put("claim-interval", "200ms").put("lease", "3s"))
            .put("tokens", new JsonObject().put("lease", "3s"))
            .put("shutdown", new JsonObject().put("drain", "10s"));
    more.forEach((key, value) -> put(all, key, value));
    return all;
  }

  private static void put(JsonObject all, String key, String value) {
    String[] parts = key.split("\\.", 2);
    if (!all.containsKey(parts[0])) {
      all.put(parts[0], new JsonObject());
    }
    all.getJsonObject(parts[0]).put(parts[1], value);
  }

  /** One more node behind the front door; it is not started yet. */
  public GatewayProcess node(String name) {
    GatewayProcess node = new GatewayProcess(name, folder, settings);
    open.push(node);
    nodes.add(node);
    door.add(node.port());
    return node;
  }

  /**
   * Opens a connection and gives consent, as a person would, over a node that is ready; waits for
   * the webhooks.
   */
  public void connect() {
    connect(CONNECTION, freshBooks.accountId());
  }

  /** The same for another business of the same owner. */
  public void connect(String id, String account) {
    Api management = someNode().management();
    JsonObject opened = management.post("/api/connections", connection(id, account));
    upsControls()
        .put(
            "/track-alert/webhook",
            new JsonObject()
                .put("url", opened.getString("upsPushUrl"))
                .put("credential", opened.getString("upsPushCredential")));
    giveConsent(id);
    Waiting.until(
        PATIENCE,
        () -> "Both webhooks are verified: " + callbacks(account),
        () ->
            callbacks(account).size() == 2
                && callbacks(account).stream()
                    .allMatch(callback -> callback.getBoolean("verified")));
  }

  /** As the shop's owner does in the browser; again, where the first consent has ended. */
  public void giveConsent() {
    giveConsent(CONNECTION);
  }

  private void giveConsent(String id) {
    String page =
        someNode()
            .management()
            .post("/api/connections/" + id + "/consent", new JsonObject())
            .getString("consentUrl");
    int status = new Api(page + "&auto=allow").status("");
    if (status != 200) {
      throw new IllegalStateException("No consent: " + status);
    }
  }

  private List<JsonObject> callbacks(String account) {
    return freshBooksControls().get("/callbacks").getJsonArray("callbacks").stream()
        .map(JsonObject.class::cast)
        .filter(callback -> callback.getString("account").equals(account))
        .toList();
  }

  private JsonObject connection(String id, String account) {
    return new JsonObject()
        .put("id", id)
        .put(
            "freshbooks",
            app(freshBooks.clientId(), freshBooks.clientSecret()).put("account", account))
        .put(
            "ups",
            app(UpsSandbox.CLIENT_ID, UpsSandbox.CLIENT_SECRET).put("account", UpsSandbox.ACCOUNT))
        .put("settings", new JsonObject().put("shipper", shipper()).put("unit", "lb"));
  }

  private static JsonObject shipper() {
    return new JsonObject()
        .put("name", "Harbor Supply Co")
        .put("attention", "Shipping Desk")
        .put("lines", new JsonArray().add("1204 Adeline St"))
        .put("city", "Oakland")
        .put("state", "CA")
        .put("postalCode", "94607")
        .put("country", "US")
        .put("phone", "5105550142");
  }

  private static JsonObject app(String id, String secret) {
    return new JsonObject().put("clientId", id).put("clientSecret", secret);
  }

  public List<GatewayProcess> nodes() {
    return List.copyOf(nodes);
  }

  /** Any that is ready. */
  public GatewayProcess someNode() {
    return nodes.stream()
        .filter(node -> node.isAlive() && node.isReady())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No node is ready"));
  }

  public PostgresPlace database() {
    return database;
  }

  public PostgresWire wire() {
    return wire;
  }

  public FrontDoor door() {
    return door;
  }

  public FreshBooksSandbox freshBooks() {
    return freshBooks;
  }

  public UpsSandbox ups() {
    return ups;
  }

  /** What a bookkeeper does in FreshBooks, and what the stand-in has counted. */
  public Api freshBooksControls() {
    return new Api(freshBooks.baseUrl() + "/_control");
  }

  public Api upsControls() {
    return new Api(ups.baseUrl() + "/_control");
  }

  /** Its tables, past the wire. */
  public Rows rows() {
    return new Rows(database);
  }

  public Clerk clerk() {
    return new Clerk(freshBooksControls());
  }

  /** Logs and configurations. */
  public Path folder() {
    return folder;
  }

  /** Newest first. The folder with the logs stays. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        System.err.println("A part of the ground did not stop cleanly: " + e);
      }
    }
  }
}
