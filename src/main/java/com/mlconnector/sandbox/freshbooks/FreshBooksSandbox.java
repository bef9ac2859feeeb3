package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.Fault;
import com.mlconnector.sandbox.SandboxClock;
import com.mlconnector.sandbox.StandIn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;

/**
 * A FreshBooks that runs anywhere: API, consent page, webhooks, and a control API of its own.
 *
 * <p>One address serves what FreshBooks spreads over {@code auth.freshbooks.com} and {@code
 * api.freshbooks.com}. Everything a test or a person may want to change goes over HTTP, see {@link
 * Controls}.
 */
public final class FreshBooksSandbox {
  private final StandIn standIn;
  private final Settings settings;
  private final WebhookSender sender;
  private final Controls controls;
  private final Ledger ledger = new Ledger();
  private String host = "127.0.0.1";

  private FreshBooksSandbox(Vertx vertx, InstantSource source, List<String> redirectUris) {
    SandboxClock clock = new SandboxClock(source);
    EasternTime time = new EasternTime(clock);
    settings = new Settings();
    standIn = new StandIn(vertx, "FreshBooks", clock, Answers::usualError);
    sender = new WebhookSender(vertx, time, settings);
    Tokens tokens = new Tokens(time, settings);
    Webhooks webhooks = new Webhooks(time, settings, sender);

    Lines lines = new Lines(settings);
    InvoiceRules rules = new InvoiceRules(settings, lines);
    InvoiceBook invoiceBook = new InvoiceBook(time, settings, lines);
    ClientBook clientBook = new ClientBook(time);
    Clients clients = new Clients(settings, ledger, clientBook, invoiceBook, webhooks);
    HumanEdits edits =
        new HumanEdits(time, settings, ledger, rules, invoiceBook, clientBook, clients, webhooks);
    controls =
        new Controls(
            standIn, settings, ledger, tokens, edits, webhooks, App.standard(redirectUris));

    Seed.plant(ledger, clientBook);
    Gate gate = new Gate(standIn, settings, tokens, ledger, new RateLimit(time, settings));
    new Consent(tokens, settings, controls::app).mount(standIn);
    new OAuth(tokens, settings, controls::app).mount(standIn);
    new Identity(ledger).mount(gate);
    new Invoices(vertx, time, settings, ledger, rules, invoiceBook, edits, webhooks).mount(gate);
    clients.mount(gate);
    new Callbacks(time, settings, ledger, webhooks, () -> tokens.hex().substring(0, 34))
        .mount(gate);
    controls.mount();
  }

  /** With no redirect URI registered, any http or https address is accepted. */
  public static FreshBooksSandbox create(Vertx vertx, InstantSource time) {
    return create(vertx, time, List.of());
  }

  public static FreshBooksSandbox create(
      Vertx vertx, InstantSource time, List<String> redirectUris) {
    return new FreshBooksSandbox(vertx, time, redirectUris);
  }

  /**
   * Changes settings before listening; later the control API does.
   *
   * @throws IllegalArgumentException for an unknown setting or a wrong type
   */
  public FreshBooksSandbox with(JsonObject changes) {
    settings.change(changes);
    return this;
  }

  /** Port 0 takes a free one. */
  public Future<FreshBooksSandbox> listen(String address, int port) {
    host = address.equals("0.0.0.0") ? "127.0.0.1" : address;
    return standIn.listen(address, port).map(this);
  }

  /** A fault from the start; later the control API takes them. */
  public void addFault(Fault fault) {
    standIn.addFault(fault);
  }

  public Future<Void> close() {
    return standIn.close().eventually(sender::close);
  }

  /** Where both the API and the consent page are, without a slash at the end. */
  public String baseUrl() {
    return "http://" + host + ":" + standIn.port();
  }

  public SandboxClock clock() {
    return standIn.clock();
  }

  /** The account of the business that is there from the start. */
  public String accountId() {
    return Seed.ACCOUNT;
  }

  public String clientId() {
    return controls.app().clientId();
  }

  public String clientSecret() {
    return controls.app().clientSecret();
  }
}
