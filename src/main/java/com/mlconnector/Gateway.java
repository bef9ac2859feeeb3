package com.mlconnector;

import com.mlconnector.access.AccessRoutes;
import com.mlconnector.access.Gatekeeper;
import com.mlconnector.access.LoginRoutes;
import com.mlconnector.access.TokenDesk;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.check.Check;
import com.mlconnector.check.CheckRoutes;
import com.mlconnector.check.Report;
import com.mlconnector.config.GatewayConfig;
import com.mlconnector.connections.ConnectionRoutes;
import com.mlconnector.connections.ConnectionsVerticle;
import com.mlconnector.connections.Desks;
import com.mlconnector.console.ItemRoutes;
import com.mlconnector.console.ShipmentRoutes;
import com.mlconnector.crash.CrashPoint;
import com.mlconnector.domain.Brake;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.Latecomers;
import com.mlconnector.domain.LostAnswerSchedule;
import com.mlconnector.domain.Scope;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.gates.SharedGates;
import com.mlconnector.http.Contract;
import com.mlconnector.http.Doors;
import com.mlconnector.keys.KeyDesk;
import com.mlconnector.keys.KeyRoutes;
import com.mlconnector.keys.KeysVerticle;
import com.mlconnector.ops.BacklogMeters;
import com.mlconnector.ops.GateMeters;
import com.mlconnector.ops.HaltMeters;
import com.mlconnector.ops.InHandMeters;
import com.mlconnector.ops.JournalKeeper;
import com.mlconnector.ops.MeteredVertx;
import com.mlconnector.ops.OpsVerticle;
import com.mlconnector.ops.SweepMeters;
import com.mlconnector.ops.TokenMeters;
import com.mlconnector.poller.FreshBooksPollerVerticle;
import com.mlconnector.shipping.UpsShipmentVerticle;
import com.mlconnector.store.AcceptedAddresses;
import com.mlconnector.store.AccessTokens;
import com.mlconnector.store.CallbackOffers;
import com.mlconnector.store.Callbacks;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Consents;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.Database;
import com.mlconnector.store.GivenUpPurchases;
import com.mlconnector.store.Halts;
import com.mlconnector.store.Invoices;
import com.mlconnector.store.Items;
import com.mlconnector.store.Journal;
import com.mlconnector.store.JournalMonths;
import com.mlconnector.store.KeyRing;
import com.mlconnector.store.OperatorDecisions;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Returns;
import com.mlconnector.store.SenderKeys;
import com.mlconnector.store.Sessions;
import com.mlconnector.store.SetAside;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.ShippedText;
import com.mlconnector.store.Subscriptions;
import com.mlconnector.store.Sweeps;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.VendorGates;
import com.mlconnector.store.Work;
import com.mlconnector.store.WriteBacks;
import com.mlconnector.tokens.SharedTokens;
import com.mlconnector.tokens.TokenEndpoint;
import com.mlconnector.tokens.TokenManagerVerticle;
import com.mlconnector.tracking.TrackAlertRenewerVerticle;
import com.mlconnector.ups.MerchantIdMode;
import com.mlconnector.ups.TrackAlertDestination;
import com.mlconnector.ups.UpsClient;
import com.mlconnector.vault.MasterKeys;
import com.mlconnector.vault.Vault;
import com.mlconnector.vendor.VendorClients;
import com.mlconnector.webhook.KnownSenders;
import com.mlconnector.webhook.WebhookVerticle;
import com.mlconnector.work.Scripts;
import com.mlconnector.work.WorkLoop;
import com.mlconnector.work.Workbench;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of the gateway: the only place where objects meet.
 *
 * <p>Reads from top to bottom as the graph is: database, stores, vendors, verticles. Blocks while
 * it starts and stops, so it belongs on a plain thread.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final String USER_AGENT = "ml-connector/0.1";
  private static final long START_SECONDS = 60;
  private static final Duration BACKLOG_REFRESH = Duration.ofSeconds(15);
  private static final Duration JOURNAL_LOOK = Duration.ofHours(1);
  private static final Duration TOKEN_LOOK = Duration.ofSeconds(60);

  // Of the time to drain, what is kept for the end of it.
  private static final Duration HANDING_BACK = Duration.ofSeconds(2);
  private static final Duration CLOSING = Duration.ofSeconds(3);
  private static final Duration A_MOMENT = Duration.ofMillis(500);

  private final GatewayConfig config;
  private final InstantSource clock;
  private final Vertx vertx;
  private final PrometheusMeterRegistry meters;
  private final AtomicBoolean draining = new AtomicBoolean();
  private final List<String> deployed = new ArrayList<>();

  private final Database database;
  private final DataKeys dataKeys;
  private final KeyRing ring;
  private final KeyDesk keyDesk;
  private final AuditTrail audit;
  private final Hints hints;
  private final Work work;
  private final Workbench bench;
  private final ClientProfiles profiles;
  private final OperatorDecisions decisions;
  private final AcceptedAddresses accepted;
  private final Items items;
  private final Halts halts = new Halts();
  private final GivenUpPurchases givenUp = new GivenUpPurchases();
  private final Connections connections;
  private final TokenRows tokenRows;
  private final Shipments shipments;
  private final Parcels parcels;
  private final Invoices invoices;
  private final WriteBacks writeBacks;
  private final Sweeps sweeps = new Sweeps();
  private final Journal journal;
  private final Callbacks callbacks;
  private final CallbackOffers offers;
  private final KnownSenders senders;

  private final VendorClients freshBooksHttp;
  private final VendorClients upsHttp;
  private final TokenEndpoint tokenEndpoint;
  private final SharedTokens tokens;
  private final VendorGates gates;
  private final SharedGates sharedGates;
  private final FreshBooksClient freshBooks;
  private final UpsClient ups;
  private final ConnectionRoutes connectionRoutes;
  private final TokenDesk tokenDesk;
  private final LoginRoutes loginRoutes;
  private final Gatekeeper gatekeeper;

  private int publicPort;
  private int managementPort;

  private Gateway(GatewayConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    this.vertx = MeteredVertx.create(meters);

    this.database = Database.open(vertx, place(config.database()));
    this.dataKeys = new DataKeys(MasterKeys.read(config.vault().masterKey().reveal()));
    this.ring = new KeyRing(database, dataKeys.master());
    Vault vault = ring.vault();
    this.audit = new AuditTrail(clock);
    this.hints = new Hints(vertx, !config.bus().hints());
    this.work = new Work(database);
    this.keyDesk = new KeyDesk(database, dataKeys, work, audit);
    this.bench =
        new Workbench(
            vertx,
            database,
            work,
            audit,
            hints,
            new Workbench.Settings(shortestInterval(), config.work().timeLimit()));
    this.profiles = new ClientProfiles(vault);
    this.decisions = new OperatorDecisions(vault);
    this.accepted = new AcceptedAddresses(vault);
    this.items = new Items();
    this.connections = new Connections(vault, profiles);
    this.tokenRows = new TokenRows(vault);
    this.shipments = new Shipments(vault);
    this.parcels = new Parcels(vault);
    this.invoices = new Invoices(vault);
    this.writeBacks = new WriteBacks(vault);
    this.journal = new Journal(database);
    this.callbacks = new Callbacks(vault);
    this.offers = new CallbackOffers(database, vault);
    this.senders = new KnownSenders(new SenderKeys(database, ring));

    this.freshBooksHttp = vendor(config.freshbooks().maxConnections());
    this.upsHttp = vendor(config.ups().maxConnections());
    String upsUrl = withoutSlash(config.ups().url().toString());
    this.tokenEndpoint =
        new TokenEndpoint(freshBooksHttp.call(), freshBooksUrl(), upsHttp.call(), upsUrl, clock);
    this.tokens =
        new SharedTokens(
            vertx,
            database,
            tokenRows,
            connections,
            tokenEndpoint,
            audit,
            clock,
            new SharedTokens.Settings(
                config.tokens().lease(),
                config.ups().tokenDailyBudget(),
                config.ups().merchantId() != GatewayConfig.MerchantId.NEVER,
                ConnectionRoutes.Parts.redirectUri(publicUrl())));
    this.gates = new VendorGates(database);
    this.sharedGates = new SharedGates(vertx, database, gates, audit);
    this.freshBooks =
        new FreshBooksClient(
            freshBooksHttp.gatedCall(tokens, sharedGates, FreshBooksClient::lane, clock),
            freshBooksUrl(),
            config.freshbooks().requestTimeout(),
            clock);
    this.ups =
        new UpsClient(
            upsHttp.gatedCall(tokens, sharedGates, UpsClient::lane, clock),
            upsUrl,
            new UpsClient.Deadlines(config.ups().shipTimeout(), config.ups().requestTimeout()),
            MerchantIdMode.valueOf(config.ups().merchantId().name()),
            UpsClient::newTransId,
            clock);
    this.connectionRoutes = connectionRoutes(vault);
    AccessTokens accessTokens = new AccessTokens(database);
    this.tokenDesk = new TokenDesk(database, accessTokens, audit);
    this.loginRoutes =
        new LoginRoutes(
            vertx, login(config.oidc()), database, new Sessions(database), audit, clock);
    this.gatekeeper = new Gatekeeper(gate(), accessTokens, loginRoutes);
  }

  /**
   * Starts a node against a migrated database; returns when it is ready.
   *
   * @throws IllegalStateException if something does not start, with the reason; nothing is left
   *     running
   */
  public static Gateway start(GatewayConfig config, InstantSource clock) {
    Gateway gateway = new Gateway(config, clock);
    try {
      // Takes a good half second, meanwhile everything else starts.
      Future<Contract> contract = Contract.load(gateway.vertx);
      gateway.database.reach(gateway.vertx).await(START_SECONDS, TimeUnit.SECONDS);
      gateway.keyDesk.open();
      gateway.senders.start(gateway.vertx, gateway.hints).await(START_SECONDS, TimeUnit.SECONDS);
      gateway.deployWorkers();
      CrashPoint.STARTING.pass();
      gateway.deployDoors(gateway.api(contract.await(START_SECONDS, TimeUnit.SECONDS)));
      return gateway;
    } catch (RuntimeException | TimeoutException e) {
      gateway.close();
      throw new IllegalStateException("The gateway does not start: " + e.getMessage(), e);
    }
  }

  /** A node that is built and never started, for a look at what it would work with. */
  static Gateway idle(GatewayConfig config, InstantSource clock) {
    return new Gateway(config, clock);
  }

  /** Whether it fits; see {@link Check#run}. */
  Report check(Optional<String> connection, boolean dry, String by) {
    return check().run(connection, dry, by);
  }

  private void deployWorkers() {
    deployScripts(() -> new TokenManagerVerticle(tokenPace(), tokens));
    deployScripts(this::poller);
    deployScripts(this::shipping);
    deployScripts(this::tracking);
    deployScripts(() ->
        new ConnectionsVerticle(
            pace(config.poller().claimInterval().multipliedBy(5), config.poller().lease(), 2),
            publicUrl() + "/webhooks/freshbooks",
            database,
            connections,
            callbacks,
            offers,
            freshBooks,
            work,
            bench,
            audit,
            hints));
    deployScripts(() ->
        new KeysVerticle(
            pace(config.poller().claimInterval(), config.poller().lease(), 1),
            database,
            dataKeys,
            ring,
            work,
            bench,
            audit));
  }

  private void deployDoors(Router api) {
    BacklogMeters backlog = new BacklogMeters(work, meters);
    SweepMeters swept = new SweepMeters(database, sweeps, meters, clock);
    HaltMeters halted = new HaltMeters(database, halts, meters);
    GateMeters left = new GateMeters(database, connections, gates, meters);
    TokenMeters asked =
        new TokenMeters(database, tokenRows, config.ups().tokenDailyBudget(), meters);
    InHandMeters.register(bench, meters);
    every(
        BACKLOG_REFRESH,
        () -> {
          backlog.refresh();
          swept.refresh();
          halted.refresh();
          left.refresh();
          asked.refresh();
        },
        "Cannot count what waits");
    JournalKeeper keeper =
        new JournalKeeper(new JournalMonths(database), config.journal().keep(), meters);
    every(JOURNAL_LOOK, keeper::tend, "Cannot tend the journal's months");
    OpsVerticle ops =
        new OpsVerticle(
            new Doors.Place(
                config.management().host(),
                config.management().port(),
                config.http().idleTimeout(),
                config.http().requestTimeout()),
            database,
            meters,
            draining,
            gatekeeper::mount,
            api);
    deployScripts(() -> ops);
    managementPort = ops.port();

    int instances =
        config.http().instances() == 0
            ? Runtime.getRuntime().availableProcessors()
            : config.http().instances();
    // Below zero is one free port for all instances; 0 would be another one for each.
    int port = config.http().port() == 0 ? -1 : config.http().port();
    WebhookVerticle first = webhooks(port);
    deploy(() -> first, ThreadingModel.EVENT_LOOP);
    publicPort = first.port();
    for (int i = 1; i < instances; i++) {
      deploy(() -> webhooks(port), ThreadingModel.EVENT_LOOP);
    }
  }

  /** Now, and then at this interval, until the node drains. */
  private void every(Duration interval, Runnable chore, String otherwise) {
    vertx.setPeriodic(
        1,
        interval.toMillis(),
        tick -> {
          if (!draining.get()) {
            Scripts.run(
                    vertx,
                    () -> {
                      chore.run();
                      return true;
                    })
                .onFailure(e -> LOG.warn("{}: {}", otherwise, e.toString()));
          }
        });
  }

  private Router api(Contract contract) {
    connectionRoutes.mount(contract);
    shipmentRoutes().mount(contract);
    new CheckRoutes(check(), database, connections).mount(contract);
    new ItemRoutes(database, connections, items, work, audit, hints).mount(contract);
    new KeyRoutes(keyDesk, hints).mount(contract);
    new AccessRoutes(tokenDesk, gatekeeper).mount(contract);
    loginRoutes.mount(contract, gatekeeper);
    return contract.router();
  }

  private WebhookVerticle webhooks(int port) {
    return new WebhookVerticle(
        new WebhookVerticle.Settings(
            new Doors.Place(
                config.http().host(),
                port,
                config.http().idleTimeout(),
                config.http().requestTimeout()),
            config.http().maxBody().bytes(),
            config.http().maxPushBody().bytes(),
            config.ingress().queue(),
            config.ingress().maxBatch(),
            config.ingress().retryAfter()),
        senders,
        journal::append,
        offers,
        hints,
        clock,
        meters,
        connectionRoutes::mountPublic);
  }

  private FreshBooksPollerVerticle poller() {
    GatewayConfig.Poller poller = config.poller();
    return new FreshBooksPollerVerticle(
        new FreshBooksPollerVerticle.Settings(
            pace(poller.claimInterval(), poller.lease(), poller.claimBatch()),
            new FreshBooksPollerVerticle.Sweeping(
                poller.sweepInterval(),
                poller.sweepOverlap(),
                poller.fullSweepInterval(),
                poller.fullSweepDays()),
            poller.writeInterval()),
        new FreshBooksPollerVerticle.Parts(
            database,
            connections,
            profiles,
            decisions,
            accepted,
            invoices,
            shipments,
            parcels,
            writeBacks,
            sweeps,
            work,
            bench,
            audit,
            hints,
            freshBooks,
            clock,
            UUID::randomUUID));
  }

  private UpsShipmentVerticle shipping() {
    GatewayConfig.Shipping shipping = config.shipping();
    return new UpsShipmentVerticle(
        new UpsShipmentVerticle.Settings(
            pace(shipping.claimInterval(), shipping.lease(), shipping.claimBatch()),
            config.ups().quoteBeforeBuying(),
            Label.Format.valueOf(config.ups().labelFormat().name()),
            new Brake(shipping.purchasesPerHour()),
            new LostAnswerSchedule(shipping.lostAnswerSchedule(), shipping.attempts()),
            new Latecomers(shipping.latecomerSchedule())),
        new UpsShipmentVerticle.Parts(
            database,
            connections,
            profiles,
            accepted,
            decisions,
            shipments,
            parcels,
            givenUp,
            work,
            bench,
            audit,
            hints,
            ups,
            sharedGates));
  }

  private TrackAlertRenewerVerticle tracking() {
    GatewayConfig.Tracking tracking = config.tracking();
    return new TrackAlertRenewerVerticle(
        new TrackAlertRenewerVerticle.Settings(
            pace(tracking.claimInterval(), tracking.lease(), config.poller().claimBatch()),
            tracking.renewAfter(),
            tracking.lifetime(),
            tracking.staleAfter(),
            pushUrl()),
        new TrackAlertRenewerVerticle.Parts(
            database,
            connections,
            shipments,
            parcels,
            new Subscriptions(),
            journal,
            work,
            bench,
            audit,
            hints,
            ups,
            clock));
  }

  /** Named in each subscription of Track Alert v1, and in none of v2. */
  private Optional<String> pushUrl() {
    return config.ups().trackAlertVersion() == GatewayConfig.TrackAlertVersion.V1
        ? Optional.of(publicUrl() + "/webhooks/ups")
        : Optional.empty();
  }

  private Check check() {
    return new Check(
        new Check.Parts(
            new Check.Settings(
                place(config.database()).toString(),
                publicUrl(),
                ConnectionRoutes.Parts.redirectUri(publicUrl()),
                config.freshbooks().apiUrl(),
                config.ups().url(),
                config.ups().tokenDailyBudget(),
                pushUrl().map(url -> new TrackAlertDestination(url, new Secret("check")))),
            database,
            Schema.owner(config.database()),
            connections,
            tokenRows,
            callbacks,
            gates,
            audit,
            tokens,
            tokenEndpoint,
            freshBooks,
            freshBooksHttp.time(),
            ups,
            upsHttp.time(),
            freshBooksHttp.call(),
            clock));
  }

  private String freshBooksUrl() {
    return withoutSlash(config.freshbooks().apiUrl().toString());
  }

  private ConnectionRoutes connectionRoutes(Vault vault) {
    return new ConnectionRoutes(
        new ConnectionRoutes.Parts(
            vertx,
            config.freshbooks().authorizeUrl(),
            publicUrl(),
            config.freshbooks().consentLinkLife(),
            database,
            dataKeys,
            connections,
            Desks.of(database, dataKeys, vault, tokens, audit, hints),
            new Consents(vault),
            new Returns(vault),
            callbacks,
            sweeps,
            tokenRows,
            tokens,
            tokenEndpoint,
            config.ups().tokenDailyBudget(),
            granted ->
                new FreshBooksClient(
                    freshBooksHttp.call(granted),
                    freshBooksUrl(),
                    config.freshbooks().requestTimeout(),
                    clock),
            gates,
            work,
            audit,
            hints,
            clock));
  }

  private ShipmentRoutes shipmentRoutes() {
    return new ShipmentRoutes(
        new ShipmentRoutes.Parts(
            database,
            connections,
            shipments,
            parcels,
            invoices,
            writeBacks,
            givenUp,
            new ShippedText(shipments, profiles),
            halts,
            new SetAside(),
            decisions,
            accepted,
            items,
            work,
            audit,
            hints,
            clock,
            UUID::randomUUID));
  }

  private Gatekeeper.Settings gate() {
    GatewayConfig.Management management = config.management();
    return new Gatekeeper.Settings(
        management.token(),
        Gatekeeper.MetricsFor.valueOf(management.metricsFor().name()),
        management.callsPerMinute(),
        management.callsPerMinuteOfAddress(),
        management.failuresPerMinute());
  }

  private static LoginRoutes.Settings login(GatewayConfig.Oidc oidc) {
    Map<Scope, String> groups =
        Map.of(
            Scope.VIEWER,
            oidc.viewer(),
            Scope.OPERATOR,
            oidc.operator(),
            Scope.ADMIN,
            oidc.admin());
    return new LoginRoutes.Settings(
        withoutSlash(oidc.issuer()),
        oidc.clientId(),
        oidc.clientSecret(),
        oidc.publicUrl(),
        oidc.asks(),
        oidc.nameClaim(),
        oidc.groupClaim(),
        groups,
        oidc.session());
  }

  private TokenManagerVerticle.Settings tokenPace() {
    return new TokenManagerVerticle.Settings(
        TOKEN_LOOK, config.freshbooks().refreshEarly(), config.ups().tokenEarly());
  }

  private Duration shortestInterval() {
    return Collections.min(
        List.of(
            config.poller().claimInterval(),
            config.shipping().claimInterval(),
            config.tracking().claimInterval()));
  }

  private WorkLoop.Pace pace(Duration interval, Duration lease, int slots) {
    return new WorkLoop.Pace(interval, lease, slots, config.work().maxAttempts());
  }

  private VendorClients vendor(int connectionsAtMost) {
    return new VendorClients(vertx, USER_AGENT, connectionsAtMost, this::count);
  }

  private void count(TokenSubject subject, String operation, String outcome, Duration took) {
    meters
        .timer(
            "vendor.call",
            "connection",
            subject.connection().value(),
            "vendor",
            subject.vendor().key(),
            "operation",
            operation,
            "outcome",
            outcome)
        .record(took);
  }

  private void deployScripts(Supplier<Deployable> verticle) {
    deploy(verticle, ThreadingModel.VIRTUAL_THREAD);
  }

  private void deploy(Supplier<? extends Deployable> verticle, ThreadingModel threads) {
    try {
      deployed.add(
          vertx
              .deployVerticle(verticle, new DeploymentOptions().setThreadingModel(threads))
              .await(START_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      throw new IllegalStateException("Nothing came up within " + START_SECONDS + " s", e);
    }
  }

  static Database.Place place(GatewayConfig.Database database) {
    return new Database.Place(
        database.host(),
        database.port(),
        database.name(),
        database.user(),
        database.password().reveal(),
        Schema.sslWord(database),
        database.poolSize(),
        database.poolQueue(),
        database.connectTimeout());
  }

  private String publicUrl() {
    return withoutSlash(config.http().publicUrl().toString());
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /**
   * What the first admin proves himself by. Voids what an earlier start has offered; empty once
   * there was a token, or where the settings let somebody in already.
   */
  Optional<Secret> offerFirstAccess() {
    boolean adminByGroup = !config.oidc().issuer().isEmpty() && !config.oidc().admin().isEmpty();
    return config.management().token().isEmpty() && !adminByGroup
        ? tokenDesk.offerFirst()
        : Optional.empty();
  }

  public int publicPort() {
    return publicPort;
  }

  public int managementPort() {
    return managementPort;
  }

  /**
   * Drains and stops within {@code shutdown.drain}: says "not ready", takes no more traffic and no
   * more work, ends what is in hand, hands back what does not end in time, and closes.
   */
  @Override
  public void close() {
    long end = System.nanoTime() + config.shutdown().drain().toNanos();
    draining.set(true);
    CrashPoint.DRAINING.pass();
    // All at once: while the doors answer their last requests, the workers end what they have.
    Future<?> worked = bench.stop();
    Future<?> undeployed = Future.join(deployed.stream().map(this::undeploy).toList());
    Future<?> ended = Future.join(worked, undeployed).compose(done -> tokens.settled());
    if (!within(end - HANDING_BACK.toNanos(), ended)) {
      Future<?> handedBack = bench.handBack();
      if (!within(end, handedBack.compose(done -> undeployed))) {
        LOG.warn("Not all was handed back within {}", config.shutdown().drain());
      }
    }
    closeAll();
  }

  private Future<?> undeploy(String id) {
    return vertx
        .undeploy(id)
        .recover(e -> {
          LOG.warn("A part did not stop cleanly: {}", e.toString());
          return Future.succeededFuture();
        });
  }

  /** Whether it ended, well or not, by then; a moment is granted in any case. */
  private static boolean within(long end, Future<?> ending) {
    try {
      long left = Math.max(A_MOMENT.toNanos(), end - System.nanoTime());
      ending.otherwiseEmpty().await(left, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private void closeAll() {
    Future<?> closed =
        Future.join(freshBooksHttp.close(), upsHttp.close(), database.close())
            .transform(done -> vertx.close());
    if (!within(System.nanoTime() + CLOSING.toNanos(), closed)) {
      LOG.warn("Closing did not end within {}", CLOSING);
    }
    meters.close();
  }
}
