package com.mlconnector.sandbox.ups;

import static com.mlconnector.sandbox.ups.UpsBodies.RATE;
import static com.mlconnector.sandbox.ups.UpsBodies.SHIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may pay for a shipment, and which answers say why he may not. */
class UpsPayersIT {
  @RegisterExtension private final RunningUps running = new RunningUps("2026-06-11T16:01:14Z");

  private final UpsCaller ups = running.ups;

  /** What Shipping answers to the charges; Rating judges them alike. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200    | {"Type":"01","BillShipper":{"AccountNumber":"A1B2C3"}}
          120100 | {"Type":"01","BillShipper":{"AccountNumber":"E5F6G7"}}
          111600 | {"Type":"01","BillShipper":{"AccountNumber":"ZZZZZZ"}}
          200    | {"Type":"01","BillReceiver":{"AccountNumber":"R8S9T0","Address":{"PostalCode":"14222"}}}
          200    | {"Type":"01","BillReceiver":{"AccountNumber":"R8S9T0","Address":{"PostalCode":"14222-1213"}}}
          111600 | {"Type":"01","BillReceiver":{"AccountNumber":"R8S9T0","Address":{"PostalCode":"94607"}}}
          111600 | {"Type":"01","BillReceiver":{"AccountNumber":"R8S9T0"}}
          111600 | {"Type":"01","BillReceiver":{"AccountNumber":"ZZZZZZ","Address":{"PostalCode":"14222"}}}
          200    | {"Type":"01","BillThirdParty":{"AccountNumber":"E5F6G7","Address":{"PostalCode":"14222","CountryCode":"US"}}}
          111600 | {"Type":"01","BillThirdParty":{"AccountNumber":"E5F6G7","Address":{"PostalCode":"10001","CountryCode":"US"}}}
          111600 | {"Type":"01","BillThirdParty":{"AccountNumber":"E5F6G7","Address":{"PostalCode":"14222","CountryCode":"CA"}}}
          20007  | {"Type":"01","BillThirdParty":{"AccountNumber":"E5F6G7","Address":{"PostalCode":"14222"}}}
          20007  | {"Type":"01","BillThirdParty":{"AccountNumber":"E5F6G7"}}
          20008  | {"Type":"01"}
          20008  | {"Type":"01","BillShipper":{"AccountNumber":"A1B2C3"},"BillReceiver":{"AccountNumber":"R8S9T0"}}
          20008  | {"Type":"01","ConsigneeBilledIndicator":""}
          20007  | {"Type":"02","BillShipper":{"AccountNumber":"A1B2C3"}}
          20007  | {"Type":"01","BillShipper":{"AccountNumber":"A1B2C3"}},{"Type":"01","BillShipper":{"AccountNumber":"A1B2C3"}}
          20008  | {"Type":"01","BillShipper":{"AccountNumber":"A1B2C3"}},{"Type":"02"}
          """)
  void exactly_one_payer_pays_who_is_known(String answer, String charges) {
    JsonObject payment = new JsonObject().put("ShipmentCharge", new JsonArray("[" + charges + "]"));
    JsonObject ship = UpsBodies.ship("SHP-1");
    UpsBodies.shipmentOf(ship).put("PaymentInformation", payment);
    assertThat(word(ups.post(SHIP, ship))).isEqualTo(answer);
    JsonObject rate = UpsBodies.rate("03");
    rate.getJsonObject("RateRequest").getJsonObject("Shipment").put("PaymentDetails", payment);
    assertThat(word(ups.post(RATE, rate))).isEqualTo(answer);
  }

  @Test
  void the_log_tells_who_paid_and_in_which_form() {
    JsonObject ship = UpsBodies.ship("SHP-1");
    ups.post(SHIP, ship);
    charge(ship).remove("BillShipper");
    charge(ship)
        .put(
            "BillReceiver",
            new JsonObject()
                .put("AccountNumber", UpsSandbox.PAYING_ACCOUNTS.getFirst())
                .put("Address", new JsonObject().put("PostalCode", UpsSandbox.PAYING_POSTAL_CODE)));
    ups.post(SHIP, ship);
    JsonArray shipments = ups.look("/shipments").getJsonArray("shipments");
    assertThat(shipments.getJsonObject(0).getString("payer")).isEqualTo("BillShipper");
    assertThat(shipments.getJsonObject(1).getString("payer")).isEqualTo("BillReceiver");
    assertThat(shipments.getJsonObject(1).getString("account")).isEqualTo(UpsSandbox.ACCOUNT);
  }

  @Test
  void an_account_added_without_a_place_pays_from_anywhere_in_its_country() {
    ups.control(HttpMethod.POST, "/accounts", new JsonObject().put("number", "ZZZZZZ"));
    JsonObject ship = UpsBodies.ship("SHP-1");
    charge(ship).remove("BillShipper");
    charge(ship)
        .put(
            "BillThirdParty",
            new JsonObject()
                .put("AccountNumber", "ZZZZZZ")
                .put("Address", new JsonObject().put("CountryCode", "US")));
    assertThat(ups.post(SHIP, ship).status()).isEqualTo(200);
  }

  @Test
  void a_payer_of_duties_within_the_us_is_not_needed() {
    JsonObject ship = UpsBodies.ship("SHP-1");
    UpsBodies.shipmentOf(ship)
        .getJsonObject("PaymentInformation")
        .getJsonArray("ShipmentCharge")
        .add(
            new JsonObject()
                .put("Type", "02")
                .put("BillShipper", new JsonObject().put("AccountNumber", "A1B2C3")));
    UpsCaller.Reply reply = ups.post(SHIP, ship);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().encode()).contains("121524");
  }

  @Test
  void an_account_without_negotiated_rates_is_told_so() {
    assertThat(ups.post(RATE, UpsBodies.rate("03")).body().encode())
        .contains("NegotiatedRateCharges")
        .doesNotContain("120900");
    ups.set(Setting.NEGOTIATED_RATES, false);
    for (String option : new String[] {"Rate", "Shop"}) {
      assertThat(ups.post("/api/rating/v2409/" + option, UpsBodies.rate("03")).body().encode())
          .doesNotContain("NegotiatedRateCharges")
          .contains("120900");
    }
  }

  private static JsonObject charge(JsonObject ship) {
    return UpsBodies.shipmentOf(ship)
        .getJsonObject("PaymentInformation")
        .getJsonArray("ShipmentCharge")
        .getJsonObject(0);
  }

  private static String word(UpsCaller.Reply reply) {
    return reply.status() == 200 ? "200" : reply.errorCode();
  }
}
