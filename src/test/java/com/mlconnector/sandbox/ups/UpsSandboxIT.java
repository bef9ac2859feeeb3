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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsSandboxIT {
  private static final Instant NOW = Instant.parse("2026-06-11T16:01:14Z");

  private final Vertx vertx = Vertx.vertx();
  private final UpsSandbox sandbox = UpsSandbox.create(vertx, InstantSource.fixed(NOW));
  private final UpsCaller ups = new UpsCaller(vertx, sandbox);

  @BeforeEach
  void start() throws Exception {
    sandbox.listen("127.0.0.1", 0).await(10, TimeUnit.SECONDS);
    ups.logIn();
  }

  @AfterEach
  void stop() throws Exception {
    sandbox.close().await(10, TimeUnit.SECONDS);
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void tokens_have_a_budget_a_lifetime_and_an_owner() {
    UpsCaller.Reply token = ups.askForToken(UpsSandbox.CLIENT_SECRET);
    assertThat(token.status()).isEqualTo(200);
    assertThat(token.body().getValue("expires_in")).isEqualTo("14399");
    assertThat(ups.askForToken("wrong").errorCode()).isEqualTo("10401");
    assertThat(ups.form("grant_type=other", UpsSandbox.CLIENT_SECRET).errorCode())
        .isEqualTo("10400");

    ups.set(Setting.TOKEN_BUDGET, 5);
    assertThat(ups.askForToken(UpsSandbox.CLIENT_SECRET).status()).isEqualTo(200);
    UpsCaller.Reply sixth = ups.askForToken(UpsSandbox.CLIENT_SECRET);
    assertThat(sixth.status()).isEqualTo(429);
    assertThat(sixth.errorCode()).isEqualTo("10429");

    ups.wind("P1D");
    UpsCaller.Reply expired = ups.post(RATE, UpsBodies.rate("03"));
    assertThat(expired.status()).isEqualTo(401);
    assertThat(expired.errorCode()).isEqualTo("250002");
    assertThat(ups.askForToken(UpsSandbox.CLIENT_SECRET).status()).isEqualTo(200);
  }

  @Test
  void a_missing_product_and_a_blocked_merchant_refuse_good_tokens() {
    ups.set(Setting.MISSING_PRODUCTS, new JsonArray().add("rating"));
    assertThat(ups.post(RATE, UpsBodies.rate("03")).errorCode()).isEqualTo("250002");
    assertThat(ups.post(SHIP, UpsBodies.ship("SHP-1")).status()).isEqualTo(200);

    ups.set(Setting.BLOCKED_MERCHANTS, new JsonArray().add("A1B2C3"));
    assertThat(ups.post(SHIP, UpsBodies.ship("SHP-1")).status()).isEqualTo(403);
  }

  @ParameterizedTest(name = "{0} | {1} | {2} {3} {4} is {5}")
  @CsvSource(
      textBlock =
          """
          1187 Elmwood Ave, Apt 4, Buffalo, NY, 14222, ValidAddressIndicator
          1187 Elmwood Ave, '', Buffalo, NY, 14222, AmbiguousAddressIndicator
          2250 Adeline St, Unit 12, Oakland, CA, 94607, ValidAddressIndicator
          12 Congress St, '', Portland, ME, 04101, ValidAddressIndicator
          500 Congress Ave, Suite 200, Austin, TX, 78701, ValidAddressIndicator
          500 Congress Ave, '', Austin, TX, 10001, ValidAddressIndicator
          1 Main St, '', Smallville, KS, 10001, NoCandidatesIndicator
          12 Nowhere Lane, '', Austin, TX, 78701, NoCandidatesIndicator
          The Old Mill, '', Austin, TX, 78701, NoCandidatesIndicator
          """)
  void addresses_are_valid_ambiguous_or_unknown(
      String line, String unit, String city, String state, String zip, String indicator) {
    JsonObject answer =
        ups.post(XAV, UpsBodies.xav(city, state, zip, line, unit))
            .body()
            .getJsonObject("XAVResponse");

    assertThat(answer.fieldNames().stream().filter(name -> name.endsWith("Indicator")))
        .containsExactly(indicator);
  }

  @Test
  void the_candidates_of_an_apartment_house_are_a_range_its_units_and_another_street() {
    JsonArray candidates =
        ups.post(XAV, UpsBodies.xav("Buffalo", "NY", "14222", "1187 Elmwood Ave"))
            .body()
            .getJsonObject("XAVResponse")
            .getJsonArray("Candidate");

    assertThat(candidates).hasSize(3);
    assertThat(candidates.encode()).contains("1187 ELMWOOD AVE APT 1-12", "14207");
  }

  @Test
  void address_rules_and_the_test_host_change_the_outcome() {
    JsonObject austin = UpsBodies.xav("Austin", "TX", "78701", "500 Congress Ave", "Apt 2");
    rule("dropped-unit");
    assertThat(ups.post(XAV, austin).body().encode())
        .contains("500 CONGRESS AVE\"")
        .contains("ValidAddressIndicator");
    rule("unavailable");
    assertThat(ups.post(XAV, austin).errorCode()).isEqualTo("264001");
    ups.set(Setting.CIE_MODE, true);
    assertThat(ups.post(XAV, austin).errorCode()).isEqualTo("9264030");
  }

  private void rule(String outcome) {
    ups.control(
        HttpMethod.POST,
        "/addresses",
        new JsonObject().put("zip", "78701").put("outcome", outcome));
  }

  @Test
  void a_quote_and_the_shipment_bought_on_it_cost_the_same() {
    JsonObject rated =
        ups.post(RATE, UpsBodies.rate("03"))
            .body()
            .getJsonObject("RateResponse")
            .getJsonArray("RatedShipment")
            .getJsonObject(0);
    JsonObject charges =
        ups.post(SHIP, UpsBodies.ship("SHP-1"))
            .body()
            .getJsonObject("ShipmentResponse")
            .getJsonObject("ShipmentResults")
            .getJsonObject("ShipmentCharges");

    assertThat(rated.getJsonObject("TotalCharges"))
        .isEqualTo(charges.getJsonObject("TotalCharges"));
    assertThat(rated.containsKey("NegotiatedRateCharges")).isTrue();
    assertThat(
            ups.post("/api/rating/v2409/Shop", UpsBodies.rate("03"))
                .body()
                .getJsonObject("RateResponse")
                .getJsonArray("RatedShipment"))
        .hasSizeGreaterThan(3);
  }

  @Test
  void a_label_is_recovered_by_reference_until_the_shipment_is_voided() {
    JsonObject results = shipped("SHP-1");
    String number = results.getString("ShipmentIdentificationNumber");
    String label =
        results
            .getJsonArray("PackageResults")
            .getJsonObject(0)
            .getJsonObject("ShippingLabel")
            .getString("GraphicImage");

    JsonObject found =
        ups.post(RECOVERY, UpsBodies.recovery("SHP-1"))
            .body()
            .getJsonObject("LabelRecoveryResponse");
    assertThat(found.getString("ShipmentIdentificationNumber")).isEqualTo(number);
    assertThat(found.getJsonArray("LabelResults").encode()).contains(label);
    assertThat(ups.post(RECOVERY, UpsBodies.recovery("SHP-2")).errorCode()).isEqualTo("9801031");

    assertThat(ups.delete(VOID + number).body().encode()).contains("\"Code\":\"1\"");
    assertThat(ups.post(RECOVERY, UpsBodies.recovery("SHP-1")).errorCode()).isEqualTo("9801040");
    assertThat(ups.post(RECOVERY, UpsBodies.recoveryOf(number)).errorCode()).isEqualTo("9801040");
    assertThat(ups.delete(VOID + number).status()).isEqualTo(400);
    assertThat(ups.delete(VOID + "1Z2220060294314162").errorCode()).isEqualTo("190102");
    assertThat(ups.get(TRACK + number).body().encode()).contains("\"code\":\"VP\"");
  }

  @Test
  void a_label_is_a_picture_of_four_by_six() throws Exception {
    for (String format : List.of("GIF", "PNG")) {
      JsonObject body = UpsBodies.ship("SHP-1");
      body.getJsonObject("ShipmentRequest").put("LabelSpecification", UpsBodies.label(format));
      var picture = ImageIO.read(new ByteArrayInputStream(label(body)));
      assertThat(picture.getHeight() * 4).isEqualTo(picture.getWidth() * 6);
    }
    JsonObject thermal = UpsBodies.ship("SHP-1");
    thermal.getJsonObject("ShipmentRequest").put("LabelSpecification", UpsBodies.label("ZPL"));
    assertThat(new String(label(thermal), StandardCharsets.US_ASCII))
        .startsWith("^XA")
        .contains("REF: SHP-1");
  }

  private byte[] label(JsonObject ship) {
    return Base64.getDecoder()
        .decode(
            results(ups.post(SHIP, ship))
                .getJsonArray("PackageResults")
                .getJsonObject(0)
                .getJsonObject("ShippingLabel")
                .getString("GraphicImage"));
  }

  @Test
  void the_same_order_twice_is_two_shipments_and_recovery_names_both() {
    shipped("SHP-1");
    shipped("SHP-1");

    assertThat(ups.look("/references").getJsonObject("references").getJsonObject("SHP-1"))
        .isEqualTo(new JsonObject().put("shipments", 2).put("live", 2));
    assertThat(
            ups.post(RECOVERY, UpsBodies.recovery("SHP-1"))
                .body()
                .getJsonObject("LabelRecoveryResponse")
                .getJsonArray("TrackingCandidate"))
        .hasSize(2);
  }

  @Test
  void a_label_can_take_its_time_to_be_found() {
    ups.set(Setting.LABEL_DELAY_SECONDS, 60);
    shipped("SHP-1");
    assertThat(ups.post(RECOVERY, UpsBodies.recovery("SHP-1")).errorCode()).isEqualTo("9801031");
    ups.wind("PT1M");
    assertThat(ups.post(RECOVERY, UpsBodies.recovery("SHP-1")).status()).isEqualTo(200);
  }

  @Test
  void one_package_of_several_can_be_voided() {
    JsonObject results = results(ups.post(SHIP, UpsBodies.ship("SHP-1", 3)));
    String first = results.getString("ShipmentIdentificationNumber");
    String second =
        results.getJsonArray("PackageResults").getJsonObject(1).getString("TrackingNumber");

    JsonObject answer = ups.delete(VOID + first + "?trackingnumber=" + second).body();

    assertThat(answer.getJsonObject("VoidShipmentResponse").getJsonArray("PackageLevelResult"))
        .hasSize(1);
    assertThat(
            ups.post(RECOVERY, UpsBodies.recovery("SHP-1"))
                .body()
                .getJsonObject("LabelRecoveryResponse")
                .getJsonArray("LabelResults"))
        .hasSize(2);
  }

  @Test
  void a_bad_order_is_refused_with_the_documented_code() {
    assertThat(refusal(s -> s.put("ReferenceNumber", UpsBodies.references("SHP-1"))))
        .isEqualTo("120541");
    assertThat(refusal(s -> s.getJsonObject("Shipper").put("ShipperNumber", "ZZZZZZ")))
        .isEqualTo("120100");
    assertThat(refusal(s -> address(s, "Shipper").remove("StateProvinceCode"))).isEqualTo("120106");
    assertThat(refusal(s -> address(s, "ShipTo").put("PostalCode", "14222-1213")))
        .isEqualTo("120207");
    assertThat(refusal(s -> address(s, "ShipTo").put("CountryCode", "CA"))).isEqualTo("120209");
    assertThat(refusal(s -> s.getJsonObject("Service").put("Code", "65"))).isEqualTo("121100");
    assertThat(refusal(s -> s.remove("PaymentInformation"))).isEqualTo("20007");
    assertThat(ups.look("/shipments").getJsonArray("shipments")).isEmpty();
  }

  @Test
  void references_of_an_international_order_belong_to_the_shipment() {
    JsonObject body = UpsBodies.ship("SHP-1");
    JsonObject shipment = UpsBodies.shipmentOf(body);
    address(shipment, "ShipTo").put("CountryCode", "CA").put("StateProvinceCode", "ON");
    shipment.getJsonObject("ShipTo").put("Phone", new JsonObject().put("Number", "4165550188"));
    shipment.getJsonObject("Service").put("Code", "11");
    assertThat(ups.post(SHIP, body).errorCode()).isEqualTo("120541");

    Object references = shipment.getJsonArray("Package").getJsonObject(0).remove("ReferenceNumber");
    shipment.put("ReferenceNumber", references);
    assertThat(ups.post(SHIP, body).status()).isEqualTo(200);
    assertThat(ups.post(RECOVERY, UpsBodies.recovery("SHP-1")).status()).isEqualTo(200);
  }

  private String refusal(Consumer<JsonObject> spoil) {
    JsonObject body = UpsBodies.ship("SHP-1");
    spoil.accept(UpsBodies.shipmentOf(body));
    UpsCaller.Reply reply = ups.post(SHIP, body);
    assertThat(reply.status()).isEqualTo(400);
    return reply.errorCode();
  }

  private static JsonObject address(JsonObject shipment, String party) {
    return shipment.getJsonObject(party).getJsonObject("Address");
  }

  @Test
  void numbers_have_a_right_check_digit_except_on_the_test_host() {
    String number = shipped("SHP-1").getString("ShipmentIdentificationNumber");
    assertThat(TrackingNumbers.checkDigit(number.substring(2, 17)))
        .isEqualTo(number.charAt(17) - '0');

    ups.set(Setting.CIE_MODE, true);
    assertThat(shipped("SHP-2").getString("ShipmentIdentificationNumber"))
        .isEqualTo(TrackingNumbers.CANNED);
    assertThat(ups.post(RECOVERY, UpsBodies.recovery("SHP-2")).errorCode()).isEqualTo("9801031");
  }

  @Test
  void a_shipment_is_booked_though_the_answer_was_cut() {
    ups.fault(
        new JsonObject().put("operation", "ship").put("kind", "reset").put("moment", "after"));

    assertThatThrownBy(() ->
            ups.send(HttpMethod.POST, SHIP, UpsBodies.ship("SHP-1").toBuffer())
                .await(10, TimeUnit.SECONDS))
        .hasMessageContaining("closed");

    JsonArray booked = ups.look("/shipments?reference=SHP-1").getJsonArray("shipments");
    assertThat(booked).hasSize(1);
    assertThat(booked.getJsonObject(0).getString("merchantId")).isEqualTo("A1B2C3");
    assertThat(ups.post(RECOVERY, UpsBodies.recovery("SHP-1")).status()).isEqualTo(200);
  }

  @Test
  void a_parcel_is_tracked_from_label_to_door() {
    ups.set(Setting.MANIFEST_DELAY_SECONDS, 60);
    String number = shipped("SHP-1").getString("ShipmentIdentificationNumber");
    UpsCaller.Reply early = ups.get(TRACK + number);
    assertThat(early.status()).isEqualTo(200);
    assertThat(early.body().encode()).contains("TW0001").doesNotContain("\"package\"");
    assertThat(ups.get(TRACK + "1Z!!").errorCode()).isEqualTo("TV1002");

    ups.wind("PT1M");
    assertThat(current(number)).isEqualTo("003");
    ups.advance(number, Step.PICKED_UP);
    assertThat(current(number)).isEqualTo("160");
    ups.advance(number, Step.OUT_FOR_DELIVERY);
    ups.wind("PT1H");
    ups.advance(number, Step.DELIVERED);
    JsonObject delivered = tracked(TRACK + number);
    assertThat(current(number)).isEqualTo("011");
    assertThat(delivered.getJsonArray("deliveryDate").encode()).contains("DEL");
    JsonObject last = delivered.getJsonArray("activity").getJsonObject(0);
    assertThat(last.getString("time")).isEqualTo("130214");
    assertThat(last.getString("gmtTime")).isEqualTo("17:02:14");
    assertThat(last.getString("gmtOffset")).isEqualTo("-04:00");

    assertThat(tracked("/api/track/v1/reference/details/SHP-1?shipperNum=A1B2C3"))
        .isEqualTo(delivered);
    assertThat(ups.get("/api/track/v1/reference/details/SHP-9").body().encode()).contains("TW0001");
  }

  private String current(String number) {
    return tracked(TRACK + number).getJsonObject("currentStatus").getString("code");
  }

  private JsonObject tracked(String path) {
    return ups.get(path)
        .body()
        .getJsonObject("trackResponse")
        .getJsonArray("shipment")
        .getJsonObject(0)
        .getJsonArray("package")
        .getJsonObject(0);
  }

  @Test
  void the_packages_of_a_shipment_come_in_pages() {
    String number =
        results(ups.post(SHIP, UpsBodies.ship("SHP-1", 5)))
            .getString("ShipmentIdentificationNumber");

    JsonObject page =
        ups.get("/api/track/v1/shipment/details/" + number + "?offset=3&count=10").body();

    assertThat(
            page.getJsonObject("trackResponse")
                .getJsonArray("shipment")
                .getJsonObject(0)
                .getJsonArray("package"))
        .hasSize(2);
    assertThat(page.encode()).contains("\"packageCount\":5");
  }

  @Test
  void quantum_view_pages_through_files_that_never_change() {
    JsonObject week = UpsBodies.quantum("20260605000000", "20260611235959");
    assertThat(ups.post(QUANTUM, week).errorCode()).isEqualTo("330050");
    ups.set(Setting.QUANTUM_VIEW, true);
    ups.set(Setting.QUANTUM_FILE_RECORDS, 1);
    String number = shipped("SHP-1").getString("ShipmentIdentificationNumber");
    ups.advance(number, Step.PICKED_UP);
    ups.advance(number, Step.DELIVERED);

    JsonObject first = page(week);
    assertThat(first.encode()).contains("\"Manifest\"", "SHP-1");
    week.getJsonObject("QuantumViewRequest").put("Bookmark", first.getString("Bookmark"));
    JsonObject second = page(week);
    assertThat(second.encode()).contains("\"Origin\"");
    week.getJsonObject("QuantumViewRequest").put("Bookmark", second.getString("Bookmark"));
    JsonObject third = page(week);
    assertThat(third.encode()).contains("\"Delivery\"");
    assertThat(third.containsKey("Bookmark")).isFalse();

    assertThat(ups.post(QUANTUM, UpsBodies.quantum("20260601000000", "20260605000000")).status())
        .isEqualTo(400);
  }

  private JsonObject page(JsonObject request) {
    return ups.post(QUANTUM, request).body().getJsonObject("QuantumViewResponse");
  }

  @Test
  void an_unknown_setting_or_step_is_refused_in_one_sentence() {
    UpsCaller.Reply setting =
        ups.control(HttpMethod.POST, "/settings", new JsonObject().put("tokenBudgett", 1));
    assertThat(setting.status()).isEqualTo(400);
    assertThat(setting.body().getString("detail")).startsWith("There is no setting");
    assertThat(ups.look("/settings").getLong("tokenBudget")).isEqualTo(250);

    String number = shipped("SHP-1").getString("ShipmentIdentificationNumber");
    UpsCaller.Reply step =
        ups.control(
            HttpMethod.POST,
            "/parcels/" + number + "/advance",
            new JsonObject().put("to", "the-moon"));
    assertThat(step.status()).isEqualTo(400);
  }

  @Test
  void bad_bodies_get_an_envelope_and_never_a_500() {
    List<String> bodies =
        List.of(
            "",
            "null",
            "[]",
            "[1,2]",
            "\"text\"",
            "{",
            "{}",
            "{\"ShipmentRequest\":[]}",
            "{\"ShipmentRequest\":{\"Shipment\":\"\"}}",
            "{\"ShipmentRequest\":{\"Shipment\":{\"Shipper\":1,\"ShipTo\":[],\"Package\":{}}}}",
            "{\"XAVRequest\":{\"AddressKeyFormat\":{\"AddressLine\":7,\"CountryCode\":\"US\"}}}",
            "{\"XAVRequest\":[{\"AddressKeyFormat\":true}]}",
            "{\"RateRequest\":{\"Shipment\":{\"Package\":[[],null,3],\"Service\":[]}}}",
            "{\"LabelRecoveryRequest\":{\"ReferenceValues\":[],\"TrackingNumber\":{}}}",
            "{\"locale\":\"en_US\",\"trackingNumberList\":{\"a\":1}}",
            "{\"locale\":5,\"trackingNumberList\":[null,[],{}]}",
            "{\"QuantumViewRequest\":{\"Request\":[],\"SubscriptionRequest\":3,\"Bookmark\":[]}}",
            "[".repeat(2_000));
    ups.set(Setting.QUANTUM_VIEW, true);
    for (String body : bodies) {
      for (String path :
          List.of(SHIP, XAV, RATE, RECOVERY, ALERT, ALERT.replace("package", "account"), QUANTUM)) {
        var answer = ups.raw(HttpMethod.POST, path, Buffer.buffer(body));
        assertThat(answer.statusCode()).as(path + " " + body).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getJsonObject("response").getJsonArray("errors"))
            .isNotEmpty();
      }
    }
    for (String path : List.of(SHIP + "x", "/api/nothing", "/security/v2/oauth/token")) {
      assertThat(ups.post(path, new JsonObject()).errorCode()).isEqualTo("404");
    }
  }

  @Test
  void every_value_of_a_good_order_may_be_replaced_by_nonsense() {
    JsonObject good = UpsBodies.ship("SHP-1");
    for (List<String> path : paths(good)) {
      for (Object nonsense : List.of("", 7, true, new JsonArray(), new JsonObject(), "😀\u0000")) {
        JsonObject body = good.copy();
        replace(body, path, nonsense);
        assertThat(ups.raw(HttpMethod.POST, SHIP, body.toBuffer()).statusCode())
            .as(path + " = " + nonsense)
            .isIn(200, 400);
      }
    }
  }

  private static List<List<String>> paths(JsonObject object) {
    return object.stream()
        .flatMap(member ->
            Stream.concat(
                Stream.of(List.of(member.getKey())),
                member.getValue() instanceof JsonObject inner
                    ? paths(inner).stream().map(rest -> prepend(member.getKey(), rest))
                    : Stream.of()))
        .toList();
  }

  private static List<String> prepend(String first, List<String> rest) {
    List<String> all = new ArrayList<>(rest);
    all.addFirst(first);
    return all;
  }

  private static void replace(JsonObject body, List<String> path, Object value) {
    JsonObject holder = body;
    for (String name : path.subList(0, path.size() - 1)) {
      holder = holder.getJsonObject(name);
    }
    holder.put(path.getLast(), value);
  }

  private JsonObject shipped(String reference) {
    return results(ups.post(SHIP, UpsBodies.ship(reference)));
  }

  private static JsonObject results(UpsCaller.Reply reply) {
    assertThat(reply.status()).as(reply.body().encode()).isEqualTo(200);
    return reply.body().getJsonObject("ShipmentResponse").getJsonObject("ShipmentResults");
  }
}
