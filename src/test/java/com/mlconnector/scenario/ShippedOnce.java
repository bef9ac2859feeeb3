package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * An invoice that was shipped exactly once, by everybody's account: UPS's own count, our state, the
 * invoice as it reads, the label, and the audit trail.
 *
 * @param atUps the shipment as UPS knows it
 * @param audit the contents of its audit rows
 */
record ShippedOnce(
    JsonObject shipment, String parcel, JsonObject atUps, List<JsonObject> audit, String notes) {

  static ShippedOnce check(RunningGateway gateway, long invoice) {
    JsonObject shipment = gateway.awaitBought(invoice);
    String parcel = RunningGateway.parcel(shipment);
    List<JsonObject> sold = gateway.ups().shipmentsOf(invoice);
    assertThat(sold).as("shipments that UPS sold for invoice %d", invoice).hasSize(1);
    JsonObject atUps = sold.getFirst();
    assertThat(atUps.getString("state")).isEqualTo("live");
    assertThat(atUps.getString("number")).isEqualTo(shipment.getString("upsShipment"));
    assertThat(atUps.getJsonArray("references")).contains(shipment.getString("reference"));

    String notes = gateway.freshBooks().notes(invoice);
    assertThat(notes).containsOnlyOnce("--- UPS shipment for invoice ");
    assertThat(notes).contains(parcel + " - ");
    assertThat(gateway.label(parcel).text()).startsWith("GIF8");

    ShippedOnce once = new ShippedOnce(shipment, parcel, atUps, gateway.audit(shipment), notes);
    once.checkAudit(gateway, invoice);
    return once;
  }

  private void checkAudit(RunningGateway gateway, long invoice) {
    String reference = shipment.getString("reference");
    assertThat(step("purchase-intended").getString("d.reference")).isEqualTo(reference);
    JsonObject bought = bought();
    assertThat(bought.getString("d.reference")).isEqualTo(reference);
    assertThat(bought.getString("d.ups-shipment")).isEqualTo(shipment.getString("upsShipment"));
    assertThat(bought.getString("d.tracking")).isEqualTo(parcel);

    // What UPS's support asks for first must be the id that UPS really got.
    String operation =
        bought.getString("action").equals("purchase-adopted") ? "label-recovery" : "ship";
    assertThat(transIds(gateway, operation)).contains(bought.getString("d.trans-id"));
    assertThat(transIds(gateway, "address-validation"))
        .contains(step("address-checked").getString("d.trans-id"));
    JsonObject quoted = step("rate-quoted");
    if (quoted.containsKey("d.trans-id")) {
      assertThat(transIds(gateway, "rate")).contains(quoted.getString("d.trans-id"));
    } else {
      assertThat(quoted.getString("d.outcome")).isNotEmpty();
    }
    assertThat(gateway.ups().purchaseCalls(invoice)).isNotEmpty();
  }

  /** The row that says how the shipment became ours. */
  JsonObject bought() {
    return audit.stream()
        .filter(row -> row.getString("action").startsWith("purchase-"))
        .filter(row -> row.containsKey("d.ups-shipment"))
        .findFirst()
        .orElseThrow();
  }

  /** The newest row of an action. */
  JsonObject step(String action) {
    return audit.stream()
        .filter(row -> row.getString("action").equals(action))
        .reduce((_, later) -> later)
        .orElseThrow(() -> new AssertionError("No " + action + " among " + audit));
  }

  List<String> actions() {
    return audit.stream().map(row -> row.getString("action")).toList();
  }

  private static List<String> transIds(RunningGateway gateway, String operation) {
    return gateway.ups().requests(operation).stream()
        .map(request -> request.getJsonObject("headers").getString("transid"))
        .toList();
  }
}
