package com.mlconnector.store;

import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.AddressVerdict.Classification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An address candidate of UPS as JSON, for the halt's column and the management API. */
public final class CandidateJson {
  private CandidateJson() {}

  public static JsonObject write(Candidate candidate) {
    return new JsonObject()
        .put("lines", new JsonArray(candidate.lines()))
        .put("city", candidate.city())
        .put("state", candidate.state())
        .put("postalCode", candidate.postalCode())
        .put("postalExtension", candidate.postalExtension())
        .put("country", candidate.country())
        .put("classification", candidate.classification().name());
  }

  static Candidate read(JsonObject json) {
    return new Candidate(
        json.getJsonArray("lines").stream().map(String::valueOf).toList(),
        json.getString("city"),
        json.getString("state"),
        json.getString("postalCode"),
        json.getString("postalExtension"),
        json.getString("country"),
        Classification.valueOf(json.getString("classification")));
  }
}
