package com.mlconnector.support;

import com.mlconnector.sandbox.ups.UpsSandbox;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A UPS of a test's own, and what it counted. */
public final class UpsDepot {
  private final UpsSandbox sandbox;
  private final HttpApi api;

  private UpsDepot(UpsSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = new HttpApi(sandbox.baseUrl() + "/_control");
  }

  static UpsDepot open(Vertx vertx, InstantSource clock) throws TimeoutException {
    UpsSandbox sandbox = UpsSandbox.create(vertx, clock);
    return new UpsDepot(sandbox.listen("127.0.0.1", 0).await(10, TimeUnit.SECONDS));
  }

  /** At a UPS that somebody else has opened. */
  public static UpsDepot at(UpsSandbox sandbox) {
    return new UpsDepot(sandbox);
  }

  UpsSandbox sandbox() {
    return sandbox;
  }

  /** Every shipment ever bought for an invoice, voided ones too. */
  public List<JsonObject> shipmentsOf(long invoice) {
    return shipments().stream()
        .filter(shipment ->
            shipment.getJsonArray("references").stream()
                .anyMatch(reference -> reference.toString().startsWith("FB-" + invoice + "-")))
        .toList();
  }

  public List<JsonObject> requests(String operation) {
    return FreshBooksDesk.objects(api.get("/requests?operation=" + operation), "requests");
  }

  public List<JsonObject> requests() {
    return FreshBooksDesk.objects(api.get("/requests"), "requests");
  }

  /** Ship calls for an invoice, whatever came of them. */
  public List<JsonObject> purchaseCalls(long invoice) {
    return requests("ship").stream()
        .filter(request -> request.getString("body").contains("FB-" + invoice + "-"))
        .toList();
  }

  public void fault(JsonObject fault) {
    api.post("/faults", fault);
  }

  /** In the developer portal, of our app. */
  public void changeSecret(String secret) {
    api.post("/apps", new JsonObject().put("clientId", UpsSandbox.CLIENT_ID).put("secret", secret));
  }

  public void revokeTokens() {
    api.delete("/tokens");
  }

  /** Moves its clock; back as well. */
  public void advance(Duration by) {
    api.post("/clock", new JsonObject().put("advance", by.toString()));
  }

  /** Every shipment ever bought. */
  public List<JsonObject> shipments() {
    return FreshBooksDesk.objects(api.get("/shipments"), "shipments");
  }

  /** The log of requests begins anew. */
  public void forgetRequests() {
    api.delete("/requests");
  }

  public void clearFaults() {
    api.delete("/faults");
  }

  public void set(String setting, Object value) {
    api.post("/settings", new JsonObject().put(setting, value));
  }

  /** UPS judges addresses on this street so from now on. */
  public void judge(String street, String outcome) {
    api.post("/addresses", new JsonObject().put("street", street).put("outcome", outcome));
  }

  /** What the operator types into UPS's developer portal, for Track Alert v2. */
  void registerWebhook(String url, String credential) {
    api.put("/track-alert/webhook", new JsonObject().put("url", url).put("credential", credential));
  }

  public boolean isSubscribed(String parcel) {
    return FreshBooksDesk.objects(api.get("/track-alert"), "subscriptions").stream()
        .anyMatch(subscription -> subscription.getString("subject").equals(parcel));
  }

  public List<JsonObject> pushes(String parcel) {
    return FreshBooksDesk.objects(api.get("/track-alert/pushes"), "pushes").stream()
        .filter(push -> push.getJsonObject("event").encode().contains(parcel))
        .toList();
  }

  /** The next scan of a parcel. */
  public void scan(String parcel, String step) {
    api.post("/parcels/" + parcel + "/advance", new JsonObject().put("to", step));
  }
}
