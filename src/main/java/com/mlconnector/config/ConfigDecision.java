package com.mlconnector.config;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns what was written into a configuration or the list of everything wrong with it. */
public final class ConfigDecision {
  private ConfigDecision() {}

  /**
   * Decides without touching anything but {@code secretFiles}.
   *
   * @param fileName how errors call the file
   * @param environment all variables of the process; those not starting with ML_ are ignored
   */
  public static ConfigResult decide(
      JsonObject file, String fileName, Map<String, String> environment, SecretFiles secretFiles) {
    return decide(new Settings(file, fileName, environment, secretFiles), ConfigKeys.RETIRED);
  }

  static ConfigResult decide(Settings settings, Map<String, String> retired) {
    GatewayConfig config = ConfigKeys.read(settings);
    ConfigRules.check(config, settings);
    List<ConfigError> errors = new ArrayList<>(settings.errors());
    errors.addAll(settings.leftovers().errors(retired));
    return errors.isEmpty() ? new ConfigResult.Accepted(config) : new ConfigResult.Refused(errors);
  }
}
