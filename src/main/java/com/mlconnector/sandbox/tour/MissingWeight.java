package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonObject;

/** No weight is guessed: UPS weighs again, and bills the difference. */
final class MissingWeight implements Step {
  @Override
  public String title() {
    return "A missing weight halts and names the goods";
  }

  @Override
  public String run(Stage stage) {
    long invoice =
        stage.issue(Stage.FRAMING, "notes", "#ship ground", Stage.line("Blue mug", "", "14.00"));
    Halting halting = Halting.await(stage, invoice, "WEIGHT_UNKNOWN");
    if (!halting.halt().getString("sentence").contains("Blue mug")) {
      throw new TourTrouble("the sentence does not name the goods");
    }
    return halting.goesOn("correct", new JsonObject().put("words", "1lb 4oz"), "1lb 4oz");
  }
}
