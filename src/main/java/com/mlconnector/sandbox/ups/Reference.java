package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** A reference number as the shipper sent it; the code may be empty. */
record Reference(String code, String value) {

  static List<Reference> of(JsonObject holder) {
    return Json.objects(holder, "ReferenceNumber").stream()
        .map(json -> new Reference(Json.text(json, "Code"), Json.text(json, "Value")))
        .toList();
  }
}
