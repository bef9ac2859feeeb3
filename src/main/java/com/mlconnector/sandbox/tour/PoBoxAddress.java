package com.mlconnector.sandbox.tour;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Told apart before UPS is asked, which sells a label for it and then charges for the return. */
final class PoBoxAddress implements Step {
  @Override
  public String title() {
    return "A PO box halts, and a street address is entered";
  }

  @Override
  public String run(Stage stage) {
    JsonObject created =
        stage.freshBooks.post(
            "/_control/clients",
            new JsonObject()
                .put("organization", "Quay Bakery")
                .put("p_street", "P.O. Box 712")
                .put("p_city", "Oakland")
                .put("p_province", "CA")
                .put("p_code", "94607")
                .put("p_country", "USA"));
    int client = created.getJsonObject("client", created).getInteger("id");
    long invoice =
        stage.issue(client, "notes", "#ship ground 2lb", Stage.line("Cake stand", "", "38.00"));
    Halting halting = Halting.await(stage, invoice, "ADDRESS_PO_BOX");
    JsonObject address =
        new JsonObject()
            .put("name", "Quay Bakery")
            .put("lines", new JsonArray().add("412 Harrison Street").add("Suite 300"))
            .put("city", "Oakland")
            .put("state", "CA")
            .put("postalCode", "94607")
            .put("country", "US");
    return halting.goesOn(
        "correct", new JsonObject().put("address", address), "412 Harrison Street, Suite 300");
  }
}
