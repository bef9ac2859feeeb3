package com.mlconnector.store;

import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.AfterShipping;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.ReasonCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a shipment waits, as it is sealed in its row. Rows of earlier releases lack later members.
 */
final class ShipmentJson {
  private ShipmentJson() {}

  static JsonObject halt(Halt halt, List<Candidate> candidates) {
    JsonArray offered = new JsonArray();
    candidates.forEach(candidate -> offered.add(CandidateJson.write(candidate)));
    return HaltJson.write(halt).put("candidates", offered);
  }

  static Shipment.Halted halted(ReasonCode code, JsonObject json) {
    List<Candidate> candidates = new ArrayList<>();
    json.getJsonArray("candidates")
        .forEach(offered -> candidates.add(CandidateJson.read((JsonObject) offered)));
    return new Shipment.Halted(HaltJson.read(code, json), candidates);
  }

  static AfterShipping change(JsonObject json) {
    return new AfterShipping(
        json.getString("key"), HaltJson.read(ReasonCode.CHANGED_AFTER_SHIPPING, json));
  }
}
