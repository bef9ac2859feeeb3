package com.mlconnector.sandbox.ups;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A refusal in UPS's usual envelope, {@code {"response":{"errors":[{code, message}]}}}. */
record Problem(int status, String code, String message) {

  /** Most refusals are a 400. */
  static Problem of(String code, String message) {
    return new Problem(400, code, message);
  }

  static Problem missing(String field) {
    return of("20007", "Missing required field: " + field);
  }

  static Problem invalid(String field) {
    return of("20008", "Invalid value: " + field);
  }

  static Problem notJson() {
    return of("10001", "The request is not well-formed");
  }

  static Problem unauthorized() {
    return new Problem(401, "250002", "Invalid Authentication Information.");
  }

  static Problem blocked() {
    return new Problem(403, "403", "Blocked Merchant");
  }

  /** What UPS usually says under a status; the faults ask for it. */
  static Problem usual(int status) {
    return switch (status) {
      case 401 -> unauthorized();
      case 403 -> blocked();
      case 404 -> new Problem(404, "404", "Resource not found");
      case 429 -> new Problem(429, "10429", "Too Many Requests");
      case 500 -> new Problem(500, "20001", "General process failure");
      default ->
          status >= 500
              ? new Problem(status, "10004", "The service is temporarily unavailable")
              : new Problem(status, "10002", "The request is not valid");
    };
  }

  JsonObject body() {
    JsonObject error = new JsonObject().put("code", code).put("message", message);
    return new JsonObject()
        .put("response", new JsonObject().put("errors", new JsonArray().add(error)));
  }

  Answer answer() {
    return Answer.json(status, body());
  }
}
