package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** An invoice that halts, and the operator who takes it on over the management API. */
final class Halting {
  private final Stage stage;
  private final long invoice;
  private final JsonObject halted;

  private Halting(Stage stage, long invoice, JsonObject halted) {
    this.stage = stage;
    this.invoice = invoice;
    this.halted = halted;
  }

  /** Waits until the invoice's shipment halts, for this reason and no other. */
  static Halting await(Stage stage, long invoice, String reason) {
    JsonObject halted =
        Stage.until(
            () -> "no shipment of invoice " + invoice + " halts",
            () ->
                stage
                    .shipment(invoice)
                    .filter(shipment -> shipment.getString("state").equals("halted")));
    JsonObject halt = halted.getJsonObject("halt");
    if (!reason.equals(halt.getString("reason"))) {
      throw new TourTrouble(
          "the shipment halts with "
              + halt.getString("reason")
              + " instead of "
              + reason
              + ": "
              + halt.getString("sentence"));
    }
    stage.tell("gateway", "halts: " + reason, halt.getString("sentence"));
    return new Halting(stage, invoice, halted);
  }

  JsonObject halt() {
    return halted.getJsonObject("halt");
  }

  /** The number of one of the choices or candidates, with the version they were shown with. */
  JsonObject pick(String what, int number) {
    return new JsonObject().put("version", halted.getInteger("version")).put(what, number);
  }

  /** Takes a way on, and waits until the same shipment is bought; its tracking number. */
  String goesOn(String way, JsonObject body, String inWords) {
    stage.tell("operator → gateway", way, inWords);
    stage.gateway.post(Stage.path("/shipments/" + halted.getString("id") + "/" + way), body);
    Stage.until(
        () -> "the shipment does not go on after '" + way + "'",
        () -> stage.shipment(invoice).filter(shipment -> !isTheSameHalt(shipment)));
    String parcel = stage.ships(invoice);
    Optional<String> shipped = stage.shipment(invoice).map(s -> s.getString("id"));
    if (!shipped.equals(Optional.of(halted.getString("id")))) {
      throw new TourTrouble("another shipment than the halted one was bought");
    }
    return parcel + ", the same shipment";
  }

  private boolean isTheSameHalt(JsonObject shipment) {
    return shipment.getInteger("version").equals(halted.getInteger("version"))
        || shipment.getString("state").equals("resumed");
  }
}
