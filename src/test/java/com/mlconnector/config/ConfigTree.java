package com.mlconnector.config;

import com.mlconnector.domain.Secret;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the record tree as keys and texts, by the names of its components. */
final class ConfigTree {
  private static final Pattern CAPITAL = Pattern.compile("([A-Z])");

  private ConfigTree() {}

  /** The keys whose values differ, with the other value as one would write it. */
  static Map<String, String> changes(GatewayConfig from, GatewayConfig to) {
    Map<String, Object> before = leaves(from);
    Map<String, String> changes = new LinkedHashMap<>();
    leaves(to)
        .forEach((key, value) -> {
          if (!value.equals(before.get(key))) {
            changes.put(key, written(value));
          }
        });
    return changes;
  }

  static void put(JsonObject root, String key, Object value) {
    String[] path = key.split("\\.", 2);
    if (!root.containsKey(path[0])) {
      root.put(path[0], new JsonObject());
    }
    root.getJsonObject(path[0]).put(path[1], value);
  }

  private static Map<String, Object> leaves(GatewayConfig config) {
    Map<String, Object> leaves = new LinkedHashMap<>();
    for (RecordComponent section : GatewayConfig.class.getRecordComponents()) {
      Object values = value(section, config);
      for (RecordComponent leaf : section.getType().getRecordComponents()) {
        leaves.put(section.getName() + "." + kebab(leaf.getName()), value(leaf, values));
      }
    }
    return leaves;
  }

  private static Object value(RecordComponent component, Object owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException unreadable) {
      throw new LinkageError(component.toString(), unreadable);
    }
  }

  private static String kebab(String name) {
    return CAPITAL.matcher(name).replaceAll("-$1").toLowerCase(Locale.ROOT);
  }

  private static String written(Object value) {
    return switch (value) {
      case Secret secret -> secret.reveal();
      case DataSize size -> (size.bytes() >> 10) + "kB";
      case Enum<?> one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case Duration time -> written(time);
      case List<?> times ->
          times.stream().map(ConfigTree::written).collect(Collectors.joining(","));
      case URI uri -> uri.toString();
      default -> value.toString();
    };
  }

  private static String written(Duration time) {
    if (time.toMillisPart() != 0) {
      return time.toMillis() + "ms";
    }
    if (time.toSecondsPart() != 0 || time.toMinutes() < 2) {
      return time.toSeconds() + "s";
    }
    if (time.toMinutesPart() != 0) {
      return time.toMinutes() + "m";
    }
    return time.toHoursPart() != 0 ? time.toHours() + "h" : time.toDays() + "d";
  }
}
