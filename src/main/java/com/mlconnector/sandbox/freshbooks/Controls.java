package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.StandIn;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The stand-in's own API, JSON in and out, below {@code /_control}. What it refuses is a 400 with
 * one sentence.
 *
 * <pre>
 * GET    /settings                  every switch, its value and its meaning
 * PATCH  /settings                  change some: {"webhookDelayMillis":0,"webhookDuplicateNext":1}
 * DELETE /settings                  back to the defaults
 * GET    /app                       client id and secret, redirect URIs, scopes
 * PATCH  /app                       change some: {"redirectUris":["https://gateway.example/cb"]};
 *                                   {"withheld":["user:clients:read"]} is asked for and not granted
 * GET    /businesses                the businesses of the identity, with their account ids
 * POST   /businesses                one more: {"name":"Second Shop","account":"mT4p9Z"}
 * PATCH  /businesses/{account}      {"name":"…","role":"business_employee"}: no longer the owner's
 * POST   /tokens                    a token pair without the consent page: {"scope":"…"} or {}
 * PATCH  /tokens                    all there are reach less far: {"scope":"user:profile:read"}
 * DELETE /tokens                    the user disconnects the app: nothing works any more
 * POST   /tokens/expire             access tokens end now, refresh tokens live on
 * GET    /clients                   all clients
 * POST   /clients                   a human adds one: {"organization":"…","p_street":"…",…}
 * GET    /clients/{id}              one client
 * PATCH  /clients/{id}              a human edits one; drafts follow
 * GET    /invoices                  all invoices in full
 * POST   /invoices                  a human writes one: {"client":771201,"notes":"Ship: yes",
 *                                   "lines":[{"name":"Rope","qty":2,"unit_cost":"18.50"}]};
 *                                   also terms, po_number, create_date, status (default sent), …
 * POST   /invoices/import           many alike, without webhooks: {"count":500,"invoice":{…}}
 * GET    /invoices/{id}             one invoice in full, lines included
 * PATCH  /invoices/{id}             a human edits fields, lines, status or vis_state; with
 *                                   ?update=before or after: at the moment of the API's next PUT
 * DELETE /invoices/{id}             a human deletes it (vis_state 1)
 * POST   /invoices/{id}/payments    a payment: {"amount":"10.00"}, or {} for all that is due
 * GET    /callbacks                 the registered webhooks, with their verifiers
 * POST   /events                    fire without a change: {"name":"invoice.update","objectId":1}
 * GET    /deliveries                the webhook log; ?event= ?object= ?callback= ?state=
 * DELETE /deliveries                forget the log
 * POST   /deliveries/{n}/redeliver  send one again, now
 * POST   /deliveries/release        send what waits for a reversed group
 * GET    /requests                  what the API received; ?operation=
 * DELETE /requests                  forget it
 * GET    /faults                    the faults that wait
 * POST   /faults                    {"operation":"invoice.get","kind":"status","status":503}
 * DELETE /faults                    remove them
 * GET    /clock                     the stand-in's time
 * POST   /clock                     move it: {"advance":"PT1H"}; webhook pauses stay real time
 * </pre>
 *
 * <p>Operations for faults and the request log: {@code oauth.authorize}, {@code oauth.token},
 * {@code oauth.revoke}, {@code me}, {@code invoice.list}, {@code .get}, {@code .create}, {@code
 * .update}, {@code .delete}, and the same five of {@code client} and {@code callback}.
 */
final class Controls {
  private final StandIn standIn;
  private final Settings settings;
  private final Ledger ledger;
  private final Tokens tokens;
  private final HumanEdits edits;
  private final Webhooks webhooks;
  private App app;

  Controls(
      StandIn standIn,
      Settings settings,
      Ledger ledger,
      Tokens tokens,
      HumanEdits edits,
      Webhooks webhooks,
      App app) {
    this.standIn = standIn;
    this.settings = settings;
    this.ledger = ledger;
    this.tokens = tokens;
    this.edits = edits;
    this.webhooks = webhooks;
    this.app = app;
  }

  App app() {
    return app;
  }

  void mount() {
    mountSettings();
    mountAccess();
    mountClients();
    mountInvoices();
    new WebhookControls(standIn, ledger, webhooks).mount();
  }

  private void mountSettings() {
    standIn.control(HttpMethod.GET, "/settings", ctx -> settingsJson());
    standIn.control(
        HttpMethod.PATCH,
        "/settings",
        ctx -> {
          settings.change(body(ctx));
          return settingsJson();
        });
    standIn.control(
        HttpMethod.DELETE,
        "/settings",
        ctx -> {
          settings.reset();
          return settingsJson();
        });
  }

  private void mountAccess() {
    standIn.control(HttpMethod.GET, "/app", ctx -> app.toJson());
    standIn.control(
        HttpMethod.PATCH,
        "/app",
        ctx -> {
          app = app.with(body(ctx));
          return app.toJson();
        });
    standIn.control(HttpMethod.GET, "/businesses", ctx -> businesses());
    standIn.control(HttpMethod.POST, "/businesses", ctx -> addBusiness(body(ctx)));
    standIn.control(
        HttpMethod.PATCH,
        "/businesses/:account",
        ctx -> changeBusiness(String.valueOf(ctx.pathParam("account")), body(ctx)));
    standIn.control(
        HttpMethod.POST,
        "/tokens",
        ctx -> {
          Wish wish = new Wish(body(ctx), Set.of("scope"));
          return tokens.grant(wish.text("scope", String.join(" ", app.scopes())));
        });
    standIn.control(
        HttpMethod.PATCH,
        "/tokens",
        ctx -> {
          tokens.reduce(new Wish(body(ctx), Set.of("scope")).text("scope", ""));
          return new JsonObject();
        });
    standIn.control(
        HttpMethod.DELETE,
        "/tokens",
        ctx -> {
          tokens.revokeAll();
          return new JsonObject();
        });
    standIn.control(
        HttpMethod.POST,
        "/tokens/expire",
        ctx -> {
          tokens.expireAccess();
          return new JsonObject();
        });
  }

  private void mountClients() {
    standIn.control(
        HttpMethod.GET,
        "/clients",
        ctx -> {
          JsonArray all = new JsonArray();
          ledger.all().forEach(it -> it.clients.values().forEach(client -> all.add(client.copy())));
          return new JsonObject().put("clients", all);
        });
    standIn.control(HttpMethod.POST, "/clients", ctx -> edits.createClient(body(ctx)));
    standIn.control(
        HttpMethod.GET, "/clients/:id", ctx -> Answers.sorted(edits.client(number(ctx)).copy()));
    standIn.control(
        HttpMethod.PATCH, "/clients/:id", ctx -> edits.changeClient(number(ctx), body(ctx)));
  }

  private void mountInvoices() {
    standIn.control(
        HttpMethod.GET,
        "/invoices",
        ctx -> {
          JsonArray all = new JsonArray();
          ledger
              .all()
              .forEach(it -> it.invoices.keySet().forEach(id -> all.add(edits.invoiceJson(id))));
          return new JsonObject().put("invoices", all);
        });
    standIn.control(HttpMethod.POST, "/invoices", ctx -> edits.createInvoice(body(ctx)));
    standIn.control(HttpMethod.POST, "/invoices/import", ctx -> edits.importInvoices(body(ctx)));
    standIn.control(HttpMethod.GET, "/invoices/:id", ctx -> edits.invoiceJson(number(ctx)));
    standIn.control(
        HttpMethod.PATCH,
        "/invoices/:id",
        ctx -> {
          String update = ctx.request().getParam("update");
          return update == null
              ? edits.changeInvoice(number(ctx), body(ctx))
              : edits.changeInvoiceAtUpdate(number(ctx), body(ctx), update);
        });
    standIn.control(
        HttpMethod.DELETE,
        "/invoices/:id",
        ctx -> edits.changeInvoice(number(ctx), new JsonObject().put("vis_state", 1)));
    standIn.control(
        HttpMethod.POST, "/invoices/:id/payments", ctx -> edits.pay(number(ctx), body(ctx)));
  }

  private JsonObject settingsJson() {
    return new JsonObject().put("settings", settings.toJson()).put("meanings", Settings.meanings());
  }

  private JsonObject businesses() {
    JsonArray all = new JsonArray();
    for (Business business : ledger.all()) {
      all.add(
          new JsonObject()
              .put("account", business.accountId)
              .put("businessId", business.id)
              .put("name", business.name)
              .put("role", business.role.key()));
    }
    return new JsonObject().put("businesses", all);
  }

  private JsonObject addBusiness(JsonObject body) {
    Wish wish = new Wish(body, Set.of("name", "account"));
    String account = wish.text("account", "");
    if (!account.matches("[A-Za-z0-9]{1,20}") || ledger.business(account).isPresent()) {
      throw new IllegalArgumentException(
          "'account' must be 1 to 20 letters and digits that are not in use.");
    }
    ledger.addBusiness(account, wish.text("name", "Business " + account));
    return businesses();
  }

  private JsonObject changeBusiness(String account, JsonObject body) {
    Wish wish = new Wish(body, Set.of("name", "role"));
    Business business =
        ledger
            .business(account)
            .orElseThrow(
                () -> new IllegalArgumentException("There is no account " + account + "."));
    String role = wish.text("role", business.role.key());
    business.role =
        Stream.of(Business.Role.values())
            .filter(known -> known.key().equals(role))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("There is no role '" + role + "'."));
    business.name = wish.text("name", business.name);
    return businesses();
  }

  static int number(RoutingContext ctx) {
    String id = String.valueOf(ctx.pathParam("id"));
    if (!id.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("'" + id + "' is no number.");
    }
    return Integer.parseInt(id);
  }

  static JsonObject body(RoutingContext ctx) {
    return Reading.json(ctx)
        .orElseThrow(() -> new IllegalArgumentException("A JSON object is expected as the body."));
  }
}
