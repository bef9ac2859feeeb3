package com.mlconnector.config;

import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads the file and the environment once; {@link ConfigDecision} judges them. */
public final class ConfigReader {
  private ConfigReader() {}

  /** A file that cannot be read is one of the mistakes the result lists, and no failure. */
  public static Future<ConfigResult> read(Vertx vertx, Path file) {
    return retrieve(vertx, environment())
        .compose(variables ->
            retrieve(vertx, yaml(file))
                .transform(written ->
                    written.succeeded()
                        ? vertx.executeBlocking(
                            () -> decide(written.result(), file, variables), false)
                        : Future.succeededFuture(unreadable(file, written.cause()))));
  }

  /** Two retrievers, not one with two stores: merged, nobody could say where a value came from. */
  private static Future<JsonObject> retrieve(Vertx vertx, ConfigStoreOptions store) {
    ConfigRetriever retriever =
        ConfigRetriever.create(
            vertx, new ConfigRetrieverOptions().setScanPeriod(-1).addStore(store));
    return retriever.getConfig().eventually(retriever::close);
  }

  private static ConfigStoreOptions yaml(Path file) {
    return new ConfigStoreOptions()
        .setType("file")
        .setFormat("yaml")
        .setConfig(new JsonObject().put("path", file.toAbsolutePath().toString()));
  }

  /** Raw, because the store would turn a password of digits into a number. */
  private static ConfigStoreOptions environment() {
    return new ConfigStoreOptions()
        .setType("env")
        .setConfig(new JsonObject().put("raw-data", true));
  }

  private static ConfigResult decide(JsonObject written, Path file, JsonObject variables) {
    Map<String, String> environment =
        variables.stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    return ConfigDecision.decide(
        written, file.toString(), environment, path -> Files.readString(Path.of(path)));
  }

  private static ConfigResult unreadable(Path file, Throwable cause) {
    if (!Files.isReadable(file)) {
      return refused(
          file,
          "It cannot be read.",
          "Check that it exists and that the gateway's user may read it.");
    }
    return refused(
        file, notYaml(cause), "Compare it with the conf/ml-connector.yaml of the distribution.");
  }

  private static ConfigResult refused(Path file, String why, String remedy) {
    return new ConfigResult.Refused(
        List.of(new ConfigError("configuration file", null, why, remedy, file.toString())));
  }

  /** Only line and column: the parser's message quotes the line, and that may hold a password. */
  private static String notYaml(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
        int line = yaml.getProblemMark().getLine() + 1;
        int column = yaml.getProblemMark().getColumn() + 1;
        return "It is no valid YAML at line " + line + ", column " + column + ".";
      }
    }
    return "It holds no section, such as http: with its keys below.";
  }
}
