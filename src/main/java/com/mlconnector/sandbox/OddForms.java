package com.mlconnector.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The two shapes in which UPS bends its own JSON (one-or-many, empty containers). Pure. */
final class OddForms {
  private OddForms() {}

  /** Every list with exactly one element becomes that element. */
  static JsonObject collapse(JsonObject json) {
    JsonObject bent = new JsonObject();
    json.forEach(member -> bent.put(member.getKey(), collapseValue(member.getValue())));
    return bent;
  }

  private static Object collapseValue(Object value) {
    return switch (value) {
      case JsonObject object -> collapse(object);
      case JsonArray list when list.size() == 1 -> collapseValue(list.getValue(0));
      case JsonArray list -> {
        JsonArray bent = new JsonArray();
        list.forEach(element -> bent.add(collapseValue(element)));
        yield bent;
      }
      case null, default -> value;
    };
  }

  /** Every empty object or list becomes an empty string. */
  static JsonObject blank(JsonObject json) {
    JsonObject bent = new JsonObject();
    json.forEach(member -> bent.put(member.getKey(), blankValue(member.getValue())));
    return bent;
  }

  private static Object blankValue(Object value) {
    return switch (value) {
      case JsonObject object when object.isEmpty() -> "";
      case JsonArray list when list.isEmpty() -> "";
      case JsonObject object -> blank(object);
      case JsonArray list -> {
        JsonArray bent = new JsonArray();
        list.forEach(element -> bent.add(blankValue(element)));
        yield bent;
      }
      case null, default -> value;
    };
  }
}
