package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A halt says what is wrong and what UPS offers; the shipment that goes on is the same one. */
final class AmbiguousAddress implements Step {
  @Override
  public String title() {
    return "An ambiguous address halts, one is picked, it goes on";
  }

  @Override
  public String run(Stage stage) {
    long invoice =
        stage.issue(
            Stage.PRINTER, "notes", "#ship ground 3lb", Stage.line("Paper samples", "", "30.00"));
    Halting halting = Halting.await(stage, invoice, "ADDRESS_AMBIGUOUS");
    JsonArray candidates = halting.halt().getJsonArray("candidates");
    int picked = -1;
    for (int i = 0; i < candidates.size(); i++) {
      String address = oneLine(candidates.getJsonObject(i));
      stage.tell("", "UPS offers " + i, address);
      // A range of numbers is no address.
      picked = picked < 0 && !address.contains("-") ? i : picked;
    }
    if (picked < 0) {
      throw new TourTrouble("UPS offers no single address: " + candidates.encode());
    }
    return halting.goesOn(
        "pick", halting.pick("candidate", picked), oneLine(candidates.getJsonObject(picked)));
  }

  private static String oneLine(JsonObject address) {
    return address.getJsonArray("lines").getString(0)
        + ", "
        + address.getString("city")
        + " "
        + address.getString("state")
        + " "
        + address.getString("postalCode");
  }
}
