package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What an operator does once for each shop. */
final class OpenConnection implements Step {
  @Override
  public String title() {
    return "A connection is opened: consent, tokens, webhooks";
  }

  @Override
  public String run(Stage stage) {
    JsonObject opened = stage.gateway.post("/api/connections", connection(stage.places));
    stage.tell("operator → gateway", "opens connection " + Stage.CONNECTION, "");
    stage.ups.put(
        "/_control/track-alert/webhook",
        new JsonObject()
            .put("url", opened.getString("upsPushUrl"))
            .put("credential", opened.getString("upsPushCredential")));
    stage.tell("operator → UPS", "registers the gateway's push address", "");
    stage.gateway.put(
        Stage.path("/clients/" + Stage.STUDIO),
        new JsonObject().put("upsAccount", stage.places.clientUpsAccount()));
    stage.tell("operator → gateway", "stores a client's own UPS account", "");
    String consent =
        stage.gateway.post(Stage.path("/consent"), new JsonObject()).getString("consentUrl");
    stage.tell("operator", "gives consent in the browser", "");
    new Api(consent + "&auto=allow").bytes("");
    Stage.until(
        () -> "the webhooks are not registered and verified: " + callbacks(stage).encode(),
        () -> verified(callbacks(stage)));
    return "two webhooks registered and verified";
  }

  private static JsonArray callbacks(Stage stage) {
    JsonArray seen = new JsonArray();
    stage
        .freshBooks
        .get("/_control/callbacks")
        .getJsonArray("callbacks")
        .forEach(callback ->
            seen.add(
                new JsonObject()
                    .put("event", ((JsonObject) callback).getString("event"))
                    .put("verified", ((JsonObject) callback).getBoolean("verified"))));
    return seen;
  }

  private static Optional<Boolean> verified(JsonArray callbacks) {
    boolean all = callbacks.stream().allMatch(c -> ((JsonObject) c).getBoolean("verified"));
    return callbacks.size() == 2 && all ? Optional.of(true) : Optional.empty();
  }

  private static JsonObject connection(Places places) {
    return new JsonObject()
        .put("id", Stage.CONNECTION)
        .put(
            "freshbooks",
            new JsonObject()
                .put("clientId", places.freshBooksClientId())
                .put("clientSecret", places.freshBooksClientSecret()))
        .put(
            "ups",
            new JsonObject()
                .put("clientId", places.upsClientId())
                .put("clientSecret", places.upsClientSecret())
                .put("account", places.upsAccount()))
        .put(
            "settings",
            new JsonObject()
                .put("shipper", shipper())
                .put("unit", "lb")
                .put("timeZone", "America/Los_Angeles"));
  }

  private static JsonObject shipper() {
    return new JsonObject()
        .put("name", "Harbor Supply Co")
        .put("attention", "Shipping Desk")
        .put("lines", new JsonArray().add("1204 Adeline St").add("Unit 12"))
        .put("city", "Oakland")
        .put("state", "CA")
        .put("postalCode", "94607")
        .put("country", "US")
        .put("phone", "5105550142");
  }
}
