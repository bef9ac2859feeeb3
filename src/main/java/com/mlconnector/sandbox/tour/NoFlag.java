package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonObject;

/** Words about shipping are not a flag. */
final class NoFlag implements Step {
  @Override
  public String title() {
    return "An invoice without a flag is left alone";
  }

  @Override
  public String run(Stage stage) {
    long invoice =
        stage.issue(
            Stage.FRAMING,
            "notes",
            "Please ship before Friday.",
            Stage.line("Repair of a frame", "", "45.00"));
    JsonObject reading =
        Stage.until(
            () -> "the gateway has not read invoice " + invoice, () -> stage.reading(invoice));
    if (!"ignored".equals(reading.getString("verdict"))
        || !reading.getJsonArray("shipments").isEmpty()) {
      throw new TourTrouble("the gateway read it as " + reading.encode());
    }
    return reading.getString("reason");
  }
}
