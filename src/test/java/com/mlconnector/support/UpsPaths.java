package com.mlconnector.support;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The other half of UPS's published files: where a call goes, which names its query may have, and
 * which headers it must have. Calls without a body are judged by nothing else.
 */
final class UpsPaths {
  private final JsonObject paths;

  UpsPaths(JsonObject spec) {
    this.paths = spec.getJsonObject("paths");
  }

  /** Judges an entry of the stand-in's log by {@code method, path, query, headers}. */
  List<String> violations(JsonObject entry) {
    String method = entry.getString("method").toLowerCase(Locale.ROOT);
    String path = entry.getString("path").replaceFirst("^/api", "");
    return paths.stream()
        // UPS lists its old versions under paths of the same form.
        .filter(it -> !it.getKey().contains("{deprecatedVersion}"))
        .filter(it -> Pattern.matches(it.getKey().replaceAll("\\{\\w+}", "[^/]+"), path))
        .map(it -> ((JsonObject) it.getValue()).getJsonObject(method))
        .filter(Objects::nonNull)
        .findFirst()
        .map(operation -> violations(operation, entry))
        .orElseGet(() -> List.of("UPS has no " + method + " " + path));
  }

  private static List<String> violations(JsonObject operation, JsonObject entry) {
    List<String> found = new ArrayList<>();
    List<String> known = parameters(operation, "query").map(it -> it.getString("name")).toList();
    for (String name : queryNames(entry.getString("query"))) {
      if (!known.contains(name)) {
        found.add("UPS knows no query parameter " + name);
      }
    }
    parameters(operation, "header")
        .filter(it -> Boolean.TRUE.equals(it.getValue("required")))
        .map(it -> it.getString("name"))
        .filter(name -> !entry.getJsonObject("headers").containsKey(name.toLowerCase(Locale.ROOT)))
        .forEach(name -> found.add("UPS wants a header " + name));
    return found;
  }

  private static Stream<JsonObject> parameters(JsonObject operation, String in) {
    return operation.getJsonArray("parameters").stream()
        .map(JsonObject.class::cast)
        .filter(it -> in.equals(it.getString("in")));
  }

  private static List<String> queryNames(String query) {
    return query == null || query.isEmpty()
        ? List.of()
        : Stream.of(query.split("&", -1)).map(part -> part.split("=", 2)[0]).toList();
  }
}
