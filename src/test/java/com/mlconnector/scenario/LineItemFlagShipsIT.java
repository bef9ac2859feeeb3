package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.ups.UpsSandbox;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An invoice line "Shipping: UPS Ground" is all that is needed. */
class LineItemFlagShipsIT {
  @RegisterExtension static final RunningGateway gateway = new RunningGateway();

  @Test
  void a_shipping_line_ships_the_invoice_once() {
    JsonArray lines =
        new JsonArray()
            .add(FreshBooksDesk.line("Blue mug", "Glazed"))
            .add(FreshBooksDesk.line("Shipping: UPS Ground", "2.5 lb 10x8x4"));

    long invoice =
        gateway
            .freshBooks()
            .issue(gateway.freshBooks().newClient(), new JsonObject().put("lines", lines));

    ShippedOnce once = ShippedOnce.check(gateway, invoice);
    assertThat(once.atUps().getString("service")).isEqualTo("03");
    assertThat(once.atUps().getString("account")).isEqualTo(UpsSandbox.ACCOUNT);
    assertThat(once.actions())
        .containsSubsequence(
            "shipment-opened",
            "address-checked",
            "rate-quoted",
            "purchase-intended",
            "purchase-answered");
    assertThat(once.shipment().getString("charged")).endsWith("USD");
    assertThat(gateway.freshBooks().invoice(invoice).getJsonArray("lines")).hasSize(2);
  }

  @Test
  void weight_and_size_reach_ups_as_they_stand_in_the_line() {
    JsonArray lines =
        new JsonArray().add(FreshBooksDesk.line("UPS 2nd Day Air", "3 lb 4 oz 12x9x6"));

    long invoice =
        gateway
            .freshBooks()
            .issue(gateway.freshBooks().newClient(), new JsonObject().put("lines", lines));

    ShippedOnce once = ShippedOnce.check(gateway, invoice);
    assertThat(once.atUps().getString("service")).isEqualTo("02");
    String sent = gateway.ups().purchaseCalls(invoice).getFirst().getString("body");
    JsonObject parcel =
        new JsonObject(sent)
            .getJsonObject("ShipmentRequest")
            .getJsonObject("Shipment")
            .getJsonArray("Package")
            .getJsonObject(0);
    assertThat(parcel.getJsonObject("PackageWeight").getString("Weight")).isEqualTo("3.3");
    assertThat(parcel.getJsonObject("Dimensions").getString("Length")).isEqualTo("12");
  }
}
