package com.mlconnector.bench;

import com.mlconnector.sandbox.ups.UpsSandbox;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A FreshBooks account that the gateway listens to: where its deliveries go, and what signs. */
record Sender(String path, String account, String verifier) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Opens a connection and gives consent, as a person would; waits for the webhooks. */
  static Sender connect(Stage stage) throws IOException, InterruptedException {
    Web web = stage.web();
    web.post(stage.management() + "/api/connections", connection(stage), Stage.TOKEN);
    String consent =
        web.post(
                stage.management() + "/api/connections/bench/consent",
                new JsonObject(),
                Stage.TOKEN)
            .getString("consentUrl");
    web.get(consent + "&auto=allow");
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < PATIENCE.toNanos()) {
      JsonArray callbacks =
          new JsonObject(web.get(stage.freshBooks().baseUrl() + "/_control/callbacks"))
              .getJsonArray("callbacks");
      for (int i = 0; i < callbacks.size(); i++) {
        JsonObject callback = callbacks.getJsonObject(i);
        if (callback.getString("event").startsWith("invoice") && callback.getBoolean("verified")) {
          return new Sender(
              URI.create(callback.getString("uri")).getPath(),
              stage.freshBooks().accountId(),
              callback.getString("verifier"));
        }
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    throw new IllegalStateException("The gateway has verified no webhook for invoices.");
  }

  private static JsonObject connection(Stage stage) {
    return new JsonObject()
        .put("id", "bench")
        .put(
            "freshbooks",
            new JsonObject()
                .put("clientId", stage.freshBooks().clientId())
                .put("clientSecret", stage.freshBooks().clientSecret()))
        .put(
            "ups",
            new JsonObject()
                .put("clientId", UpsSandbox.CLIENT_ID)
                .put("clientSecret", UpsSandbox.CLIENT_SECRET)
                .put("account", UpsSandbox.ACCOUNT))
        .put(
            "settings",
            new JsonObject()
                .put(
                    "shipper",
                    new JsonObject()
                        .put("name", "Bench Supply Co")
                        .put("attention", "Shipping Desk")
                        .put("lines", new JsonArray().add("1204 Adeline St"))
                        .put("city", "Oakland")
                        .put("state", "CA")
                        .put("postalCode", "94607")
                        .put("country", "US")
                        .put("phone", "5105550142"))
                .put("unit", "lb")
                .put("timeZone", "America/Los_Angeles"));
  }

  @Override
  public String toString() {
    return "Sender[" + path + "]";
  }
}
