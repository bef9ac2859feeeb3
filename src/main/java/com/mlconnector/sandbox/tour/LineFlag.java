package com.mlconnector.sandbox.tour;

/** The flag as a line of its own, which the customer pays. */
final class LineFlag implements Step {
  private long invoice;
  private String parcel = "";

  /** 0 before there is one. */
  long invoice() {
    return invoice;
  }

  /** Empty before there is one. */
  String parcel() {
    return parcel;
  }

  @Override
  public String title() {
    return "An invoice with a line \"Shipping: UPS Ground\" ships";
  }

  @Override
  public String run(Stage stage) {
    invoice =
        stage.issue(
            Stage.FRAMING,
            "notes",
            "",
            Stage.line("Blue mug", "Glazed", "14.00"),
            Stage.line("Shipping: UPS Ground", "2.5 lb 10x8x4", "9.50"));
    parcel = stage.ships(invoice);
    return parcel;
  }
}
