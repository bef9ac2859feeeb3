package com.mlconnector.support;

import com.mlconnector.sandbox.freshbooks.FreshBooksSandbox;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A FreshBooks of a test's own, and what a clerk does there. */
public final class FreshBooksDesk {
  private final FreshBooksSandbox sandbox;
  private final HttpApi api;

  private FreshBooksDesk(FreshBooksSandbox sandbox) {
    this.sandbox = sandbox;
    this.api = new HttpApi(sandbox.baseUrl() + "/_control");
  }

  /** As FreshBooks is, but with webhooks that take no seconds. */
  static FreshBooksDesk open(Vertx vertx, InstantSource clock) throws TimeoutException {
    FreshBooksSandbox sandbox =
        FreshBooksSandbox.create(vertx, clock)
            .with(
                new JsonObject()
                    .put("webhookDelayMillis", 20)
                    .put(
                        "webhookAttemptsMillis",
                        new JsonArray().add(0).add(500).add(1000).add(5000)));
    return new FreshBooksDesk(sandbox.listen("127.0.0.1", 0).await(10, TimeUnit.SECONDS));
  }

  /** At a FreshBooks that somebody else has opened. */
  public static FreshBooksDesk at(FreshBooksSandbox sandbox) {
    return new FreshBooksDesk(sandbox);
  }

  FreshBooksSandbox sandbox() {
    return sandbox;
  }

  /** Where the stand-in listens. */
  public String url() {
    return sandbox.baseUrl();
  }

  /** A client with one address, which is both billing and shipping. */
  public long newClient(String name, String street, String city, String state, String zip) {
    JsonObject client =
        new JsonObject()
            .put("organization", name)
            .put("fname", "Robin")
            .put("lname", "Vale")
            .put("bus_phone", "510-555-0177")
            .put("p_street", street)
            .put("p_city", city)
            .put("p_province", state)
            .put("p_code", zip)
            .put("p_country", "United States");
    return api.post("/clients", client).getLong("id");
  }

  /** One that UPS knows without a question. */
  public long newClient() {
    return newClient("Quay Bakery", "412 Harrison Street", "Oakland", "CA", "94607");
  }

  public void editClient(long client, JsonObject changes) {
    api.patch("/clients/" + client, changes);
  }

  /** A sent invoice over one article, with whatever else {@code fields} say. */
  public long issue(long client, JsonObject fields) {
    JsonObject invoice = fields.copy().put("client", client);
    if (!invoice.containsKey("lines")) {
      invoice.put("lines", new JsonArray().add(line("Blue mug", "Glazed")));
    }
    return api.post("/invoices", invoice).getLong("invoiceid");
  }

  public long issueWithNotes(long client, String notes) {
    return issue(client, new JsonObject().put("notes", notes));
  }

  /** Many alike, of which no webhook tells. */
  public List<Long> importInvoices(int count, long client, JsonObject fields) {
    JsonObject wish =
        new JsonObject().put("count", count).put("invoice", fields.copy().put("client", client));
    return api.post("/invoices/import", wish).getJsonArray("invoiceids").stream()
        .map(id -> ((Number) id).longValue())
        .toList();
  }

  public void pay(long invoice) {
    api.post("/invoices/" + invoice + "/payments", new JsonObject());
  }

  /** One more business of the same owner, with a client of its own. */
  public long addBusiness(String account) {
    api.post("/businesses", new JsonObject().put("account", account));
    return api.post(
            "/clients", new JsonObject().put("account", account).put("organization", "Second Quay"))
        .getLong("id");
  }

  /** What the person who consents is in a business: {@code owner}, {@code client}, … */
  public void role(String account, String role) {
    api.patch("/businesses/" + account, new JsonObject().put("role", role));
  }

  /** Another app in the developer portal: {@code clientSecret}, {@code withheld}, … */
  public void app(String what, Object value) {
    api.patch("/app", new JsonObject().put(what, value));
  }

  public static JsonObject line(String name, String description) {
    return new JsonObject()
        .put("name", name)
        .put("description", description)
        .put("qty", 1)
        .put("unit_cost", "9.50");
  }

  public JsonObject invoice(long invoice) {
    return api.get("/invoices/" + invoice);
  }

  public String notes(long invoice) {
    return invoice(invoice).getString("notes");
  }

  public void edit(long invoice, JsonObject changes) {
    api.patch("/invoices/" + invoice, changes);
  }

  public void delete(long invoice) {
    api.delete("/invoices/" + invoice);
  }

  public void set(String setting, Object value) {
    api.patch("/settings", new JsonObject().put(setting, value));
  }

  public void fault(JsonObject fault) {
    api.post("/faults", fault);
  }

  public void clearFaults() {
    api.delete("/faults");
  }

  /** The log of requests begins anew. */
  public void forgetRequests() {
    api.delete("/requests");
  }

  /** The webhook for an invoice once more. */
  public void fire(String event, long object) {
    api.post("/events", new JsonObject().put("name", event).put("objectId", object));
  }

  public List<JsonObject> deliveriesOf(long object) {
    return objects(api.get("/deliveries?object=" + object), "deliveries");
  }

  public void redeliver(JsonObject delivery) {
    api.post("/deliveries/" + delivery.getInteger("n") + "/redeliver", new JsonObject());
  }

  public List<JsonObject> callbacks() {
    return objects(api.get("/callbacks"), "callbacks");
  }

  /** What the API was asked, oldest first. */
  public List<JsonObject> requests(String operation) {
    return objects(api.get("/requests?operation=" + operation), "requests");
  }

  public List<JsonObject> requests() {
    return objects(api.get("/requests"), "requests");
  }

  public long readsOf(long invoice) {
    return requests("invoice.get").stream()
        .filter(request -> request.getString("path").endsWith("/" + invoice))
        .count();
  }

  public void expireAccessTokens() {
    api.post("/tokens/expire", new JsonObject());
  }

  /** Moves its clock; back as well. */
  public void advance(Duration by) {
    api.post("/clock", new JsonObject().put("advance", by.toString()));
  }

  /** The owner disconnects our app. */
  public void revokeTokens() {
    api.delete("/tokens");
  }

  /** What was consented to reaches less far from now on. */
  public void reduceScope(String scope) {
    api.patch("/tokens", new JsonObject().put("scope", scope));
  }

  /** On the developer page, of our app. */
  public void changeSecret(String secret) {
    api.patch("/app", new JsonObject().put("clientSecret", secret));
  }

  public static List<JsonObject> objects(JsonObject answer, String member) {
    return answer.getJsonArray(member).stream().map(JsonObject.class::cast).toList();
  }
}
