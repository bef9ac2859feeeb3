package com.mlconnector.sandbox.ups;

import static com.mlconnector.sandbox.ups.UpsBodies.ALERT;
import static com.mlconnector.sandbox.ups.UpsBodies.QUANTUM;
import static com.mlconnector.sandbox.ups.UpsBodies.RATE;
import static com.mlconnector.sandbox.ups.UpsBodies.RECOVERY;
import static com.mlconnector.sandbox.ups.UpsBodies.SHIP;
import static com.mlconnector.sandbox.ups.UpsBodies.TRACK;
import static com.mlconnector.sandbox.ups.UpsBodies.VOID;
import static com.mlconnector.sandbox.ups.UpsBodies.XAV;
import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.UpsSpecs;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every answer of the stand-in, good and bad, against UPS's published schemas. */
class UpsSandboxSpecIT {
  private static final List<String> OPERATIONS =
      List.of(
          "token",
          "address-validation",
          "rate",
          "ship",
          "void",
          "label-recovery",
          "track",
          "track-reference",
          "track-shipment",
          "track-alert-subscribe",
          "track-alert-account",
          "quantum-view");

  private static final Optional<UpsSpecs> SPECS = UpsSpecs.load();
  @RegisterExtension private final RunningUps running = new RunningUps("2026-06-11T16:01:14Z");

  private final UpsCaller ups = running.ups;

  @BeforeEach
  void specs_are_at_hand() {
    Assumptions.assumeTrue(SPECS.isPresent(), UpsSpecs.NOT_FOUND);
  }

  @Test
  void every_answer_is_as_ups_has_published_it() {
    callEverything();

    JsonArray log = ups.look("/requests").getJsonArray("requests");
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (Object element : log) {
      JsonObject entry = (JsonObject) element;
      boolean good = entry.getInteger("status") < 300;
      // Requests that were meant to be refused need not be valid.
      List<String> violations =
          SPECS.orElseThrow().violationsOfExchange(entry).stream()
              .filter(violation -> good || violation.startsWith("answer"))
              .toList();
      assertThat(violations).as(entry.encodePrettily()).isEmpty();
      counts.merge(entry.getString("operation") + (good ? " success" : " error"), 1, Integer::sum);
    }
    System.out.println("UPS answers checked against the published schemas: " + counts);
    for (String operation : OPERATIONS) {
      assertThat(counts).containsKeys(operation + " success", operation + " error");
    }
  }

  @Test
  void pushes_are_as_published_for_every_kind_of_scan() {
    ups.control(
        HttpMethod.PUT, "/track-alert/webhook", new JsonObject().put("url", "http://127.0.0.1:1"));
    String number = number(ups.post(SHIP, UpsBodies.ship("SHP-1")));
    ups.post(ALERT, UpsBodies.alert(number));
    for (Step step : Step.values()) {
      ups.advance(number, step);
    }

    JsonArray pushes = ups.look("/track-alert/pushes").getJsonArray("pushes");
    assertThat(pushes).hasSize(Step.values().length);
    for (Object push : pushes) {
      JsonObject event = ((JsonObject) push).getJsonObject("event");
      assertThat(SPECS.orElseThrow().violationsOfPush(event)).as(event.encode()).isEmpty();
    }
  }

  @Test
  void a_collapsed_answer_is_caught() {
    ups.fault(new JsonObject().put("operation", "ship").put("kind", "collapse"));

    JsonObject answer = ups.post(SHIP, UpsBodies.ship("SHP-1")).body();

    assertThat(SPECS.orElseThrow().violationsOfResponse("ship", 200, answer)).isNotEmpty();
  }

  private void callEverything() {
    ups.askForToken("wrong");
    ups.form("", UpsSandbox.CLIENT_SECRET);
    validateAddresses();
    ups.post(RATE, UpsBodies.rate("03"));
    ups.post("/api/rating/v2409/Shop", UpsBodies.rate("03"));
    ups.post(RATE, UpsBodies.rate("99"));
    ups.set(Setting.NEGOTIATED_RATES, false);
    ups.post("/api/rating/v2409/Shop", UpsBodies.rate("03"));
    ups.set(Setting.NEGOTIATED_RATES, true);
    String number = ship();
    recoverAndVoid(number);
    track(number);
    subscribe(number);
    ups.post(QUANTUM, UpsBodies.quantum("20260605000000", ""));
    ups.set(Setting.QUANTUM_VIEW, true);
    ups.set(Setting.QUANTUM_FILE_RECORDS, 3);
    for (Step step : Step.values()) {
      ups.advance(number, step);
    }
    track(number);
    JsonObject week = UpsBodies.quantum("20260605000000", "20260611235959");
    Optional<String> bookmark = page(week);
    while (bookmark.isPresent()) {
      week.getJsonObject("QuantumViewRequest").put("Bookmark", bookmark.get());
      bookmark = page(week);
    }
    ups.useToken("unknown");
    ups.post(RATE, UpsBodies.rate("03"));
    ups.post(ALERT, UpsBodies.alert(number));
    ups.get(TRACK + number);
  }

  private void validateAddresses() {
    ups.post(XAV, UpsBodies.xav("Buffalo", "NY", "14222", "1187 Elmwood Ave", "Apt 4"));
    ups.post(XAV, UpsBodies.xav("Buffalo", "NY", "14222", "1187 Elmwood Ave"));
    ups.post(XAV, UpsBodies.xav("Buffalo", "NY", "14222", "Nowhere Lane"));
    ups.post("/api/addressvalidation/v2/1", UpsBodies.xav("Austin", "TX", "78701", "1 Main St"));
    ups.post("/api/addressvalidation/v2/2", UpsBodies.xav("Austin", "TX", "78701", "1 Main St"));
    ups.post(XAV, UpsBodies.xav("", "", "", "1 Main St"));
  }

  private String ship() {
    JsonObject unqualified = UpsBodies.ship("SHP-1");
    UpsBodies.shipmentOf(unqualified)
        .put("ShipmentRatingOptions", new JsonObject().put("NegotiatedRatesIndicator", ""));
    ups.post(SHIP, unqualified);
    ups.set(Setting.NEGOTIATED_RATES, false);
    ups.post(SHIP, unqualified);
    JsonObject thermal = UpsBodies.ship("SHP-1");
    thermal.getJsonObject("ShipmentRequest").put("LabelSpecification", UpsBodies.label("ZPL"));
    ups.post(SHIP, thermal);
    ups.post(SHIP, new JsonObject());
    return number(ups.post(SHIP, UpsBodies.ship("SHP-2", 2)));
  }

  private void recoverAndVoid(String number) {
    ups.post(RECOVERY, UpsBodies.recovery("SHP-1"));
    ups.post(RECOVERY, UpsBodies.recovery("SHP-2"));
    ups.post(RECOVERY, UpsBodies.recoveryOf(number));
    ups.post(RECOVERY, UpsBodies.recovery("SHP-3"));
    JsonObject pdf = UpsBodies.recoveryOf(number);
    pdf.getJsonObject("LabelRecoveryRequest")
        .getJsonObject("LabelSpecification")
        .getJsonObject("LabelImageFormat")
        .put("Code", "PDF");
    ups.post(RECOVERY, pdf);
    String voided = number(ups.post(SHIP, UpsBodies.ship("SHP-4", 2)));
    ups.delete(VOID + voided + "?trackingnumber=" + voided);
    ups.delete(VOID + voided + "?trackingnumber=%5B%22" + voided + "%22%2C%221Z0%22%5D");
    ups.delete(VOID + voided);
    ups.delete(VOID + voided);
    ups.post(RECOVERY, UpsBodies.recovery("SHP-4"));
    ups.get(TRACK + voided);
  }

  private void track(String number) {
    for (String path :
        List.of("/api/track/v1/reference/details/", "/api/track/v1/shipment/details/", TRACK)) {
      ups.get(path + number);
      ups.get(path + "SHP-2");
    }
    ups.set(Setting.TRACK_UNKNOWN_IS_404, true);
    ups.get("/api/track/v1/reference/details/SHP-9");
    ups.set(Setting.TRACK_UNKNOWN_IS_404, false);
  }

  private void subscribe(String number) {
    ups.post(ALERT, UpsBodies.alert(number, "1Z0000000000000000"));
    ups.post(ALERT, UpsBodies.alert("1Z0000000000000000"));
    ups.post(ALERT, new JsonObject());
    String v1 = ALERT.replace("v2", "v1");
    ups.post(v1, UpsBodies.alert(number));
    ups.post(
        v1, UpsBodies.alert(number).put("destination", UpsBodies.destination("https://a.test")));
    String account = ALERT.replace("package", "account");
    ups.post(
        account, new JsonObject().put("locale", "en_US").put("shipperAccountNumber", "A1B2C3"));
    ups.post(account, new JsonObject().put("locale", "en_US"));
    ups.delete(account + "?shipper_account_number=A1B2C3");
    ups.delete(account + "?shipper_account_number=A1B2C3");
  }

  private Optional<String> page(JsonObject request) {
    return Optional.ofNullable(
        ups.post(QUANTUM, request)
            .body()
            .getJsonObject("QuantumViewResponse")
            .getString("Bookmark"));
  }

  private static String number(UpsCaller.Reply reply) {
    return reply
        .body()
        .getJsonObject("ShipmentResponse")
        .getJsonObject("ShipmentResults")
        .getString("ShipmentIdentificationNumber");
  }
}
