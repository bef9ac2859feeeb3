package com.mlconnector.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogSettingsTest {
  private final JsonObject file =
      new JsonObject().put("log", new JsonObject().put("level", "warn").put("format", "json"));

  @Test
  void the_file_sets_what_logback_reads() {
    assertThat(LogSettings.properties(file, Map.of()))
        .isEqualTo(Map.of("log.level", "warn", "log.format", "json"));
  }

  @Test
  void a_variable_wins() {
    assertThat(LogSettings.properties(file, Map.of("ML_LOG_LEVEL", "error")))
        .isEqualTo(Map.of("log.level", "error", "log.format", "json"));
  }

  @Test
  void a_mistake_counts_as_the_default() {
    assertThat(LogSettings.properties(file, Map.of("ML_LOG_LEVEL", "debug")))
        .isEqualTo(Map.of("log.level", "info", "log.format", "json"));
  }

  @Test
  void nothing_written_means_the_defaults() {
    assertThat(LogSettings.properties(new JsonObject(), Map.of()))
        .isEqualTo(Map.of("log.level", "info", "log.format", "text"));
  }
}
