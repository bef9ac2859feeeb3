package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.StandIn;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;

/** What a person can see and move under {@code /_control}, besides what every stand-in has. */
final class Controls {
  private final Settings settings;
  private final Apps apps;
  private final Accounts accounts;
  private final Shipments shipments;
  private final LifeCycle lifeCycle;
  private final StreetBook streets;
  private final Subscriptions subscriptions;
  private final Pushes pushes;

  Controls(
      Settings settings,
      Apps apps,
      Accounts accounts,
      Shipments shipments,
      LifeCycle lifeCycle,
      StreetBook streets,
      Subscriptions subscriptions,
      Pushes pushes) {
    this.settings = settings;
    this.apps = apps;
    this.accounts = accounts;
    this.shipments = shipments;
    this.lifeCycle = lifeCycle;
    this.streets = streets;
    this.subscriptions = subscriptions;
    this.pushes = pushes;
  }

  void register(StandIn standIn) {
    standIn.control(HttpMethod.GET, "/settings", ctx -> settings.toJson());
    standIn.control(HttpMethod.POST, "/settings", this::changeSettings);
    standIn.control(HttpMethod.GET, "/apps", ctx -> apps());
    standIn.control(HttpMethod.POST, "/apps", this::addApp);
    standIn.control(
        HttpMethod.DELETE,
        "/tokens",
        ctx -> {
          apps.revokeAll();
          return new JsonObject();
        });
    standIn.control(HttpMethod.GET, "/accounts", ctx -> accounts());
    standIn.control(HttpMethod.POST, "/accounts", this::addAccount);
    standIn.control(HttpMethod.GET, "/addresses", ctx -> addresses());
    standIn.control(
        HttpMethod.POST,
        "/addresses",
        ctx -> {
          streets.add(StandIn.jsonBody(ctx));
          return addresses();
        });
    standIn.control(
        HttpMethod.DELETE,
        "/addresses",
        ctx -> {
          streets.clear();
          return addresses();
        });
    standIn.control(HttpMethod.GET, "/shipments", this::shipments);
    standIn.control(HttpMethod.GET, "/references", ctx -> references());
    standIn.control(HttpMethod.GET, "/parcels/:tracking", ctx -> parcel(found(ctx)));
    standIn.control(HttpMethod.POST, "/parcels/:tracking/advance", this::advance);
    standIn.control(HttpMethod.GET, "/track-alert", ctx -> subscriptions.toJson());
    standIn.control(
        HttpMethod.GET,
        "/track-alert/pushes",
        ctx -> new JsonObject().put("pushes", pushes.toJson()));
    standIn.control(
        HttpMethod.PUT,
        "/track-alert/webhook",
        ctx -> {
          subscriptions.register(StandIn.jsonBody(ctx));
          return subscriptions.toJson();
        });
  }

  private JsonObject changeSettings(RoutingContext ctx) {
    settings.change(StandIn.jsonBody(ctx));
    if (!settings.on(Setting.ALERT_OUT_OF_ORDER)) {
      pushes.release();
    }
    return settings.toJson();
  }

  private JsonObject apps() {
    JsonArray all = new JsonArray();
    apps.secrets()
        .forEach((clientId, secret) ->
            all.add(
                new JsonObject()
                    .put("clientId", clientId)
                    .put("secret", secret)
                    .put("tokenRequestsToday", apps.requestsToday(clientId))));
    return new JsonObject().put("apps", all);
  }

  private JsonObject addApp(RoutingContext ctx) {
    JsonObject json = StandIn.jsonBody(ctx);
    String clientId = Json.text(json, "clientId");
    String secret = Json.text(json, "secret");
    if (clientId.isEmpty() || clientId.contains(":") || secret.isEmpty()) {
      throw new IllegalArgumentException(
          "An app needs a 'clientId' without a colon, and a 'secret'.");
    }
    apps.add(clientId, secret);
    return apps();
  }

  private JsonObject accounts() {
    JsonArray all = new JsonArray();
    for (Accounts.Account account : accounts.all()) {
      all.add(
          new JsonObject()
              .put("number", account.number())
              .put("name", account.name())
              .put("negotiated", account.negotiated())
              .put("postalCode", account.postalCode())
              .put("country", account.country()));
    }
    return new JsonObject().put("accounts", all);
  }

  private JsonObject addAccount(RoutingContext ctx) {
    JsonObject json = StandIn.jsonBody(ctx);
    accounts.add(
        new Accounts.Account(
            Json.text(json, "number"),
            Json.text(json, "name"),
            Boolean.TRUE.equals(json.getValue("negotiated")),
            Json.text(json, "postalCode"),
            json.containsKey("country") ? Json.text(json, "country") : "US"));
    return accounts();
  }

  private JsonObject addresses() {
    return new JsonObject().put("addresses", streets.toJson());
  }

  /** All shipments, or those with {@code ?reference=}. */
  private JsonObject shipments(RoutingContext ctx) {
    String reference = ctx.request().getParam("reference");
    JsonArray all = new JsonArray();
    (reference == null ? shipments.all() : shipments.withReference(reference))
        .forEach(shipment -> all.add(shipment(shipment)));
    return new JsonObject().put("shipments", all);
  }

  /** How many shipments carry each reference, and how many of them still stand. */
  private JsonObject references() {
    JsonObject counts = new JsonObject();
    for (Map.Entry<String, Set<Shipment>> entry : shipments.references().entrySet()) {
      long live = entry.getValue().stream().filter(shipment -> !shipment.voided()).count();
      counts.put(
          entry.getKey(),
          new JsonObject().put("shipments", entry.getValue().size()).put("live", live));
    }
    return new JsonObject().put("references", counts);
  }

  private JsonObject advance(RoutingContext ctx) {
    Parcel parcel = found(ctx);
    lifeCycle.advance(parcel, StandIn.jsonBody(ctx));
    return parcel(parcel);
  }

  private Parcel found(RoutingContext ctx) {
    String number = ctx.pathParam("tracking");
    return shipments
        .parcel(number)
        .orElseThrow(
            () -> new IllegalArgumentException("There is no parcel with number " + number + "."));
  }

  private static JsonObject shipment(Shipment shipment) {
    JsonArray references = new JsonArray();
    shipment.parcels.stream()
        .flatMap(parcel -> parcel.references().stream())
        .map(Reference::value)
        .distinct()
        .forEach(references::add);
    JsonArray parcels = new JsonArray();
    shipment.parcels.forEach(parcel -> parcels.add(parcel(parcel)));
    return new JsonObject()
        .put("number", shipment.number())
        .put("state", shipment.voided() ? "voided" : "live")
        .put("references", references)
        .put("account", shipment.terms.account())
        .put("payer", Payers.transportOf(shipment.terms.order()))
        .put("clientId", shipment.terms.clientId())
        .put("merchantId", shipment.terms.merchantId())
        .put("service", shipment.terms.service().code())
        .put("createdAt", shipment.terms.createdAt().toString())
        .put("parcels", parcels);
  }

  private static JsonObject parcel(Parcel parcel) {
    JsonArray scans = new JsonArray();
    for (Scan scan : parcel.scans) {
      scans.add(
          new JsonObject()
              .put("step", scan.step().word())
              .put("type", scan.type())
              .put("code", scan.code())
              .put("statusCode", scan.statusCode())
              .put("at", scan.at().toString()));
    }
    return new JsonObject()
        .put("trackingNumber", parcel.trackingNumber)
        .put("state", parcel.voided() ? "voided" : parcel.scans.getLast().step().word())
        .put("scans", scans);
  }
}
