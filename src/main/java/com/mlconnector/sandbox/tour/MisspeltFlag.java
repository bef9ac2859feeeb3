package com.mlconnector.sandbox.tour;

/** The sentence names the word, and what it was probably meant to be. */
final class MisspeltFlag implements Step {
  @Override
  public String title() {
    return "A misspelt flag halts with a suggestion, and is taken";
  }

  @Override
  public String run(Stage stage) {
    long invoice =
        stage.issue(
            Stage.FRAMING, "notes", "#ship gruond 2lb", Stage.line("Walnut frame", "", "60.00"));
    Halting halting = Halting.await(stage, invoice, "FLAG_UNKNOWN_WORD");
    stage.tell("", "to paste", halting.halt().getJsonArray("ways").getString(0));
    return halting.goesOn(
        "pick", halting.pick("choice", 0), halting.halt().getJsonArray("choices").getString(0));
  }
}
