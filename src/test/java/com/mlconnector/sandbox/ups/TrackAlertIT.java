package com.mlconnector.sandbox.ups;

import static com.mlconnector.sandbox.ups.UpsBodies.ALERT;
import static com.mlconnector.sandbox.ups.UpsBodies.SHIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subscriptions, and the pushes as a tiny receiver gets them. */
class TrackAlertIT {
  private record Received(String credential, String userAgent, JsonObject event) {
    String code() {
      return event.getJsonObject("activityStatus").getString("code");
    }
  }

  private static final Instant NOW = Instant.parse("2026-06-17T18:30:12Z");

  private final Vertx vertx = Vertx.vertx();
  private final UpsSandbox sandbox = UpsSandbox.create(vertx, InstantSource.fixed(NOW));
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final HttpServer receiver = vertx.createHttpServer();
  private final UpsCaller ups = new UpsCaller(vertx, sandbox);
  private String number = "";

  @BeforeEach
  void start() throws Exception {
    receiver.requestHandler(request ->
        request
            .body()
            .onSuccess(body -> {
              received.add(
                  new Received(
                      request.getHeader("credential"),
                      request.getHeader("user-agent"),
                      body.toJsonObject()));
              request.response().end();
            }));
    receiver.listen(0, "127.0.0.1").await(10, TimeUnit.SECONDS);
    sandbox.listen("127.0.0.1", 0).await(10, TimeUnit.SECONDS);
    ups.logIn();
    number = ship();
    ups.control(
        HttpMethod.PUT,
        "/track-alert/webhook",
        new JsonObject().put("url", url()).put("credential", "portal-secret"));
  }

  @AfterEach
  void stop() throws Exception {
    sandbox.close().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_scan_is_pushed_to_the_registered_webhook() throws Exception {
    assertThat(ups.post(ALERT, UpsBodies.alert(number)).body())
        .isEqualTo(new JsonObject().put("validTrackingNumbers", new JsonArray().add(number)));

    ups.advance(number, Step.DELIVERED);

    Received push = next();
    assertThat(push.credential()).isEqualTo("portal-secret");
    assertThat(push.userAgent()).isEqualTo("UPSPubSubTrackingService");
    assertThat(push.event().getString("trackingNumber")).isEqualTo(number);
    assertThat(push.event().getJsonObject("activityStatus").getString("descriptionCode"))
        .isEqualTo("011");
    assertThat(push.event().getString("localActivityTime")).isEqualTo("143012");
    assertThat(push.event().getString("gmtActivityTime")).isEqualTo("183012");
    assertThat(push.event().getString("gmtOffset")).isEqualTo("-04.00");
  }

  @Test
  void a_v1_subscription_brings_its_own_destination() throws Exception {
    JsonObject body = UpsBodies.alert(number);
    String v1 = ALERT.replace("v2", "v1");
    assertThat(ups.post(v1, body).errorCode()).isEqualTo("VSS500");
    body.put(
        "destination",
        new JsonObject()
            .put("url", url())
            .put("credentialType", "Bearer")
            .put("credential", "own-secret"));
    assertThat(ups.post(v1, body).status()).isEqualTo(200);

    ups.advance(number, Step.PICKED_UP);

    assertThat(next().credential()).isEqualTo("own-secret");
  }

  @Test
  void unknown_numbers_are_sorted_out_and_alone_they_are_refused() {
    UpsCaller.Reply mixed = ups.post(ALERT, UpsBodies.alert(number, "1Z0000000000000000", "x"));
    assertThat(mixed.body().getJsonArray("invalidTrackingNumbers")).hasSize(2);
    UpsCaller.Reply none = ups.post(ALERT, UpsBodies.alert("1Z0000000000000000"));
    assertThat(none.errorCode()).isEqualTo("VSS210");
    assertThat(none.body().getJsonArray("invalidTrackingNumbers")).hasSize(1);
    String[] many = Collections.nCopies(101, number).toArray(String[]::new);
    assertThat(ups.post(ALERT, UpsBodies.alert(many)).errorCode()).isEqualTo("VSS220");
  }

  @ParameterizedTest
  @CsvSource({"P13D, 1", "P15D, 0"})
  void a_subscription_ends_after_fourteen_days(String later, int pushes) {
    ups.post(ALERT, UpsBodies.alert(number));
    ups.wind(later);
    ups.advance(number, Step.IN_TRANSIT);
    assertThat(ups.look("/track-alert/pushes").getJsonArray("pushes")).hasSize(pushes);
  }

  @Test
  void an_account_is_heard_of_until_it_is_unsubscribed() throws Exception {
    String path = ALERT.replace("package", "account");
    JsonObject body = new JsonObject().put("locale", "en_US").put("shipperAccountNumber", "A1B2C3");
    assertThat(ups.post(path, body).body().getString("expiryDate")).isEqualTo("9999-12-31");

    String another = ship();
    assertThat(next().event().getString("trackingNumber")).isEqualTo(another);

    assertThat(ups.delete(path + "?shipper_account_number=A1B2C3").status()).isEqualTo(200);
    ups.advance(another, Step.PICKED_UP);
    assertThat(ups.look("/track-alert/pushes").getJsonArray("pushes")).hasSize(1);
  }

  @Test
  void pushes_can_come_twice_late_or_never() throws Exception {
    ups.post(ALERT, UpsBodies.alert(number));
    ups.set(Setting.ALERT_DUPLICATE, true);
    ups.advance(number, Step.PICKED_UP);
    assertThat(List.of(next().code(), next().code())).containsExactly("OR", "OR");

    ups.set(Setting.ALERT_DUPLICATE, false);
    ups.set(Setting.ALERT_OUT_OF_ORDER, true);
    ups.advance(number, Step.OUT_FOR_DELIVERY);
    ups.advance(number, Step.DELIVERED);
    assertThat(List.of(next().code(), next().code())).containsExactly("FS", "OT");

    ups.set(Setting.ALERT_LOST, true);
    ups.advance(number, Step.RETURNED);
    JsonArray pushes = ups.look("/track-alert/pushes").getJsonArray("pushes");
    assertThat(pushes.getJsonObject(pushes.size() - 1).getString("outcome")).isEqualTo("lost");
    assertThat(received).isEmpty();
  }

  @Test
  void unknown_values_are_left_out_or_blank() throws Exception {
    ups.post(ALERT, UpsBodies.alert(number));
    ups.advance(number, Step.PICKED_UP);
    assertThat(next().event().containsKey("actualDeliveryDate")).isFalse();

    ups.set(Setting.ALERT_STYLE, "blank");
    ups.advance(number, Step.IN_TRANSIT);
    assertThat(next().event().getString("actualDeliveryDate")).isEmpty();
  }

  private Received next() throws InterruptedException {
    Received push = received.poll(10, TimeUnit.SECONDS);
    assertThat(push).as("a push within ten seconds").isNotNull();
    return push;
  }

  private String url() {
    return "http://127.0.0.1:" + receiver.actualPort() + "/hook";
  }

  private String ship() {
    return ups.post(SHIP, UpsBodies.ship("SHP-1"))
        .body()
        .getJsonObject("ShipmentResponse")
        .getJsonObject("ShipmentResults")
        .getString("ShipmentIdentificationNumber");
  }
}
