package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** UPS pushes what happens to the parcel, and the customer reads it on the invoice. */
final class ParcelArrives implements Step {
  private final LineFlag first;

  ParcelArrives(LineFlag first) {
    this.first = first;
  }

  @Override
  public String title() {
    return "The parcel arrives, and the invoice says so";
  }

  @Override
  public String run(Stage stage) {
    for (String to : List.of("picked-up", "out-for-delivery", "delivered")) {
      stage.tell("driver → UPS", to.replace('-', ' '), "");
      stage.ups.post(
          "/_control/parcels/" + first.parcel() + "/advance", new JsonObject().put("to", to));
    }
    return Stage.until(
        () ->
            "the invoice does not say that the parcel was delivered, but: "
                + parcelLine(stage).orElse("nothing"),
        () -> parcelLine(stage).filter(line -> line.contains("Delivered")));
  }

  private Optional<String> parcelLine(Stage stage) {
    return stage
        .notes(first.invoice())
        .lines()
        .filter(line -> line.contains(first.parcel()))
        .findFirst();
  }
}
