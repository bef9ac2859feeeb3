package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.Address;
import com.mlconnector.domain.App;
import com.mlconnector.domain.BlockTemplate;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Weight;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Contract;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.store.AddressJson;
import com.mlconnector.store.Callbacks;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.ClientProfiles.Profile;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Consents;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.Database;
import com.mlconnector.store.Returns;
import com.mlconnector.store.SettingsJson;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Sweeps;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.Tx;
import com.mlconnector.store.VendorGates;
import com.mlconnector.store.Work;
import com.mlconnector.store.WriteBackJson;
import com.mlconnector.tokens.SharedTokens;
import com.mlconnector.tokens.TokenEndpoint;
import com.mlconnector.tokens.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The management API of connections and client profiles. Runs on virtual threads. */
public final class ConnectionRoutes {
  private static final Pattern UPS_ACCOUNT = Pattern.compile("[0-9A-Z]{6}");
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

  private final String publicUrl;
  private final Database database;
  private final DataKeys keys;
  private final Connections connections;
  private final ClientProfiles profiles;
  private final Shipments shipments;
  private final TokenRows tokenRows;
  private final SharedTokens tokens;
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;
  private final GateRoutes gates;
  private final TokenView tokenView;
  private final CredentialRoutes credentials;
  private final Consent consent;
  private final ConsentPage consentPage;
  private final GrantView grants;
  private final SecureRandom random = new SecureRandom();

  /** What these routes stand on. */
  public record Parts(
      Vertx vertx,
      URI authorizeUrl,
      String publicUrl,
      Duration linkLife,
      Database database,
      DataKeys keys,
      Connections connections,
      ClientProfiles profiles,
      Shipments shipments,
      Consents consents,
      Returns returns,
      Callbacks callbacks,
      Sweeps sweeps,
      TokenRows tokenRows,
      SharedTokens tokens,
      TokenEndpoint endpoint,
      int upsTokenBudget,
      Function<Tokens, FreshBooksClient> freshBooks,
      VendorGates gates,
      Work work,
      AuditTrail audit,
      Hints hints,
      InstantSource clock) {

    /** Where FreshBooks sends people back to; must be registered there, letter by letter. */
    public static String redirectUri(String publicUrl) {
      return publicUrl + ConsentPage.CALLBACK;
    }

    String redirectUri() {
      return redirectUri(publicUrl);
    }
  }

  public ConnectionRoutes(Parts parts) {
    this.publicUrl = parts.publicUrl;
    this.database = parts.database;
    this.keys = parts.keys;
    this.connections = parts.connections;
    this.profiles = parts.profiles;
    this.shipments = parts.shipments;
    this.tokenRows = parts.tokenRows;
    this.tokens = parts.tokens;
    this.work = parts.work;
    this.audit = parts.audit;
    this.hints = parts.hints;
    this.gates =
        new GateRoutes(
            parts.database, parts.gates, parts.tokenRows, parts.work, parts.audit, parts.hints);
    this.tokenView = new TokenView(parts.database, parts.tokenRows, parts.upsTokenBudget);
    this.credentials =
        new CredentialRoutes(
            parts.database,
            parts.connections,
            parts.tokenRows,
            parts.gates,
            parts.work,
            parts.audit);
    ConsentReturns returns = new ConsentReturns(parts);
    this.consent = new Consent(parts, returns);
    this.consentPage = new ConsentPage(parts, consent, returns);
    this.grants = new GrantView(parts.database, parts.connections, parts.callbacks);
  }

  /** The routes that people's browsers reach. */
  public void mountPublic(Router router) {
    consentPage.mount(router);
  }

  public void mount(Contract contract) {
    contract.on("openConnection", this::open);
    contract.on("listConnections", this::list);
    contract.on("showConnection", ctx -> with(ctx, this::show));
    contract.on("showSettings", ctx -> with(ctx, this::showSettings));
    contract.on("changeSettings", ctx -> with(ctx, this::settings));
    contract.on("changeCredentials", ctx -> with(ctx, credentials::change));
    contract.on("retryVendor", ctx -> with(ctx, gates::retry));
    contract.on("beginConsent", ctx -> with(ctx, this::begin));
    contract.on("storeClientProfile", ctx -> with(ctx, this::put));
    contract.on("showClientProfile", ctx -> with(ctx, this::profile));
    contract.on("removeClientProfile", ctx -> with(ctx, this::remove));
  }

  private interface Handler {
    void handle(RoutingContext ctx, Connection connection);
  }

  private void with(RoutingContext ctx, Handler handler) {
    String name = ctx.pathParam("connection");
    Optional<Connection> found =
        ConnectionId.isValid(name)
            ? database.transact(tx -> connections.find(tx, new ConnectionId(name)))
            : Optional.empty();
    if (found.isEmpty()) {
      Problem.of(404, "Unknown connection", "There is no connection '" + name + "'.").send(ctx);
    } else {
      handler.handle(ctx, found.get());
    }
  }

  private void open(RoutingContext ctx) {
    JsonFields body = JsonFields.of(ctx).only(List.of("id", "freshbooks", "ups", "settings"));
    String id = body.text("id", 63);
    if (!id.isEmpty() && !ConnectionId.isValid(id)) {
      body.wrong("'id' must be lower-case letters, digits and hyphens.");
    }
    if (id.equals(ConnectionId.GATEWAY.value())) {
      body.wrong("'id' must be another name: this one is the gateway's own.");
    }
    JsonFields freshBooks =
        body.object("freshbooks").only(List.of("clientId", "clientSecret", "account"));
    JsonFields ups = body.object("ups").only(List.of("clientId", "clientSecret", "account"));
    App freshBooksApp = app(freshBooks);
    App upsApp = app(ups);
    String upsAccount = ups.text("account", 6);
    if (!upsAccount.isEmpty() && !UPS_ACCOUNT.matcher(upsAccount).matches()) {
      body.wrong("'ups.account' must be six capital letters or digits.");
    }
    JsonObject settings =
        body.value("settings") instanceof JsonObject given ? given : new JsonObject();
    SettingsJson.read(settings, body.errors());
    Optional<Problem> problem = body.problem();
    if (problem.isPresent()) {
      problem.get().send(ctx);
      return;
    }
    Connections.New given =
        new Connections.New(
            new ConnectionId(id),
            settings,
            freshBooksApp,
            freshBooks.optionalText("account", 64),
            upsApp,
            new Secret(upsAccount),
            new Secret(newKey()));
    database.transactVoid(tx -> makeKey(tx, given.id(), Caller.of(ctx)));
    if (!database.transact(tx -> store(tx, given, Caller.of(ctx)))) {
      Problem.of(409, "Name taken", "There is a connection '" + id + "' already.").send(ctx);
      return;
    }
    hints.connectionChanged(given.id());
    Connection connection = database.transact(tx -> connections.find(tx, given.id())).orElseThrow();
    ctx.response().setStatusCode(201);
    // Shown this once: the key inside the address is what UPS proves itself by.
    ctx.json(
        view(connection)
            .put(
                "upsPushUrl",
                publicUrl + "/webhooks/ups/" + id + "/" + connection.pushKey().reveal())
            .put("upsPushCredential", connection.pushKey().reveal()));
  }

  private void makeKey(Tx tx, ConnectionId connection, Caller by) {
    keys.create(tx, connection, true)
        .ifPresent(key ->
            audit.add(
                tx,
                connection,
                Action.DATA_KEY_CREATED,
                Map.of("by", by.name(), "key", key.hex())));
  }

  private boolean store(Tx tx, Connections.New given, Caller by) {
    if (!connections.add(tx, given)) {
      return false;
    }
    audit.add(
        tx,
        given.id(),
        Action.CONNECTION_CREATED,
        Map.of(
            "by", by.name(),
            "freshbooks-app", given.freshBooksApp().clientId(),
            "ups-app", given.upsApp().clientId()));
    return true;
  }

  private static App app(JsonFields fields) {
    return new App(fields.text("clientId", 200), new Secret(fields.text("clientSecret", 500)));
  }

  private void list(RoutingContext ctx) {
    JsonArray all = new JsonArray();
    database.transact(connections::all).forEach(connection -> all.add(view(connection)));
    ctx.json(new JsonObject().put("connections", all));
  }

  private void show(RoutingContext ctx, Connection connection) {
    ctx.json(view(connection));
  }

  private JsonObject view(Connection connection) {
    return new JsonObject()
        .put("id", connection.id().value())
        .put("state", connection.state().key())
        .put("freshbooksAccount", connection.account())
        .put("upsAccount", connection.upsAccount().masked())
        .put("goLive", connection.goLive().map(Object::toString).orElse(null))
        .put("gates", gates.shown(connection.id()))
        .put("tokens", tokenView.shown(connection.id()))
        .put("consent", grants.consent(connection.id()))
        .put("callbacks", grants.callbacks(connection.id()))
        .put("freshbooksWebhookUrl", publicUrl + "/webhooks/freshbooks/" + connection.id());
  }

  /** As they were put: what is left out has its usual value. */
  private void showSettings(RoutingContext ctx, Connection connection) {
    ctx.json(database.transact(tx -> connections.settingsToChange(tx, connection.id())))
        .onFailure(gone -> {});
  }

  private void settings(RoutingContext ctx, Connection connection) {
    JsonFields body = JsonFields.of(ctx);
    JsonObject settings = body.whole();
    if (body.errors().isEmpty()) {
      var _ = SettingsJson.read(settings, body.errors());
    }
    Optional<Problem> problem = body.problem();
    if (problem.isPresent()) {
      problem.get().send(ctx);
      return;
    }
    database.transactVoid(tx -> {
      connections.changeSettings(tx, connection.id(), settings);
      audit.add(
          tx,
          connection.id(),
          Action.CONNECTION_CHANGED,
          Map.of("by", Caller.of(ctx).name(), "settings", "changed"));
    });
    hints.connectionChanged(connection.id());
    ctx.json(settings).onFailure(gone -> {});
  }

  private void begin(RoutingContext ctx, Connection connection) {
    JsonFields body = JsonFields.ofOptional(ctx).only(List.of("otherBusiness"));
    boolean otherBusiness = body.flag("otherBusiness");
    Optional<Problem> problem = body.problem();
    if (problem.isPresent()) {
      problem.get().send(ctx);
      return;
    }
    Consent.Link link = consent.begin(connection, otherBusiness, Caller.of(ctx));
    ctx.json(
            new JsonObject()
                .put("consentUrl", link.url())
                .put("expiresAt", link.expires().toString()))
        .onFailure(gone -> {});
  }

  private void put(RoutingContext ctx, Connection connection) {
    Optional<Long> client = client(ctx);
    if (client.isEmpty()) {
      return;
    }
    JsonFields body =
        JsonFields.of(ctx)
            .only(List.of("upsAccount", "address", "shipUnchecked", "softLimit", "block"));
    Optional<String> account = body.optionalText("upsAccount", 6);
    if (account.isPresent() && !UPS_ACCOUNT.matcher(account.get()).matches()) {
      body.wrong("'upsAccount' must be six capital letters or digits.");
    }
    Optional<Address> address = Optional.empty();
    if (body.value("address") instanceof JsonObject given) {
      address = AddressJson.read(given, "address", body.errors());
    } else if (body.value("address") != null) {
      body.wrong("'address' must be an object.");
    }
    boolean shipUnchecked = body.flag("shipUnchecked");
    Weight.Unit unit = connection.settings().flags().weights().unit();
    Optional<Weight> softLimit =
        body.optionalNumber("softLimit", "0.1", "1000").map(n -> Weight.of(n, unit));
    Optional<BlockTemplate> block =
        Optional.ofNullable(body.value("block"))
            .map(given -> WriteBackJson.template(given, "block", body.errors()));
    Optional<Problem> problem = body.problem();
    if (problem.isPresent()) {
      problem.get().send(ctx);
      return;
    }
    Profile profile =
        new Profile(account.map(Secret::new), address, shipUnchecked, softLimit, block);
    change(connection, client.get(), profile, Caller.of(ctx));
    ctx.json(view(connection, client.get(), profile));
  }

  private void change(Connection connection, long client, Profile profile, Caller by) {
    TokenSubject subject = TokenSubject.upsClient(connection.id(), client);
    database.transactVoid(tx -> {
      profiles.put(tx, connection.id(), client, profile);
      shipments.sendOn(
          tx,
          connection.id(),
          Optional.of(client),
          List.of(ReasonCode.BILLING_REFUSED, ReasonCode.BILLING_ACCOUNT_MISSING));
      tokenRows.forget(tx, subject);
      // Perhaps just what a halted invoice of this client waits for.
      work.raise(tx, connection.id(), Work.Kind.CLIENT, Long.toString(client));
      audit.add(
          tx,
          connection.id(),
          Action.PROFILE_CHANGED,
          Map.of(
              "by",
              by.name(),
              "client",
              Long.toString(client),
              "account",
              profile.upsAccount().isPresent() ? "set" : "none",
              "address",
              profile.address().isPresent() ? "set" : "none"));
    });
    tokens.forget(subject);
    hints.workDue(connection.id(), Work.Kind.CLIENT.key());
  }

  private void profile(RoutingContext ctx, Connection connection) {
    client(ctx)
        .ifPresent(client ->
            database
                .transact(tx -> profiles.find(tx, connection.id(), client))
                .ifPresentOrElse(
                    profile -> ctx.json(view(connection, client, profile)),
                    () -> noProfile(ctx, client)));
  }

  private void remove(RoutingContext ctx, Connection connection) {
    client(ctx)
        .ifPresent(client -> {
          if (database.transact(tx -> profiles.find(tx, connection.id(), client)).isEmpty()) {
            noProfile(ctx, client);
            return;
          }
          change(connection, client, Profile.NONE, Caller.of(ctx));
          database.transact(tx -> profiles.remove(tx, connection.id(), client));
          ctx.response().setStatusCode(204).end().onFailure(gone -> {});
        });
  }

  private static Optional<Long> client(RoutingContext ctx) {
    String client = ctx.pathParam("client");
    if (ID.matcher(client).matches()) {
      return Optional.of(Long.parseLong(client));
    }
    Problem.of(404, "Unknown client", "'" + client + "' is no FreshBooks client number.").send(ctx);
    return Optional.empty();
  }

  private static void noProfile(RoutingContext ctx, long client) {
    Problem.of(404, "No profile", "Client " + client + " has no profile.").send(ctx);
  }

  private static JsonObject view(Connection connection, long client, Profile profile) {
    return new JsonObject()
        .put("client", client)
        .put("upsAccount", profile.upsAccount().map(Secret::masked).orElse(null))
        .put("address", profile.address().map(AddressJson::write).orElse(null))
        .put("shipUnchecked", profile.shipUnchecked())
        .put("block", profile.block().map(WriteBackJson::write).orElse(null))
        .put(
            "softLimit",
            profile
                .softLimit()
                .map(limit -> limit.show(connection.settings().flags().weights().unit()))
                .orElse(null));
  }

  private String newKey() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
