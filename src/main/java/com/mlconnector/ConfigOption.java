package com.mlconnector;

import com.mlconnector.config.ConfigError;
import com.mlconnector.config.ConfigReader;
import com.mlconnector.config.ConfigResult;
import com.mlconnector.config.GatewayConfig;
import com.mlconnector.config.LogSettings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Option;

/** The configuration that a command works with. */
final class ConfigOption {
  /** As {@code sysexits.h} has it for a configuration error. */
  static final int BAD_CONFIG = 78;

  @Option(
      names = "--config",
      description = "The configuration file; the one beside the program if not given.")
  private Path file =
      Path.of(System.getProperty("ml-connector.home", "."), "conf/ml-connector.yaml");

  Path file() {
    return file;
  }

  /** Empty after every mistake has been told on standard error. */
  Optional<GatewayConfig> read() {
    return switch (decide()) {
      case ConfigResult.Accepted(GatewayConfig config) -> Optional.of(config);
      case ConfigResult.Refused refused -> {
        System.err.println(refused.report());
        yield Optional.empty();
      }
    };
  }

  private ConfigResult decide() {
    LogSettings.apply(file, System.getenv());
    return read(file);
  }

  /** The mistakes are for the caller to tell, and the log stays silent but for errors. */
  ConfigResult decideQuietly() {
    System.setProperty("log.level", "error");
    return read(file);
  }

  private static ConfigResult read(Path file) {
    Vertx vertx = Vertx.vertx();
    try {
      return ConfigReader.read(vertx, file).await(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return new ConfigResult.Refused(
          List.of(
              new ConfigError(
                  "configuration file",
                  null,
                  "It cannot be read within 20 s.",
                  "Put it on a disk that answers.",
                  file.toString())));
    } finally {
      vertx.close().onFailure(e -> System.err.println(e.getMessage()));
    }
  }
}
