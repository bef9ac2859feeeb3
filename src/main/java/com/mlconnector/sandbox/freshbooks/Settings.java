package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The present values of all {@link Setting}s. */
final class Settings {
  private static final int MOST = 1_000_000_000;

  private final Map<Setting, Object> values = new EnumMap<>(Setting.class);
  private java.util.Random chances = new java.util.Random(1);

  Settings() {
    reset();
  }

  void reset() {
    for (Setting setting : Setting.values()) {
      put(setting, Json.decodeValue(setting.usual));
    }
  }

  boolean on(Setting setting) {
    return (Boolean) value(setting);
  }

  int count(Setting setting) {
    return ((Number) value(setting)).intValue();
  }

  List<Integer> steps(Setting setting) {
    return ((JsonArray) value(setting)).stream().map(step -> ((Number) step).intValue()).toList();
  }

  /** Whether one of the next n is left; it is used up by asking. */
  boolean takeOne(Setting setting) {
    int left = count(setting);
    if (left > 0) {
      values.put(setting, left - 1);
    }
    return left > 0;
  }

  boolean happens(Setting chance) {
    double probability = ((Number) value(chance)).doubleValue();
    return probability > 0 && chances.nextDouble() < probability;
  }

  int upTo(Setting setting) {
    int most = count(setting);
    return most == 0 ? 0 : chances.nextInt(most + 1);
  }

  /**
   * Changes the given settings, or none.
   *
   * @throws IllegalArgumentException with a sentence for the caller
   */
  void change(JsonObject changes) {
    Map<Setting, Object> wanted = new EnumMap<>(Setting.class);
    changes.forEach(change -> {
      Setting setting = named(change.getKey());
      if (!fits(setting.kind, change.getValue())) {
        throw new IllegalArgumentException(
            "'" + setting.key() + "' must be " + setting.kind.words + ".");
      }
      wanted.put(setting, change.getValue());
    });
    wanted.forEach(this::put);
  }

  JsonObject toJson() {
    JsonObject all = new JsonObject();
    for (Setting setting : Setting.values()) {
      all.put(setting.key(), value(setting));
    }
    return all;
  }

  static JsonObject meanings() {
    JsonObject all = new JsonObject();
    for (Setting setting : Setting.values()) {
      all.put(setting.key(), setting.meaning + " (" + setting.kind.words + ").");
    }
    return all;
  }

  private void put(Setting setting, Object value) {
    values.put(setting, value);
    if (setting == Setting.WEBHOOK_SEED) {
      chances = new java.util.Random(count(setting));
    }
  }

  private Object value(Setting setting) {
    return Optional.ofNullable(values.get(setting)).orElseThrow();
  }

  private static Setting named(String key) {
    return Arrays.stream(Setting.values())
        .filter(setting -> setting.key().equals(key))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no setting '" + key + "'; GET /_control/settings lists them."));
  }

  private static boolean fits(Setting.Kind kind, @Nullable Object value) {
    return switch (kind) {
      case FLAG -> value instanceof Boolean;
      case COUNT -> isCount(value);
      case CHANCE -> value instanceof Number n && n.doubleValue() >= 0 && n.doubleValue() <= 1;
      case STEPS ->
          value instanceof JsonArray list
              && !list.isEmpty()
              && list.size() <= 20
              && list.stream().allMatch(Settings::isCount);
    };
  }

  private static boolean isCount(@Nullable Object value) {
    return (value instanceof Integer || value instanceof Long)
        && ((Number) value).longValue() >= 0
        && ((Number) value).longValue() <= MOST;
  }
}
