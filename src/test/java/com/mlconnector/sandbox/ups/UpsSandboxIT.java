package com.mlconnector.sandbox.ups;

import static com.mlconnector.sandbox.ups.UpsBodies.QUANTUM;
import static com.mlconnector.sandbox.ups.UpsBodies.RATE;
import static com.mlconnector.sandbox.ups.UpsBodies.SHIP;
import static com.mlconnector.sandbox.ups.UpsBodies.TRACK;
import static com.mlconnector.sandbox.ups.UpsBodies.XAV;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens, addresses, tracking, Quantum View and the controls, over sockets. */
class UpsSandboxIT {
  @RegisterExtension private final RunningUps running = new RunningUps("2026-06-11T16:01:14Z");

  private final UpsCaller ups = running.ups;

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
    String number = shipped(UpsBodies.ship("SHP-1", 5)).getString("ShipmentIdentificationNumber");

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
    for (String key : ups.look("/settings").fieldNames()) {
      JsonObject none = new JsonObject().putNull(key);
      assertThat(ups.control(HttpMethod.POST, "/settings", none).status()).isEqualTo(400);
    }

    String number = shipped("SHP-1").getString("ShipmentIdentificationNumber");
    UpsCaller.Reply step =
        ups.control(
            HttpMethod.POST,
            "/parcels/" + number + "/advance",
            new JsonObject().put("to", "the-moon"));
    assertThat(step.status()).isEqualTo(400);
  }

  private JsonObject shipped(String reference) {
    return shipped(UpsBodies.ship(reference));
  }

  private JsonObject shipped(JsonObject body) {
    return ups.post(SHIP, body)
        .body()
        .getJsonObject("ShipmentResponse")
        .getJsonObject("ShipmentResults");
  }
}
