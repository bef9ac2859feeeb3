package com.mlconnector;

import com.mlconnector.config.ConfigReader;
import com.mlconnector.config.ConfigResult;
import com.mlconnector.config.GatewayConfig;
import com.mlconnector.config.LogSettings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
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

  /** Empty after every mistake has been told on standard error. */
  Optional<GatewayConfig> read() {
    LogSettings.apply(file, System.getenv());
    Vertx vertx = Vertx.vertx();
    try {
      return switch (ConfigReader.read(vertx, file).await(20, TimeUnit.SECONDS)) {
        case ConfigResult.Accepted(GatewayConfig config) -> Optional.of(config);
        case ConfigResult.Refused refused -> {
          System.err.println(refused.report());
          yield Optional.empty();
        }
      };
    } catch (TimeoutException e) {
      System.err.println("The configuration " + file + " cannot be read within 20 s.");
      return Optional.empty();
    } finally {
      vertx.close().onFailure(e -> System.err.println(e.getMessage()));
    }
  }
}
