package com.mlconnector;

import com.mlconnector.check.Finding;
import com.mlconnector.check.Report;
import com.mlconnector.check.Result;
import com.mlconnector.config.ConfigResult;
import com.mlconnector.config.GatewayConfig;
import com.mlconnector.domain.Owner;
import com.mlconnector.sandbox.tour.Printer;
import com.mlconnector.sandbox.tour.Tour;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the gateway fits to what it was given, told line by line. */
@Command(
    name = "check",
    description = {
      "Asks the database, FreshBooks and UPS, one thing after the other, and says what is missing.",
      "Buys and writes nothing. Exit code 0 if nothing failed, else 1."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private static final String BY = "command line";
  private static final String ROW = "%-10s %-23s %s%n";
  private static final int WIDTH = 90;

  @Mixin private final ConfigOption configuration = new ConfigOption();

  @Option(
      names = "--connection",
      description = "Which connection; not needed where there is only one.")
  private @Nullable String connection;

  @Option(
      names = "--sandbox",
      description = "Check a sandbox of stand-ins instead, with a connection made for it.")
  private boolean sandbox;

  @Option(
      names = "--dry-ship",
      description = "Buy a label too, and void it: at UPS's test host or a stand-in only.")
  private boolean dry;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Report report = sandbox ? ofSandbox() : ofConfiguration();
    if (json) {
      System.out.println(report.json().encodePrettily());
    } else {
      report.findings().forEach(CheckCommand::print);
      System.out.println(report.summary() + ".");
    }
    return report.fits() ? 0 : 1;
  }

  private Report ofConfiguration() {
    return switch (configuration.decideQuietly()) {
      case ConfigResult.Accepted(GatewayConfig config) -> {
        try (Gateway gateway = Gateway.idle(config, InstantSource.system())) {
          yield gateway.check(Optional.ofNullable(connection), dry, BY);
        }
      }
      case ConfigResult.Refused refused ->
          Report.ofConfiguration(
              new Result.Failed(
                  refused.report(),
                  "Correct " + configuration.file() + " or the environment.",
                  Owner.GATEWAY));
    };
  }

  /** What is started meanwhile is told on standard error. */
  private Report ofSandbox() throws Exception {
    System.setProperty("log.level", "error");
    Printer printer = new Printer(System.err, false, false, InstantSource.system());
    Parts parts = new Parts(e -> printer.line("A part did not stop cleanly: " + e));
    Runtime.getRuntime().addShutdownHook(new Thread(parts::stop, "check-end"));
    try {
      SandboxPostgres.checkFolder();
      Sandbox.Started started =
          new Sandbox(parts, printer, SandboxPorts.anyFree(), List.of(), List.of())
              .startGateway(Path.of("labels"));
      if (!new Tour(started.places(), printer, InstantSource.system()).connect()) {
        throw new IllegalStateException("The sandbox's connection did not come about.");
      }
      return started.gateway().check(Optional.ofNullable(connection), dry, BY);
    } catch (IllegalStateException | IOException e) {
      return Report.ofConfiguration(
          new Result.Failed(
              "The sandbox does not start. " + e.getMessage(),
              "See what the lines above say.",
              Owner.GATEWAY));
    } finally {
      parts.stop();
    }
  }

  private static void print(Finding finding) {
    Result result = finding.result();
    line(result.word(), finding.line().title(), result.sentence());
    switch (result) {
      case Result.Warning(_, String remedy, Owner owner) -> line("", "", remedy(remedy, owner));
      case Result.Failed(_, String remedy, Owner owner) -> line("", "", remedy(remedy, owner));
      default -> {}
    }
  }

  private static String remedy(String remedy, Owner owner) {
    String whose =
        switch (owner) {
          case DATA -> "data";
          case FRESHBOOKS -> "FreshBooks";
          case UPS -> "UPS";
          case GATEWAY -> "gateway";
        };
    return "→ " + whose + ": " + remedy;
  }

  /** Broken between words, below each other. */
  private static void line(String word, String title, String text) {
    String first = word;
    String second = title;
    for (String paragraph : text.split("\n", -1)) {
      StringBuilder line = new StringBuilder();
      for (String next : paragraph.split(" ", -1)) {
        if (!line.isEmpty() && line.length() + 1 + next.length() > WIDTH) {
          System.out.printf(ROW, first, second, line);
          first = "";
          second = "";
          line.setLength(0);
        }
        line.append(line.isEmpty() ? "" : " ").append(next);
      }
      System.out.printf(ROW, first, second, line);
      first = "";
      second = "";
    }
  }
}
