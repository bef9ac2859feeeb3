package com.mlconnector.support;

import com.mlconnector.Gateway;
import com.mlconnector.config.ConfigDecision;
import com.mlconnector.config.ConfigResult;
import com.mlconnector.config.GatewayConfig;
import com.mlconnector.process.FreePorts;
import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.store.Database;
import com.mlconnector.vault.Vault;
import com.mlconnector.verify.Invariants;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway with everything around it: both stand-ins, a database, an open connection with consent
 * and verified webhooks. A test class holds one as a static {@code @RegisterExtension}; a test that
 * needs one of its own calls {@link #open}.
 */
public final class RunningGateway implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  public static final String CONNECTION = "harbor";

  /** An admin's, from the settings. */
  public static final String TOKEN = "the token of the tests";

  private static final String HOST = "127.0.0.1";
  private static final WrittenContract CONTRACT = WrittenContract.load();
  private static final String OF_CONNECTION = "/api/connections/" + CONNECTION;

  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> keys = new HashMap<>();
  private final int port = FreePorts.one();
  private InstantSource clock = InstantSource.system();
  private Consumer<FreshBooksDesk> before = desk -> {};
  private boolean connected = true;
  private @Nullable Parts parts;
  private @Nullable Gateway node;
  private @Nullable Gateway secondNode;
  private JsonObject opened = new JsonObject();

  private record Parts(
      Vertx vertx, TestDatabase database, FreshBooksDesk freshBooks, UpsDepot ups) {}

  public RunningGateway() {
    with("http.host", HOST);
    with("http.public-url", "http://" + HOST + ":" + port);
    with("management.host", HOST);
    with("management.token", TOKEN);
    // Tests look again and again.
    with("management.calls-per-minute", "1000000");
    with("management.calls-per-minute-of-address", "1000000");
    with("vault.master-key", Vault.newMasterKey());
    with("poller.claim-interval", "100ms");
    with("poller.write-interval", "0s");
    with("shipping.claim-interval", "100ms");
    with("tracking.claim-interval", "100ms");
    with("shutdown.drain", "5s");
  }

  /** Another value for a key of ml-connector.yaml. */
  public RunningGateway with(String key, String value) {
    keys.put(key, value);
    settings.put(variable(key), value);
    return this;
  }

  /** The gateway and both vendors go by this clock. Leases and pauses stay real time. */
  public RunningGateway withClock(InstantSource other) {
    clock = other;
    return this;
  }

  /** What there is in FreshBooks when the connection is made. */
  public RunningGateway beforeConsent(Consumer<FreshBooksDesk> work) {
    before = work;
    return this;
  }

  /** Leaves the consent to the test. */
  public RunningGateway unconnected() {
    connected = false;
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws TimeoutException {
    var _ = open();
  }

  public RunningGateway open() throws TimeoutException {
    Vertx vertx = Vertx.vertx();
    Parts made =
        new Parts(
            vertx,
            TestDatabase.fresh(),
            FreshBooksDesk.open(vertx, clock),
            UpsDepot.open(vertx, clock));
    parts = made;
    place(made.database().gateway());
    with("freshbooks.api-url", made.freshBooks().sandbox().baseUrl());
    with("freshbooks.authorize-url", made.freshBooks().sandbox().baseUrl() + "/oauth/authorize/");
    with("ups.url", made.ups().sandbox().baseUrl());
    start();
    before.accept(made.freshBooks());
    connect();
    return this;
  }

  private void place(Database.Place place) {
    with("database.host", place.host());
    with("database.port", Integer.toString(place.port()));
    with("database.name", place.name());
    with("database.ssl", "disable");
    with("database.user", place.user());
    with("database.password", place.password());
  }

  @Override
  public void afterAll(ExtensionContext context) throws TimeoutException {
    close();
  }

  @Override
  public void close() throws TimeoutException {
    stop();
    if (secondNode != null) {
      secondNode.close();
    }
    if (parts != null) {
      parts.vertx().close().await(10, TimeUnit.SECONDS);
      parts.database().close();
    }
  }

  /** The node that webhooks reach. Starts again where an earlier one has stopped. */
  public void start() {
    node = Gateway.start(config(port), clock);
  }

  public void stop() {
    if (node != null) {
      node.close();
      node = null;
    }
  }

  /** Another node on the same database; no webhooks reach it. */
  public void startSecondNode() {
    secondNode = Gateway.start(config(0), clock);
  }

  /** The settings as a file, for the command line; {@code others} stand above them. */
  public String asFile(Map<String, String> others) {
    Map<String, Map<String, String>> sections = new TreeMap<>();
    Map<String, String> all = new HashMap<>(settings);
    all.put("ML_HTTP_PORT", Integer.toString(port));
    others.forEach((key, value) -> all.put(variable(key), value));
    all.forEach((variable, value) -> {
      String[] words = variable.toLowerCase(Locale.ROOT).substring("ml_".length()).split("_", 2);
      sections
          .computeIfAbsent(words[0], section -> new TreeMap<>())
          .put(words[1].replace('_', '-'), value);
    });
    StringBuilder yaml = new StringBuilder();
    sections.forEach((section, keys) -> {
      yaml.append(section).append(":\n");
      keys.forEach(
          (key, value) -> yaml.append("  %s: '%s'%n".formatted(key, value.replace("'", "''"))));
    });
    return yaml.toString();
  }

  private static String variable(String key) {
    return "ML_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The settings as a file, for commands that are run beside the node. */
  public Path configFile(Path folder) throws IOException {
    JsonObject file = new JsonObject();
    keys.forEach((key, value) -> {
      String[] parts = key.split("\\.", 2);
      if (!file.containsKey(parts[0])) {
        file.put(parts[0], new JsonObject());
      }
      file.getJsonObject(parts[0]).put(parts[1], value);
    });
    // JSON is YAML.
    return Files.writeString(folder.resolve("ml-connector.yaml"), file.encodePrettily());
  }

  private GatewayConfig config(int atPort) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("ML_HTTP_PORT", Integer.toString(atPort));
    environment.put("ML_MANAGEMENT_PORT", "0");
    return switch (ConfigDecision.decide(new JsonObject(), "none", environment, path -> "")) {
      case ConfigResult.Accepted(GatewayConfig config) -> config;
      case ConfigResult.Refused refused -> throw new IllegalStateException(refused.report());
    };
  }

  private void connect() {
    opened = management().post("/api/connections", connection());
    if (!"v1".equals(settings.get("ML_UPS_TRACK_ALERT_VERSION"))) {
      ups().registerWebhook(opened.getString("upsPushUrl"), opened.getString("upsPushCredential"));
    }
    if (!connected) {
      return;
    }
    giveConsent(CONNECTION);
    Eventually.see(
        "both webhooks verified",
        () -> freshBooks().callbacks(),
        all -> all.size() == 2 && all.stream().allMatch(c -> c.getBoolean("verified")));
  }

  /** Another connection of the same owner, to another of his businesses. */
  public void connectAnother(String id, String account) {
    JsonObject other = connection().put("id", id);
    other.getJsonObject("freshbooks").put("account", account);
    management().post("/api/connections", other);
    giveConsent(id);
  }

  public void giveConsent() {
    giveConsent(CONNECTION);
  }

  /** As the shop's owner does in the browser. */
  public void giveConsent(String id) {
    HttpApi.Reply ending = new HttpApi(consentLink(id) + "&auto=allow").call("GET", "", null);
    if (ending.status() != 200) {
      throw new AssertionError("No consent: " + ending.text());
    }
  }

  /** What the admin sends to the shop's owner. */
  public String consentLink() {
    return consentLink(CONNECTION);
  }

  private String consentLink(String id) {
    return management()
        .post("/api/connections/" + id + "/consent", new JsonObject())
        .getString("consentUrl");
  }

  /** A connection as it is opened. */
  public JsonObject connection() {
    JsonObject shipper =
        new JsonObject()
            .put("name", "Harbor Supply Co")
            .put("attention", "Shipping Desk")
            .put("lines", new JsonArray().add("1204 Adeline St").add("Unit 12"))
            .put("city", "Oakland")
            .put("state", "CA")
            .put("postalCode", "94607")
            .put("country", "US")
            .put("phone", "5105550142");
    return new JsonObject()
        .put("id", CONNECTION)
        .put(
            "freshbooks",
            app(freshBooks().sandbox().clientId(), freshBooks().sandbox().clientSecret()))
        .put(
            "ups",
            app(UpsSandbox.CLIENT_ID, UpsSandbox.CLIENT_SECRET).put("account", UpsSandbox.ACCOUNT))
        .put("settings", new JsonObject().put("shipper", shipper).put("unit", "lb"));
  }

  private static JsonObject app(String id, String secret) {
    return new JsonObject().put("clientId", id).put("clientSecret", secret);
  }

  public FreshBooksDesk freshBooks() {
    return Objects.requireNonNull(parts).freshBooks();
  }

  public UpsDepot ups() {
    return Objects.requireNonNull(parts).ups();
  }

  public TestDatabase database() {
    return Objects.requireNonNull(parts).database();
  }

  /** What is said over it is compared with the written contract. */
  public HttpApi management() {
    return new HttpApi(
        "http://" + HOST + ":" + Objects.requireNonNull(node).managementPort(),
        TOKEN,
        CONTRACT::check);
  }

  /** The public port, as the vendors see it. */
  public HttpApi door() {
    return new HttpApi("http://" + HOST + ":" + port);
  }

  public String freshBooksAccount() {
    return freshBooks().sandbox().accountId();
  }

  public String freshBooksAppSecret() {
    return freshBooks().sandbox().clientSecret();
  }

  /** Where UPS pushes to, without scheme and host. */
  public String upsPushPath() {
    return opened.getString("upsPushUrl").substring(door().base().length());
  }

  public String pushKey() {
    return opened.getString("upsPushCredential");
  }

  public void putProfile(long client, JsonObject profile) {
    management().put(OF_CONNECTION + "/clients/" + client, profile);
  }

  public JsonObject connectionAsShown() {
    return management().get(OF_CONNECTION);
  }

  /** What the last reading of an invoice came to, with its shipments; empty before the first. */
  public Optional<JsonObject> reading(long invoice) {
    HttpApi.Reply reply = management().call("GET", OF_CONNECTION + "/invoices/" + invoice, null);
    return reply.status() == 404 ? Optional.empty() : Optional.of(reply.json());
  }

  public JsonObject awaitVerdict(long invoice, String verdict) {
    return Eventually.see(
            "invoice " + invoice + " read as " + verdict,
            () -> reading(invoice),
            seen -> seen.filter(it -> it.getString("verdict").equals(verdict)).isPresent())
        .orElseThrow();
  }

  public Optional<JsonObject> shipment(long invoice) {
    return reading(invoice)
        .map(it -> it.getJsonArray("shipments"))
        .filter(all -> !all.isEmpty())
        .map(all -> all.getJsonObject(all.size() - 1));
  }

  /** The shipment as its own page shows it, with the trouble of its write-back. */
  public JsonObject shown(long invoice) {
    return management()
        .get(OF_CONNECTION + "/shipments/" + shipment(invoice).orElseThrow().getString("id"));
  }

  public JsonObject awaitState(long invoice, String state) {
    return Eventually.see(
            "the shipment of invoice " + invoice + " is " + state,
            () -> shipment(invoice),
            seen -> seen.filter(it -> it.getString("state").equals(state)).isPresent())
        .orElseThrow();
  }

  /** A shipment by its own id. */
  public JsonObject awaitShipment(String id, String state) {
    return Eventually.see(
        "shipment " + id + " is " + state,
        () -> management().get(OF_CONNECTION + "/shipments/" + id),
        seen -> seen.getString("state").equals(state));
  }

  /** Bought, and the invoice says so. */
  public JsonObject awaitBought(long invoice) {
    JsonObject bought = awaitState(invoice, "bought");
    awaitNotes(invoice, parcel(bought));
    return bought;
  }

  public JsonObject awaitHalted(long invoice, String reason) {
    return Eventually.see(
            "the shipment of invoice " + invoice + " halts with " + reason,
            () -> shipment(invoice),
            seen ->
                seen.map(it -> it.getJsonObject("halt"))
                    .filter(halt -> halt.getString("reason").equals(reason))
                    .isPresent())
        .orElseThrow();
  }

  public String awaitNotes(long invoice, String containing) {
    return Eventually.see(
        "the notes of invoice " + invoice + " contain " + containing,
        () -> freshBooks().notes(invoice),
        notes -> notes.contains(containing));
  }

  /** The first parcel's tracking number. */
  public static String parcel(JsonObject shipment) {
    return shipment.getJsonArray("parcels").getJsonObject(0).getString("trackingNumber");
  }

  /** Until UPS knows that we want to hear of the parcel. */
  public void awaitSubscribed(String parcel) {
    Eventually.see(parcel + " subscribed", () -> ups().isSubscribed(parcel), yes -> yes);
  }

  public HttpApi.Reply label(String parcel) {
    return management().call("GET", OF_CONNECTION + "/parcels/" + parcel + "/label", null);
  }

  public HttpApi.Reply resume(JsonObject shipment) {
    return act(shipment, "resume", new JsonObject());
  }

  /** What an operator does with a shipment: {@code pick}, {@code correct}, … */
  public HttpApi.Reply act(JsonObject shipment, String way, JsonObject body) {
    return management()
        .call("POST", OF_CONNECTION + "/shipments/" + shipment.getString("id") + "/" + way, body);
  }

  /** The queue of what waits for a person. */
  public JsonObject halts(String query) {
    return management().get(OF_CONNECTION + "/halts" + query);
  }

  /** The contents of a shipment's audit rows, oldest first. */
  public List<JsonObject> audit(JsonObject shipment) {
    return contents(OF_CONNECTION + "/shipments/" + shipment.getString("id") + "/audit");
  }

  /** The newest audit rows of the connection, newest first. */
  public List<JsonObject> audit() {
    return contents(OF_CONNECTION + "/audit");
  }

  private List<JsonObject> contents(String path) {
    return FreshBooksDesk.objects(management().get(path), "steps").stream()
        .map(step -> step.getJsonObject("content"))
        .toList();
  }

  /** {@code count("work where kind = 'invoice'")}. */
  public long count(String fromTable) {
    return number("select count(*) from " + fromTable);
  }

  /** One number, read by the owner. */
  public long number(String query) {
    return Long.parseLong(texts(query).getFirst());
  }

  /** The first column, read by the owner. */
  public List<String> texts(String query) {
    try (Connection connection = database().connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(String.valueOf(rows.getString(1)));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** Lets every connection be swept now, and waits until that is done. */
  public void sweep() {
    sweepLater();
    awaitSwept();
  }

  public void sweepLater() {
    database().sql("update sweep set swept_at = null, lease_until = null");
  }

  public void sweepInFull() {
    database().sql("update sweep set full_swept_at = now() - interval '40 days'");
    sweep();
  }

  public void awaitSwept() {
    awaitSwept(Duration.ofSeconds(25));
  }

  public void awaitSwept(Duration patience) {
    Eventually.see(
        patience,
        "every connection swept",
        () ->
            count(
                "connection c left join sweep s on s.connection_id = c.id"
                    + " where c.state = 'active' and s.swept_at is null"),
        unswept -> unswept == 0);
  }

  /** The audit rows of the sweeps that found something, newest first. */
  public List<JsonObject> sweeps() {
    return audit().stream().filter(row -> row.getString("action").equals("sweep-done")).toList();
  }

  /** What must hold whatever has happened; to be asked when all is done. */
  public Invariants invariants() {
    return Invariants.of(
        database().place(), freshBooks().sandbox().baseUrl(), ups().sandbox().baseUrl());
  }
}
