package com.mlconnector.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Secret;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The files are real; the variables are those of the build, none of them ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigReaderIT {
  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;

  @AfterAll
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void reads_the_file_and_the_file_of_a_secret() throws Exception {
    Path key = Files.writeString(folder.resolve("key"), "the key\n");
    ConfigResult result =
        read(
            """
            http:
              port: 9090
            vault:
              master-key-file: %s
            """
                .formatted(key));

    assertThat(result)
        .isInstanceOfSatisfying(
            ConfigResult.Accepted.class,
            accepted -> {
              assertThat(accepted.config().http().port()).isEqualTo(9090);
              assertThat(accepted.config().vault().masterKey()).isEqualTo(new Secret("the key"));
            });
  }

  @Test
  void an_empty_file_is_a_file_without_keys() throws Exception {
    assertThat(report(read(""))).contains("vault.master-key").hasLineCount(1);
  }

  @Test
  void broken_yaml_is_located_and_not_quoted() throws Exception {
    assertThat(report(read("database:\n  password: \"hunter2\n  port: 1\n")))
        .contains("no valid YAML at line 4, column 1")
        .doesNotContain("hunter2");
  }

  @Test
  void yaml_without_sections_is_refused() throws Exception {
    assertThat(report(read("- hunter2\n"))).contains("no section").doesNotContain("hunter2");
    assertThat(report(read("hunter2\n"))).contains("no section").doesNotContain("hunter2");
    assertThat(report(read("# http:\n"))).contains("no section");
  }

  @Test
  void a_missing_file_is_said_to_be_missing() throws Exception {
    ConfigResult result =
        ConfigReader.read(vertx, folder.resolve("none.yaml")).await(10, TimeUnit.SECONDS);

    assertThat(report(result)).contains("none.yaml").contains("cannot be read");
  }

  @Test
  void the_log_keys_are_read_before_everything_else() throws Exception {
    Path file = Files.writeString(folder.resolve("log.yaml"), "log:\n  level: warn\n");
    LogSettings.apply(file, Map.of("ML_LOG_FORMAT", "json"));
    assertThat(System.getProperty("log.level")).isEqualTo("warn");
    assertThat(System.getProperty("log.format")).isEqualTo("json");

    LogSettings.apply(folder.resolve("none.yaml"), Map.of());
    assertThat(System.getProperty("log.level")).isEqualTo("info");
    assertThat(System.getProperty("log.format")).isEqualTo("text");
  }

  private ConfigResult read(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("gateway.yaml"), yaml);
    return ConfigReader.read(vertx, file).await(10, TimeUnit.SECONDS);
  }

  private static String report(ConfigResult result) {
    return switch (result) {
      case ConfigResult.Accepted accepted -> throw new AssertionError(accepted.toString());
      case ConfigResult.Refused refused -> refused.report();
    };
  }
}
