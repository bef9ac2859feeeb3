package com.mlconnector.sandbox.tour;

/** One scene of the tour. */
interface Step {
  String title();

  /** What came out, for the person; a step that fails throws {@link TourTrouble}. */
  String run(Stage stage);
}
