package com.mlconnector.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many webhooks a second are durably acknowledged, and whether every one of them is kept. */
@Command(
    name = "ingress",
    description = {
      "Starts a Postgres, a gateway and a sender, each a process of its own; sends signed"
          + " FreshBooks webhooks; compares what was acknowledged with the journal.",
      "Exits with 1 if anything acknowledged is missing, doubled or foreign."
    },
    mixinStandardHelpOptions = true)
final class IngressCommand implements Callable<Integer> {

  @Option(names = "--rounds", description = "Measured rounds of each kind (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--deliveries", description = "At most, in a round (${DEFAULT-VALUE}).")
  private int deliveries = 100_000;

  @Option(names = "--seconds", description = "At most, for a round (${DEFAULT-VALUE}).")
  private int seconds = 5;

  @Option(names = "--connections", description = "Deliveries in flight (${DEFAULT-VALUE}).")
  private int connections = 256;

  @Option(names = "--invoices", description = "That the deliveries are about (${DEFAULT-VALUE}).")
  private int invoices = 500;

  @Option(names = "--starts", description = "Of a gateway, timed (${DEFAULT-VALUE}).")
  private int starts = 5;

  @Override
  public Integer call() throws InterruptedException {
    // The figures tell the story; the log only what goes wrong.
    System.setProperty("log.level", "warn");
    // A table to paste reads the same from every machine.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    IngressBench.Settings settings =
        new IngressBench.Settings(rounds, deliveries, seconds, connections, invoices, starts);
    try {
      IngressReport report = new IngressBench(settings, System.err::println).run();
      System.out.println(report.table());
      System.out.println(report.verdict());
      return report.isClean() ? 0 : 1;
    } catch (IOException | SQLException | TimeoutException | IllegalStateException e) {
      System.err.println("The bench came to no result: " + e.getMessage());
      return 2;
    }
  }
}
