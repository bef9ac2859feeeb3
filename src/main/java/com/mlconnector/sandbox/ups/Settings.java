package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The switches as they stand. */
final class Settings {
  private final Map<Setting, Object> values = new EnumMap<>(Setting.class);

  Settings() {
    for (Setting setting : Setting.values()) {
      values.put(setting, setting.start);
    }
  }

  boolean on(Setting setting) {
    return (boolean) value(setting);
  }

  long number(Setting setting) {
    return (long) value(setting);
  }

  String word(Setting setting) {
    return (String) value(setting);
  }

  boolean lists(Setting setting, String word) {
    return ((List<?>) value(setting)).contains(word);
  }

  /**
   * Changes the named settings, all or none.
   *
   * @throws IllegalArgumentException with a sentence for the caller
   */
  void change(JsonObject wanted) {
    Map<Setting, Object> changes = new EnumMap<>(Setting.class);
    for (String key : wanted.fieldNames()) {
      Setting setting = named(key);
      changes.put(setting, read(setting, wanted.getValue(key)));
    }
    values.putAll(changes);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    for (Setting setting : Setting.values()) {
      Object value = value(setting);
      json.put(setting.key, value instanceof List<?> words ? new JsonArray(words) : value);
    }
    return json;
  }

  private Object value(Setting setting) {
    return values.getOrDefault(setting, setting.start);
  }

  private static Setting named(String key) {
    return Arrays.stream(Setting.values())
        .filter(setting -> setting.key.equals(key))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no setting '"
                    + key
                    + "'. Known: "
                    + Arrays.stream(Setting.values())
                        .map(setting -> setting.key)
                        .collect(Collectors.joining(", "))
                    + "."));
  }

  private static Object read(Setting setting, Object wanted) {
    if (setting == Setting.ALERT_STYLE && !List.of("omit", "blank").contains(wanted)) {
      throw new IllegalArgumentException("'alertStyle' must be omit or blank.");
    }
    return switch (setting.start) {
      case Boolean _ when wanted instanceof Boolean -> wanted;
      case Long _ when wanted instanceof Number number && number.longValue() >= 0 ->
          number.longValue();
      case String _ when wanted instanceof String -> wanted;
      case List<?> _ when wanted instanceof JsonArray words -> wordsOf(setting, words);
      default ->
          throw new IllegalArgumentException(
              "'" + setting.key + "' must be like " + setting.start + ", not " + wanted + ".");
    };
  }

  private static List<String> wordsOf(Setting setting, JsonArray words) {
    if (!words.stream().allMatch(String.class::isInstance)) {
      throw new IllegalArgumentException("'" + setting.key + "' must be a list of words.");
    }
    return words.stream().map(String.class::cast).toList();
  }
}
