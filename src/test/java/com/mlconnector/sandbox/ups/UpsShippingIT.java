package com.mlconnector.sandbox.ups;

import static com.mlconnector.sandbox.ups.UpsBodies.RATE;
import static com.mlconnector.sandbox.ups.UpsBodies.RECOVERY;
import static com.mlconnector.sandbox.ups.UpsBodies.SHIP;
import static com.mlconnector.sandbox.ups.UpsBodies.TRACK;
import static com.mlconnector.sandbox.ups.UpsBodies.VOID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Quotes, orders, labels, recovery and voids, over sockets. */
class UpsShippingIT {
  @RegisterExtension private final RunningUps running = new RunningUps("2026-06-11T16:01:14Z");

  private final UpsCaller ups = running.ups;

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
    assertThat(refusal(s -> charge(s).put("BillReceiver", account("R8S9T0")))).isEqualTo("20008");
    assertThat(refusal(s -> charge(s).put("BillShipper", account("E5F6G7")))).isEqualTo("120100");
    assertThat(refusal(s -> s.getJsonArray("Package").add(kilos()))).isEqualTo("20008");
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

  @Test
  void a_pdf_is_recovered_and_never_sold() {
    JsonObject body = UpsBodies.ship("SHP-1");
    body.getJsonObject("ShipmentRequest").put("LabelSpecification", UpsBodies.label("PDF"));
    assertThat(ups.post(SHIP, body).errorCode()).isEqualTo("20008");

    String number = shipped("SHP-1").getString("ShipmentIdentificationNumber");
    JsonObject recovery = UpsBodies.recoveryOf(number);
    recovery
        .getJsonObject("LabelRecoveryRequest")
        .put(
            "LabelSpecification",
            new JsonObject().put("LabelImageFormat", new JsonObject().put("Code", "PDF")));
    JsonObject image =
        ups.post(RECOVERY, recovery)
            .body()
            .getJsonObject("LabelRecoveryResponse")
            .getJsonArray("LabelResults")
            .getJsonObject(0)
            .getJsonObject("LabelImage");
    String pdf =
        new String(
            Base64.getDecoder().decode(image.getString("GraphicImage")),
            StandardCharsets.ISO_8859_1);
    assertThat(pdf).startsWith("%PDF-").endsWith("%%EOF\n").contains("/MediaBox [0 0 288 432]");
    int table = Integer.parseInt(pdf.strip().lines().toList().reversed().get(1));
    assertThat(pdf.substring(table)).startsWith("xref");
    assertThat(image.containsKey("HTMLImage")).isFalse();
  }

  @Test
  void a_label_can_take_its_time_to_be_found() {
    ups.set(Setting.LABEL_DELAY_SECONDS, 60);
    shipped("SHP-1");
    assertThat(ups.post(RECOVERY, UpsBodies.recovery("SHP-1")).errorCode()).isEqualTo("9801031");
    ups.wind("PT1M");
    assertThat(ups.post(RECOVERY, UpsBodies.recovery("SHP-1")).status()).isEqualTo(200);
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

  private static JsonObject charge(JsonObject shipment) {
    return shipment
        .getJsonObject("PaymentInformation")
        .getJsonArray("ShipmentCharge")
        .getJsonObject(0);
  }

  private static JsonObject account(String number) {
    return new JsonObject().put("AccountNumber", number);
  }

  private static JsonObject kilos() {
    return new JsonObject(
        """
        {"Packaging": {"Code": "02"},
         "PackageWeight": {"UnitOfMeasurement": {"Code": "KGS"}, "Weight": "2.0"}}
        """);
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

  private JsonObject shipped(String reference) {
    return results(ups.post(SHIP, UpsBodies.ship(reference)));
  }

  private static JsonObject results(UpsCaller.Reply reply) {
    assertThat(reply.status()).as(reply.body().encode()).isEqualTo(200);
    return reply.body().getJsonObject("ShipmentResponse").getJsonObject("ShipmentResults");
  }
}
