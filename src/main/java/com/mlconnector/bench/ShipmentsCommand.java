package com.mlconnector.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From delivery to label to write-back. */
@Command(
    name = "shipments",
    description = {
      "Measures whole shipments: delivery, reading, address, price, label, write-back,"
          + " subscription,",
      "and the same vendor calls fired without the gateway, in turn, on the same cores.",
      "Then what a shipment costs in statements and commits, and what a long queue changes."
    },
    mixinStandardHelpOptions = true)
final class ShipmentsCommand implements Callable<Integer> {
  @Option(names = "--rounds", description = "Measured, after a warm-up (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--shipments", description = "In each round (${DEFAULT-VALUE}).")
  private int shipments = 300;

  @Option(names = "--backlog", description = "Shipments in the long queue (${DEFAULT-VALUE}).")
  private int backlog = 100_000;

  @Override
  public Integer call() throws InterruptedException {
    System.setProperty("log.level", "warn");
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    try {
      ShipmentsReport report =
          new ShipmentsBench(
                  new ShipmentsBench.Settings(rounds, shipments, backlog), System.err::println)
              .run();
      System.out.println(report.table());
      return report.isClean() ? 0 : 1;
    } catch (IOException | SQLException | TimeoutException | IllegalStateException e) {
      System.err.println("The bench came to no result: " + e.getMessage());
      return 2;
    }
  }
}
