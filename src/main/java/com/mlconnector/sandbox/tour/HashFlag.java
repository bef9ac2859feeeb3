package com.mlconnector.sandbox.tour;

/** The flag in the notes; the client pays UPS itself. */
final class HashFlag implements Step {
  private String parcel = "";

  /** Empty before there is one. */
  String parcel() {
    return parcel;
  }

  @Override
  public String title() {
    return "An invoice with \"#ship ups-ground 2.5lb 10x8x4\" ships";
  }

  @Override
  public String run(Stage stage) {
    long invoice =
        stage.issue(
            Stage.STUDIO,
            "notes",
            "Thank you for your order!\n#ship ups-ground 2.5lb 10x8x4",
            Stage.line("Print, framed", "", "120.00"));
    parcel = stage.ships(invoice);
    return parcel + ", on the client's own UPS account";
  }
}
