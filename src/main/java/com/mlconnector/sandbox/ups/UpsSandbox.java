package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import com.mlconnector.sandbox.Fault;
import com.mlconnector.sandbox.SandboxClock;
import com.mlconnector.sandbox.StandIn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * UPS, as far as a shipper needs it. Serves {@code /security} and {@code /api} as UPS does, and
 * {@code /_control} for whoever plays with it.
 */
public final class UpsSandbox {
  /** The app that exists from the start, and its secret. */
  public static final String CLIENT_ID = "sandbox-ups-client";

  public static final String CLIENT_SECRET = "sandbox-ups-secret";

  /** The shipper account of that app; it has negotiated rates. */
  public static final String ACCOUNT = "A1B2C3";

  /** Accounts that can pay for somebody else's shipment. */
  public static final List<String> PAYING_ACCOUNTS = List.of("E5F6G7", "R8S9T0");

  /** Where those accounts are picked up; a payer must know it. */
  public static final String PAYING_POSTAL_CODE = "14222";

  private final StandIn standIn;
  private final Pushes pushes;
  private final Accounts accounts = new Accounts();
  private String host = "127.0.0.1";

  private UpsSandbox(Vertx vertx, InstantSource time) {
    SandboxClock clock = new SandboxClock(time);
    standIn = new StandIn(vertx, "UPS", clock, status -> Problem.usual(status).body());

    Settings settings = new Settings();
    Apps apps = new Apps(clock);
    Shipments shipments = new Shipments();
    LifeCycle lifeCycle = new LifeCycle(clock);
    Subscriptions subscriptions = new Subscriptions(clock);
    pushes = new Pushes(vertx, subscriptions, settings, clock);
    QuantumFiles files = new QuantumFiles(settings, clock);
    StreetBook streets = new StreetBook();
    Replies replies = new Replies();
    lifeCycle.tell(files);
    lifeCycle.tell(pushes);

    seed(apps);
    Gate gate = new Gate(apps, settings);
    operation(
        HttpMethod.POST,
        "/security/v1/oauth/token",
        "token",
        new TokenEndpoint(apps, settings, clock)::issue);
    operation(
        HttpMethod.POST,
        "/api/addressvalidation/:version/:requestoption",
        "address-validation",
        gate.json("address-validation", new AddressValidation(streets, settings)::validate));
    operation(
        HttpMethod.POST,
        "/api/rating/:version/:requestoption",
        "rate",
        gate.json("rating", new Rating(accounts, settings, replies)::rate));
    operation(
        HttpMethod.POST,
        "/api/shipments/:version/ship",
        "ship",
        gate.json(
            "shipping",
            new Shipping(accounts, shipments, lifeCycle, settings, replies, clock)::ship));
    operation(
        HttpMethod.DELETE,
        "/api/shipments/:version/void/cancel/:number",
        "void",
        gate.plain("shipping", new Voiding(shipments, lifeCycle, settings, clock)::cancel));
    operation(
        HttpMethod.POST,
        "/api/labels/:version/recovery",
        "label-recovery",
        gate.json("shipping", new LabelRecovery(shipments, settings, replies, clock)::recover));
    tracking(gate, new Tracking(shipments, settings, clock));
    trackAlert(
        gate,
        new TrackAlert(subscriptions, shipments, settings, clock),
        new TrackAlertAccounts(subscriptions, accounts));
    operation(
        HttpMethod.POST,
        "/api/quantumview/:version/events",
        "quantum-view",
        gate.json("quantum-view", new QuantumView(files, settings, clock)::events));
    anythingElse();

    new Controls(settings, apps, accounts, shipments, lifeCycle, streets, subscriptions, pushes)
        .register(standIn);
  }

  public static UpsSandbox create(Vertx vertx, InstantSource time) {
    return new UpsSandbox(vertx, time);
  }

  /** Port 0 takes a free one. */
  public Future<UpsSandbox> listen(String host, int port) {
    this.host = host;
    return standIn.listen(host, port).map(listening -> this);
  }

  /** A fault from the start; later the control API takes them. */
  public void addFault(Fault fault) {
    standIn.addFault(fault);
  }

  public Future<Void> close() {
    return standIn.close().eventually(pushes::close);
  }

  /** What replaces {@code https://onlinetools.ups.com}. */
  public String baseUrl() {
    return "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + standIn.port();
  }

  public int port() {
    return standIn.port();
  }

  public SandboxClock clock() {
    return standIn.clock();
  }

  private void seed(Apps apps) {
    apps.add(CLIENT_ID, CLIENT_SECRET);
    accounts.add(new Accounts.Account(ACCOUNT, "Harbor Lane Supply Co", true, "94607", "US"));
    PAYING_ACCOUNTS.forEach(number ->
        accounts.add(new Accounts.Account(number, "A customer", false, PAYING_POSTAL_CODE, "US")));
  }

  private void tracking(Gate gate, Tracking tracking) {
    operation(
        HttpMethod.GET,
        "/api/track/v1/details/:number",
        "track",
        gate.plain("tracking", tracking::byNumber));
    operation(
        HttpMethod.GET,
        "/api/track/v1/reference/details/:number",
        "track-reference",
        gate.plain("tracking", tracking::byReference));
    operation(
        HttpMethod.GET,
        "/api/track/v1/shipment/details/:number",
        "track-shipment",
        gate.plain("tracking", tracking::byShipment));
  }

  private void trackAlert(Gate gate, TrackAlert alert, TrackAlertAccounts alertAccounts) {
    String path = "/api/track/:version/subscription/:type/";
    operation(
        HttpMethod.POST,
        path + "package",
        "track-alert-subscribe",
        gate.json("track-alert", alert::subscribe));
    operation(
        HttpMethod.POST,
        path + "account",
        "track-alert-account",
        gate.json("track-alert", alertAccounts::subscribe));
    operation(
        HttpMethod.DELETE,
        path + "account",
        "track-alert-account",
        gate.plain("track-alert", alertAccounts::unsubscribe));
  }

  private void anythingElse() {
    for (HttpMethod method :
        List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE)) {
      for (String root : List.of("/api/*", "/security/*")) {
        operation(method, root, "unknown", ctx -> Problem.usual(404).answer());
      }
    }
  }

  private void operation(
      HttpMethod method, String path, String operation, Function<RoutingContext, Answer> work) {
    standIn.operation(method, path, operation, work);
  }
}
