package com.mlconnector;

import com.mlconnector.config.GatewayConfig;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Migrates and ends: for those who do not let the gateway itself have the owner's password. */
@Command(
    name = "migrate",
    description = "Brings the database up to date, and makes the gateway's role if it is missing.",
    mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
  @Mixin private final ConfigOption configuration = new ConfigOption();

  @Override
  public Integer call() {
    Optional<GatewayConfig> config = configuration.read();
    if (config.isEmpty()) {
      return ConfigOption.BAD_CONFIG;
    }
    return switch (Schema.migrate(config.get().database())) {
      case Schema.Result.Migrated(int applied) -> {
        System.out.println(
            applied == 0 ? "The database is up to date." : applied + " migrations applied.");
        yield 0;
      }
      case Schema.Result.Failed(String sentence) -> {
        System.err.println(sentence);
        yield 1;
      }
    };
  }
}
