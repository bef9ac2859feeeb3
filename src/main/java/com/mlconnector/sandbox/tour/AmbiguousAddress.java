package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A halt says what is wrong and what UPS offers; the corrected shipment is the same one. */
final class AmbiguousAddress implements Step {
  @Override
  public String title() {
    return "An ambiguous address halts, is corrected, and goes on";
  }

  @Override
  public String run(Stage stage) {
    long invoice =
        stage.issue(
            Stage.PRINTER, "notes", "#ship ground 3lb", Stage.line("Paper samples", "", "30.00"));
    JsonObject halted =
        Stage.until(
            () -> "no shipment of invoice " + invoice + " halts",
            () -> stage.shipment(invoice).filter(AmbiguousAddress::isHalted));
    tellHalt(stage, halted.getJsonObject("halt"));
    correct(stage);
    Stage.until(
        () -> "the shipment does not go on with the new address",
        () -> stage.shipment(invoice).filter(shipment -> !isAmbiguous(shipment)));
    String parcel = stage.ships(invoice);
    Optional<String> shipped = stage.shipment(invoice).map(s -> s.getString("id"));
    if (!shipped.equals(Optional.of(halted.getString("id")))) {
      throw new TourTrouble("another shipment than the halted one was bought");
    }
    return parcel + ", the same shipment";
  }

  private static boolean isHalted(JsonObject shipment) {
    return shipment.getString("state").equals("halted");
  }

  private static boolean isAmbiguous(JsonObject shipment) {
    return isHalted(shipment)
        && "ADDRESS_AMBIGUOUS".equals(shipment.getJsonObject("halt").getString("reason"));
  }

  private static void tellHalt(Stage stage, JsonObject halt) {
    if (!"ADDRESS_AMBIGUOUS".equals(halt.getString("reason"))
        || halt.getJsonArray("candidates").isEmpty()) {
      throw new TourTrouble(
          "the shipment halts with "
              + halt.getString("reason")
              + " instead of ADDRESS_AMBIGUOUS: "
              + halt.getString("sentence"));
    }
    stage.tell("gateway", "halts: " + halt.getString("reason"), halt.getString("sentence"));
    for (Object candidate : halt.getJsonArray("candidates")) {
      stage.tell("", "UPS offers", oneLine((JsonObject) candidate));
    }
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

  private static void correct(Stage stage) {
    stage.tell("clerk → FreshBooks", "adds the unit to the client's address", "");
    stage.freshBooks.patch(
        "/_control/clients/" + Stage.PRINTER,
        new JsonObject()
            .put("s_street", "1187 Elmwood Ave")
            .put("s_street2", "Apt 4")
            .put("s_city", "Buffalo")
            .put("s_province", "NY")
            .put("s_code", "14222")
            .put("s_country", "United States"));
  }
}
