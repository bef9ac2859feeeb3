package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.App;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Contract;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Callbacks;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Consents;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.Database;
import com.mlconnector.store.Returns;
import com.mlconnector.store.SettingsJson;
import com.mlconnector.store.Sweeps;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.Tx;
import com.mlconnector.store.VendorGates;
import com.mlconnector.store.Work;
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

/** The management API of connections and their clients. Runs on virtual threads. */
public final class ConnectionRoutes {
  private final String publicUrl;
  private final Database database;
  private final DataKeys keys;
  private final Connections connections;
  private final AuditTrail audit;
  private final Hints hints;
  private final ConnectionDesk desk;
  private final Subject subject;
  private final ClientRoutes clients;
  private final ProfileRoutes profileFiles;
  private final DeletionRoutes deletion;
  private final GateRoutes gates;
  private final TokenView tokenView;
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
      Desks desks,
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
    this.audit = parts.audit;
    this.hints = parts.hints;
    this.desk = parts.desks.connections();
    this.subject = new Subject(desk);
    this.clients = new ClientRoutes(subject, parts.desks.clients());
    this.profileFiles = new ProfileRoutes(subject, parts.desks.exports(), parts.desks.imports());
    this.deletion =
        new DeletionRoutes(
            parts.database,
            parts.desks.deletion(),
            parts.callbacks,
            parts.freshBooks.apply(parts.tokens));
    this.gates =
        new GateRoutes(
            parts.database, parts.gates, parts.tokenRows, parts.work, parts.audit, parts.hints);
    this.tokenView = new TokenView(parts.database, parts.tokenRows, parts.upsTokenBudget);
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
    contract.on("showConnection", ctx -> subject.connection(ctx, this::show));
    contract.on("showSettings", ctx -> subject.connection(ctx, this::showSettings));
    contract.on("changeSettings", ctx -> subject.connection(ctx, this::settings));
    contract.on("retryVendor", ctx -> subject.connection(ctx, gates::retry));
    contract.on("beginConsent", ctx -> subject.connection(ctx, this::begin));
    contract.on("changeConnection", ctx -> subject.connection(ctx, this::change));
    contract.on("deleteConnection", ctx -> subject.connection(ctx, deletion::delete));
    contract.on("revealSecret", ctx -> subject.connection(ctx, this::reveal));
    clients.mount(contract);
    profileFiles.mount(contract);
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
    Optional<Secret> upsAccount = ProfileJson.upsAccount(ups, "account");
    if (ups.value("account") == null) {
      ups.wrong("'ups.account' is missing: six capital letters or digits.");
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
            upsAccount.orElseThrow(),
            new Secret(newKey()));
    database.transactVoid(tx -> makeKey(tx, given.id(), Caller.of(ctx)));
    if (!database.transact(tx -> store(tx, given, Caller.of(ctx)))) {
      Problem.of(409, "Name taken", "There is a connection '" + id + "' already, or was.")
          .send(ctx);
      return;
    }
    hints.connectionChanged(given.id());
    Connection connection = database.transact(tx -> connections.find(tx, given.id())).orElseThrow();
    ctx.response().setStatusCode(201);
    ctx.json(withPushKey(view(connection), connection)).onFailure(gone -> {});
  }

  /** Shown this once: the key inside the address is what UPS proves itself by. */
  private JsonObject withPushKey(JsonObject view, Connection connection) {
    String key = connection.pushKey().reveal();
    return view.put("upsPushUrl", publicUrl + "/webhooks/ups/" + connection.id() + "/" + key)
        .put("upsPushCredential", key);
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
    // The data key of a deleted one is gone, and there is nothing to seal with.
    if (connections.everWas(tx, given.id()) || !connections.add(tx, given)) {
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
    ctx.response().putHeader("etag", "\"" + connection.version() + "\"");
    ctx.json(view(connection)).onFailure(gone -> {});
  }

  private void change(RoutingContext ctx, Connection connection) {
    JsonFields body = JsonFields.of(ctx);
    ConnectionChange change =
        ConnectionChange.read(
            body, Optional.ofNullable(ctx.request().getHeader("if-match")), new Secret(newKey()));
    body.problem()
        .or(() -> desk.change(connection.id(), change, Caller.of(ctx).name()))
        .ifPresentOrElse(problem -> problem.send(ctx), () -> changed(ctx, connection.id(), change));
  }

  private void changed(RoutingContext ctx, ConnectionId id, ConnectionChange change) {
    Connection now = database.transact(tx -> connections.find(tx, id)).orElseThrow();
    JsonObject view = view(now);
    ctx.response().putHeader("etag", "\"" + now.version() + "\"");
    ctx.json(change.newPushKey().isPresent() ? withPushKey(view, now) : view).onFailure(gone -> {});
  }

  private void reveal(RoutingContext ctx, Connection connection) {
    Reveal.answer(ctx, (name, said) -> desk.reveal(connection, name, said).map(Secret::reveal));
  }

  private JsonObject view(Connection connection) {
    return new JsonObject()
        .put("id", connection.id().value())
        .put("state", connection.state().key())
        .put("freshbooksAccount", connection.account())
        .put("upsAccount", connection.upsAccount().masked())
        .put("version", connection.version())
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
    desk.changeSettings(connection.id(), settings, Caller.of(ctx).name());
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

  private String newKey() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
