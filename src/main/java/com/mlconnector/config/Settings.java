package com.mlconnector.config;

import com.mlconnector.domain.Secret;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers each key from the variables, the file or its default, and remembers what it was asked:
 * whatever nobody asked for is unknown. A mistake is noted and answered with the default, so that
 * one run finds them all.
 */
final class Settings {
  private final String fileName;
  private final Map<String, Given> file;
  private final Map<String, Given> environment;
  private final SecretFiles secretFiles;
  private final Map<String, String> defaults = new LinkedHashMap<>();
  private final Map<String, Given> used = new LinkedHashMap<>();
  private final List<ConfigError> errors = new ArrayList<>();

  Settings(
      JsonObject file, String fileName, Map<String, String> environment, SecretFiles secretFiles) {
    this.fileName = fileName;
    this.file = Given.inFile(file, fileName);
    this.environment = Given.inEnvironment(environment);
    this.secretFiles = secretFiles;
  }

  <T> T get(String key, Kind<T> kind, String defaultText) {
    defaults.put(key, defaultText);
    T byDefault = kind.parse().apply(defaultText).orElseThrow();
    Given given = take(key);
    if (given == null) {
      return byDefault;
    }
    Optional<T> value = text(given, kind.bare()).flatMap(kind.parse());
    if (value.isEmpty()) {
      errors.add(
          new ConfigError(
              key,
              shown(given),
              "It must be " + kind.expected() + ".",
              "Write for example " + defaultText + ".",
              given.origin()));
    }
    return value.orElse(byDefault);
  }

  /** A secret stands in the configuration itself or in a file named by the key's -file sibling. */
  Secret secret(String key) {
    defaults.put(key, "");
    Given direct = notEmpty(take(key));
    Given byFile = notEmpty(take(key + "-file"));
    if (direct != null && byFile != null) {
      refuse(
          key,
          "It is given twice, by value and by file (" + byFile.origin() + ").",
          "Remove one of the two.",
          direct.origin());
    } else if (byFile != null) {
      return new Secret(fromFile(key + "-file", byFile));
    } else if (direct != null) {
      return new Secret(fromText(key, direct));
    }
    return new Secret("");
  }

  /** Empty, or too long for anybody to find it by trying. */
  Secret longSecret(String key, int least) {
    Secret secret = secret(key);
    if (!secret.isEmpty() && secret.reveal().length() < least) {
      refuse(
          key,
          "It is short enough to be guessed.",
          "Take at least " + least + " random characters.",
          used.containsKey(key) ? used.get(key).origin() : fileName);
    }
    return secret;
  }

  Secret requiredSecret(String key, String remedy) {
    int before = errors.size();
    Secret secret = secret(key);
    if (secret.isEmpty() && errors.size() == before) {
      refuse(key, "It is missing.", remedy, fileName);
    }
    return secret;
  }

  /**
   * Refuses a value that is well-formed and still wrong beside another one. Keys already refused
   * stand here with their default, so that a comparison would prove nothing.
   */
  void require(boolean holds, String key, String other, String why, String remedy) {
    if (holds || refused(key) || refused(other)) {
      return;
    }
    Given given = used.get(key);
    String found = given == null ? defaults.get(key) : shown(given);
    String origin = given == null ? "default" : given.origin();
    errors.add(new ConfigError(key, found, why, remedy, origin));
  }

  private boolean refused(String key) {
    return errors.stream().anyMatch(error -> error.key().equals(key));
  }

  /** What is left in the file and in the variables after every key was asked for. */
  Leftovers leftovers() {
    return new Leftovers(file, environment, defaults.keySet());
  }

  List<ConfigError> errors() {
    return errors;
  }

  /** Every key with its default as written, in the order of the record tree. */
  Map<String, String> defaults() {
    return defaults;
  }

  private @Nullable Given take(String key) {
    Given fromFile = file.remove(key);
    Given fromEnvironment = environment.remove(Given.variable(key));
    Given given = fromEnvironment == null ? fromFile : fromEnvironment;
    if (given != null) {
      used.put(key, given);
    }
    return given;
  }

  private String fromText(String key, Given given) {
    return text(given, String.class)
        .orElseGet(() -> {
          refuse(key, "YAML reads it as something else than text.", "Quote it.", given.origin());
          return "";
        });
  }

  private String fromFile(String key, Given given) {
    String path = text(given, String.class).orElse("");
    try {
      String content = secretFiles.read(path).strip();
      if (content.isEmpty()) {
        refuse(key, "The file " + path + " is empty.", "Write the secret into it.", given.origin());
      }
      return content;
    } catch (IOException unreadable) {
      refuse(
          key,
          "The file " + path + " cannot be read.",
          "Check that it exists and that the gateway's user may read it.",
          given.origin());
      return "";
    }
  }

  private void refuse(String key, String why, String remedy, String origin) {
    errors.add(new ConfigError(key, null, why, remedy, origin));
  }

  private static @Nullable Given notEmpty(@Nullable Given given) {
    return given == null || given.value() == null || "".equals(given.value()) ? null : given;
  }

  private static Optional<String> text(Given given, Class<?> bare) {
    Object value = given.value();
    return value instanceof String || bare.isInstance(value)
        ? Optional.of(String.valueOf(value))
        : Optional.empty();
  }

  /** Addresses may carry a password before the @, and errors end up in logs. */
  private static String shown(Given given) {
    return String.valueOf(given.value()).replaceAll("//[^/]*@", "//***@");
  }
}
