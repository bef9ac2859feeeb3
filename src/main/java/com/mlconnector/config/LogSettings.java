package com.mlconnector.config;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Hands the log keys to conf/logback.xml as system properties. To be called before anything logs:
 * Vert.x starts Logback, and {@link ConfigReader} needs a Vert.x.
 */
public final class LogSettings {
  private LogSettings() {}

  /** Mistakes count as the default here; {@link ConfigReader} reports them a moment later. */
  public static void apply(Path file, Map<String, String> environment) {
    properties(written(file), environment).forEach(System::setProperty);
  }

  static Map<String, String> properties(JsonObject written, Map<String, String> environment) {
    Settings settings = new Settings(written, "", environment, path -> "");
    GatewayConfig.Log log = ConfigKeys.log(settings);
    return Map.of("log.level", lower(log.level()), "log.format", lower(log.format()));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static JsonObject written(Path file) {
    try {
      Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      Object loaded = yaml.load(Files.readString(file));
      if (loaded instanceof Map<?, ?> sections && sections.get("log") instanceof Map<?, ?> log) {
        JsonObject keys = new JsonObject();
        log.forEach((key, value) -> keys.put(String.valueOf(key), value));
        return new JsonObject().put("log", keys);
      }
    } catch (IOException | YAMLException unreadable) {
      // falls through to the defaults
    }
    return new JsonObject();
  }
}
