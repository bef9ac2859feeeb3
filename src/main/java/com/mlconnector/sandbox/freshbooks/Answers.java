package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.TreeMap;

/** The envelopes and error shapes of the three families: accounting, auth, events. */
final class Answers {
  private static final String UNFOLLOWABLE =
      "The request was well-formed but was unable to be followed due to semantic errors.";

  private Answers() {}

  static Answer result(JsonObject result) {
    return Answer.json(
        200, new JsonObject().put("response", new JsonObject().put("result", result)));
  }

  static Answer emptyResponse() {
    return Answer.json(200, new JsonObject().put("response", new JsonObject()));
  }

  /** Members in alphabetical order, as in every captured accounting answer. */
  static JsonObject sorted(JsonObject json) {
    return new JsonObject(new TreeMap<>(json.getMap()));
  }

  static Answer auth(int status, JsonObject body) {
    return Answer.json(status, body).withHeader("content-type", "application/json; charset=utf-8");
  }

  static Answer authError(int status, String error, String description) {
    return auth(status, new JsonObject().put("error", error).put("error_description", description));
  }

  static Answer unauthenticated() {
    return authError(401, "unauthenticated", "This action requires authentication to continue.");
  }

  static Answer eventsError(Settings settings, int status, String message) {
    return settings.on(Setting.GRPC_ERRORS)
        ? Answer.json(
            status,
            new JsonObject()
                .put("code", Refusal.grpcCode(status))
                .put("message", message)
                .put("details", new JsonArray()))
        : Answer.json(status, new JsonObject().put("errno", status).put("message", message));
  }

  /** Events validation answers 400 with 422 inside. */
  static Answer eventsInvalid(Settings settings, List<String> details) {
    if (settings.on(Setting.GRPC_ERRORS)) {
      return Answer.json(400, eventsInvalidBefore2024(details));
    }
    return Answer.json(
        400,
        new JsonObject()
            .put("errno", 422)
            .put("message", UNFOLLOWABLE)
            .put("details", new JsonArray(details)));
  }

  private static JsonObject eventsInvalidBefore2024(List<String> details) {
    JsonArray violations = new JsonArray();
    for (String detail : details) {
      String[] parts = detail.split(": ", 2);
      violations.add(
          new JsonObject().put("field", parts[0]).put("description", parts[parts.length - 1]));
    }
    return new JsonObject()
        .put("code", 3)
        .put("message", "Invalid data in this request.")
        .put(
            "details",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("@type", "type.googleapis.com/google.rpc.BadRequest")
                        .put("fieldViolations", violations)));
  }

  /** The body that a status has by itself, for faults. */
  static JsonObject usualError(int status) {
    if (status == 401) {
      return new JsonObject(unauthenticated().body());
    }
    Refusal refusal =
        switch (status) {
          case 403 -> Refusal.plain(403, 1003, "Access denied.");
          case 404 -> Refusal.plain(404, 1012, "Resource not found.");
          case 409 -> CONFLICT;
          case 429 -> RATE_LIMITED;
          default -> Refusal.plain(status, status >= 500 ? 500 : 1004, "An error occurred.");
        };
    return new JsonObject(refusal.answer(new Settings()).body());
  }

  static final Refusal CONFLICT =
      Refusal.plain(409, 409, "The resource is being modified by another request.");

  /** Nobody has published the real body. */
  static final Refusal RATE_LIMITED = Refusal.plain(429, 429, "Rate limit exceeded.");
}
