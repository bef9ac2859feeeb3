package com.mlconnector;

import com.mlconnector.access.TokenDesk;
import com.mlconnector.config.GatewayConfig;
import com.mlconnector.domain.Secret;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a node until it is told to stop. */
@Command(
    name = "run",
    description = "Runs the gateway. Brings the database up to date first.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin private final ConfigOption configuration = new ConfigOption();

  @Override
  public Integer call() throws InterruptedException {
    long begin = System.nanoTime();
    Optional<GatewayConfig> read = configuration.read();
    if (read.isEmpty()) {
      return ConfigOption.BAD_CONFIG;
    }
    GatewayConfig config = read.get();
    Logger log = LoggerFactory.getLogger(RunCommand.class);
    switch (Schema.migrate(config.database())) {
      case Schema.Result.Failed(String sentence) -> {
        System.err.println(sentence);
        return 1;
      }
      case Schema.Result.Migrated(int applied) -> log.info("{} migrations applied", applied);
    }
    Gateway gateway;
    try {
      gateway = Gateway.start(config, InstantSource.system());
    } catch (IllegalStateException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 1;
    }
    log.info(
        "Ready after {} ms: webhooks on {}:{}, management on {}:{}",
        (System.nanoTime() - begin) / 1_000_000,
        config.http().host(),
        gateway.publicPort(),
        config.management().host(),
        gateway.managementPort());
    gateway.offerFirstAccess().ifPresent(first -> tellFirst(first, config, gateway));
    untilStopped(gateway);
    return 0;
  }

  /** For the person at the screen; the log is kept and read by others. */
  private static void tellFirst(Secret first, GatewayConfig config, Gateway gateway) {
    System.out.printf(
        """

        There is no access token yet. Within %d hours, make the first one, an admin's:

          curl -X POST http://%s:%d/access/first-token \\
            -H 'Content-Type: application/json' -d '{"name": "admin", "secret": "%s"}'

        %n\
        """,
        TokenDesk.FIRST_LIFE.toHours(),
        config.management().host(),
        gateway.managementPort(),
        first.reveal());
  }

  /** SIGTERM and Ctrl-C reach the hook; the main thread only waits. */
  private static void untilStopped(Gateway gateway) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  gateway.close();
                  stopped.countDown();
                },
                "shutdown"));
    stopped.await();
  }
}
