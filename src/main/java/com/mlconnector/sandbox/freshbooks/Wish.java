package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A body of the control API, read strictly: an unknown member or a wrong type is an {@link
 * IllegalArgumentException} with one sentence for the caller.
 */
record Wish(JsonObject json) {
  Wish(JsonObject json, Set<String> known) {
    this(json);
    for (String name : json.fieldNames()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "There is no member '"
                + name
                + "' here. Known: "
                + String.join(", ", new TreeSet<>(known))
                + ".");
      }
    }
  }

  boolean has(String name) {
    return json.containsKey(name);
  }

  String text(String name, String otherwise) {
    if (json.getValue(name, otherwise) instanceof String text) {
      return text;
    }
    throw wrong(name, "a string");
  }

  int whole(String name, int otherwise) {
    if (json.getValue(name, otherwise) instanceof Integer number) {
      return number;
    }
    throw wrong(name, "a whole number");
  }

  List<String> texts(String name, List<String> otherwise) {
    if (!json.containsKey(name)) {
      return otherwise;
    }
    if (json.getValue(name) instanceof JsonArray list
        && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw wrong(name, "a list of strings");
  }

  private static IllegalArgumentException wrong(String name, String type) {
    return new IllegalArgumentException("'" + name + "' must be " + type + ".");
  }
}
