package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** UPS sells, and its answer never arrives: nothing is bought again, and the label is ours. */
final class LostAnswer implements Step {
  @Override
  public String title() {
    return "A lost answer from UPS: adopted, not bought again";
  }

  @Override
  public String run(Stage stage) {
    stage.ups.post(
        "/_control/faults",
        new JsonObject()
            .put("operation", "ship")
            .put("kind", "reset")
            .put("moment", "after")
            .put("times", 1));
    stage.tell("UPS", "is going to book and cut the line", "");
    long invoice =
        stage.issue(
            Stage.FRAMING, "notes", "#ship ground 3lb", Stage.line("Lamp, brass", "", "64.00"));
    String parcel = stage.ships(invoice);
    String shipment = stage.shipment(invoice).orElseThrow().getString("id");
    List<JsonObject> steps = stage.steps(shipment);
    JsonObject lost = step(steps, "purchase-answered");
    stage.tell("gateway", "has no answer", lost.getString("d.outcome"));
    JsonObject adopted = step(steps, "purchase-adopted");
    stage.tell("gateway → UPS", "asks for " + adopted.getString("d.reference"), "found");
    long sold = stage.soldFor(invoice);
    if (sold != 1) {
      throw new TourTrouble("UPS sold " + sold + " shipments for one invoice");
    }
    return parcel + ", one call, one label";
  }

  private static JsonObject step(List<JsonObject> steps, String action) {
    return steps.stream()
        .filter(step -> step.getString("action").equals(action))
        .findFirst()
        .orElseThrow(() -> new TourTrouble("the audit trail has no '" + action + "'"));
  }
}
