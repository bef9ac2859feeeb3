package com.mlconnector.config;

import java.util.List;
import java.util.stream.Collectors;

/** A whole configuration, or every mistake in it. */
public sealed interface ConfigResult {
  record Accepted(GatewayConfig config) implements ConfigResult {}

  record Refused(List<ConfigError> errors) implements ConfigResult {
    public Refused {
      errors = List.copyOf(errors);
    }

    /** One line for each mistake, for the operator's screen. */
    public String report() {
      return errors.stream().map(ConfigError::sentence).collect(Collectors.joining("\n"));
    }
  }
}
