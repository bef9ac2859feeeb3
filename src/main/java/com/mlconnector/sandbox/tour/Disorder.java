package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** FreshBooks promises neither once nor in order; the parcel still is sent once. */
final class Disorder implements Step {
  @Override
  public String title() {
    return "Webhooks doubled and out of order ship once";
  }

  @Override
  public String run(Stage stage) {
    stage.freshBooks.patch("/_control/settings", new JsonObject().put("webhookReverseNext", 2));
    long invoice =
        stage.issue(
            Stage.FRAMING, "po_number", "SHIP GND 4LB", Stage.line("Tea tins", "", "22.00"));
    stage.tell("clerk → FreshBooks", "edits the invoice straight away", "");
    stage.freshBooks.patch(
        "/_control/invoices/" + invoice, new JsonObject().put("notes", "Leave at the back door."));
    List<JsonObject> both =
        Stage.until(
            () -> "the two webhooks do not arrive",
            () -> Optional.of(arrived(stage, invoice)).filter(all -> all.size() >= 2));
    stage.tell("FreshBooks", "sends both webhooks once more", "");
    both.forEach(webhook ->
        stage.freshBooks.post(
            "/_control/deliveries/" + webhook.getInteger("n") + "/redeliver", new JsonObject()));
    String parcel = stage.ships(invoice);
    long bought = stage.soldFor(invoice);
    if (bought != 1) {
      throw new TourTrouble("UPS sold " + bought + " shipments for one invoice");
    }
    return parcel + ", bought once";
  }

  private static List<JsonObject> arrived(Stage stage, long invoice) {
    return stage
        .freshBooks
        .get("/_control/deliveries?state=delivered&object=" + invoice)
        .getJsonArray("deliveries")
        .stream()
        .map(delivery -> (JsonObject) delivery)
        .toList();
  }
}
