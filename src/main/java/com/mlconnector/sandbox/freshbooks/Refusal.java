package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why the accounting API says no: HTTP status, error number, and what the error points at. */
record Refusal(
    int status,
    int errno,
    @Nullable String field,
    String message,
    @Nullable String object,
    @Nullable String value) {

  static Refusal plain(int status, int errno, String message) {
    return new Refusal(status, errno, null, message, null, null);
  }

  static Refusal notFound(String object, String field, String id) {
    String name = object.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + object.substring(1);
    return new Refusal(404, 1012, field, name + " not found.", object, id);
  }

  static Refusal required(String object, String field) {
    return new Refusal(422, 1001, field, "'" + field + "' is a required field.", object, null);
  }

  static Refusal notANumber(String object, String field, @Nullable Object value) {
    return invalid(1015, object, field, value, "The field '" + field + "' must be a number.");
  }

  static Refusal invalid(
      int errno, String object, String field, @Nullable Object value, String message) {
    return new Refusal(
        422, errno, field, message, object, value == null ? null : String.valueOf(value));
  }

  static Refusal readOnly(String object, String field, @Nullable Object value) {
    return new Refusal(
        403,
        1038,
        field,
        "Write access denied to '" + field + "'.",
        object,
        value == null ? null : String.valueOf(value));
  }

  Answer answer(Settings settings) {
    return answer(List.of(this), settings);
  }

  /** Several entries are possible; the first one gives the status. */
  static Answer answer(List<Refusal> refusals, Settings settings) {
    Refusal first = refusals.getFirst();
    if (settings.on(Setting.GRPC_ERRORS)) {
      return Answer.json(first.status, first.grpc());
    }
    JsonArray errors = new JsonArray();
    refusals.forEach(refusal -> errors.add(refusal.entry()));
    return Answer.json(
        first.status, new JsonObject().put("response", new JsonObject().put("errors", errors)));
  }

  private JsonObject entry() {
    return new JsonObject()
        .put("errno", errno)
        .put("field", field)
        .put("message", message)
        .put("object", object)
        .put("value", value);
  }

  private JsonObject grpc() {
    JsonObject metadata =
        new JsonObject()
            .put("object", object)
            .put("message", message)
            .put("value", value)
            .put("field", field);
    JsonObject detail =
        new JsonObject()
            .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
            .put("reason", String.valueOf(errno))
            .put("domain", "accounting.api.freshbooks.com")
            .put("metadata", metadata);
    return new JsonObject()
        .put("code", grpcCode(status))
        .put("message", "Request failed with status_code: " + status)
        .put("details", new JsonArray().add(detail));
  }

  static int grpcCode(int status) {
    return switch (status) {
      case 401 -> 16;
      case 403 -> 7;
      case 404 -> 5;
      case 409 -> 10;
      case 429 -> 8;
      default -> status >= 500 ? 13 : 3;
    };
  }
}
