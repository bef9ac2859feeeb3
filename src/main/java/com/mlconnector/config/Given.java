package com.mlconnector.config;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value somebody wrote, and where: in the file or in a variable. */
record Given(@Nullable Object value, String origin) {
  private static final String PREFIX = "ML_";

  /** The launcher's own variables, and those Kubernetes makes for a service of our name. */
  private static final String NOT_OURS = "ML_CONNECTOR_";

  /** {@code http.max-body} is {@code ML_HTTP_MAX_BODY}. */
  static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static Map<String, Given> inFile(JsonObject file, String fileName) {
    Map<String, Given> all = new LinkedHashMap<>();
    flatten("", file, fileName, all);
    return all;
  }

  private static void flatten(
      String prefix, JsonObject section, String fileName, Map<String, Given> all) {
    for (Map.Entry<String, Object> entry : section) {
      String key = prefix + entry.getKey();
      if (entry.getValue() instanceof JsonObject deeper) {
        flatten(key + ".", deeper, fileName, all);
      } else {
        all.put(key, new Given(entry.getValue(), fileName));
      }
    }
  }

  /** An empty variable counts as not set: compose files hand on variables that nobody filled. */
  static Map<String, Given> inEnvironment(Map<String, String> environment) {
    Map<String, Given> all = new LinkedHashMap<>();
    environment.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(PREFIX) && !entry.getValue().isEmpty())
        .filter(entry -> !entry.getKey().startsWith(NOT_OURS))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            all.put(entry.getKey(), new Given(entry.getValue(), "variable " + entry.getKey())));
    return all;
  }
}
