package com.mlconnector.sandbox.ups;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that may be anything. What is missing or of another type reads as empty, so that every
 * endpoint refuses a wrong type exactly as it refuses a missing field.
 */
final class Json {
  private Json() {}

  static Optional<JsonObject> parse(@Nullable Buffer body) {
    if (body == null || body.length() == 0) {
      return Optional.empty();
    }
    try {
      return io.vertx.core.json.Json.decodeValue(body) instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (DecodeException notJson) {
      return Optional.empty();
    }
  }

  static JsonObject object(JsonObject from, String... path) {
    return value(from, path) instanceof JsonObject object ? object : new JsonObject();
  }

  /** The objects of a list; a bare object counts as a list of one, as UPS itself accepts it. */
  static List<JsonObject> objects(JsonObject from, String... path) {
    return switch (value(from, path)) {
      case JsonObject one -> List.of(one);
      case JsonArray many ->
          many.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList();
      case null, default -> List.of();
    };
  }

  static String text(JsonObject from, String... path) {
    return value(from, path) instanceof String text ? text.strip() : "";
  }

  static List<String> texts(JsonObject from, String... path) {
    return switch (value(from, path)) {
      case String one when !one.isBlank() -> List.of(one.strip());
      case JsonArray many ->
          many.stream()
              .filter(String.class::isInstance)
              .map(element -> ((String) element).strip())
              .filter(element -> !element.isEmpty())
              .toList();
      case null, default -> List.of();
    };
  }

  /** UPS's indicators say yes by being there; their value is an empty string. */
  static boolean has(JsonObject from, String... path) {
    return value(from, path) != null;
  }

  private static @Nullable Object value(JsonObject from, String... path) {
    Object current = from;
    for (String name : path) {
      if (!(current instanceof JsonObject object)) {
        return null;
      }
      current = object.getValue(name);
    }
    return current;
  }
}
