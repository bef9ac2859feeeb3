package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** The parts that the answers of Rating, Shipping and Label Recovery share. */
final class Replies {
  private long transactions;

  /**
   * The {@code Response} element. UPS echoes the customer context and adds a {@code
   * TransactionIdentifier} that its documents don't have.
   */
  JsonObject success(String customerContext) {
    JsonObject reference = new JsonObject();
    if (!customerContext.isEmpty()) {
      reference.put("CustomerContext", customerContext);
    }
    reference.put(
        "TransactionIdentifier", String.format(Locale.ROOT, "sandbox%014d", ++transactions));
    return new JsonObject()
        .put("ResponseStatus", status("1", "Success"))
        .put("TransactionReference", reference);
  }

  static JsonObject status(String code, String description) {
    return new JsonObject().put("Code", code).put("Description", description);
  }

  static JsonArray alert(String code, String description) {
    return new JsonArray().add(status(code, description));
  }

  /** In place of a negotiated price that was asked for. */
  static JsonObject notQualified() {
    return status(
        "120900",
        "User Id and Shipper Number combination is not qualified to receive negotiated rates");
  }

  static JsonObject billingWeight(String weight) {
    return new JsonObject().put("UnitOfMeasurement", status("LBS", "Pounds")).put("Weight", weight);
  }
}
