package com.mlconnector;

import com.mlconnector.sandbox.Fault;
import com.mlconnector.sandbox.freshbooks.FreshBooksSandbox;
import com.mlconnector.sandbox.tour.Places;
import com.mlconnector.sandbox.tour.Printer;
import com.mlconnector.sandbox.tour.Tour;
import com.mlconnector.sandbox.ups.UpsSandbox;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Everything on one machine, without any account: Postgres, both vendors' stand-ins, the gateway,
 * and a tour.
 */
@Command(
    name = "sandbox",
    description = {
      "Starts a Postgres, stand-ins for FreshBooks and UPS, and the gateway; shows a tour.",
      "Keeps running afterwards, so that you can issue invoices yourself."
    },
    mixinStandardHelpOptions = true)
final class SandboxCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--once", description = "End after the tour; exit 0 only if all went well.")
  private boolean once;

  @Option(names = "--vendors-only", description = "Start the stand-ins and nothing else.")
  private boolean vendorsOnly;

  @Mixin private final SandboxPorts ports = new SandboxPorts();

  @Option(names = "--labels", description = "Where labels are saved (${DEFAULT-VALUE}).")
  private Path labels = Path.of("labels");

  @Option(
      names = "--ups-fault",
      description = "A fault for the UPS stand-in before the tour, as JSON; may be repeated.")
  private List<String> upsFaults = List.of();

  @Option(
      names = "--freshbooks-fault",
      description = "A fault for the FreshBooks stand-in before the tour, likewise.")
  private List<String> freshBooksFaults = List.of();

  private final Printer printer = printer();
  private final Parts parts =
      new Parts(e -> printer.line(Printer.Tone.DIM, "A part did not stop cleanly: " + e));

  private volatile boolean ending;

  private static Printer printer() {
    // Null without a terminal on some JDKs, a console that is none on others.
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    boolean colour = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    return new Printer(System.out, terminal, terminal && colour, InstantSource.system());
  }

  @Override
  public Integer call() throws Exception {
    // The tour tells the story; the log only what goes wrong.
    System.setProperty("log.level", "warn");
    Thread main = Thread.currentThread();
    Thread onSignal = new Thread(() -> end(main), "sandbox-end");
    Runtime.getRuntime().addShutdownHook(onSignal);
    try {
      return run();
    } catch (Exception e) {
      return explain(e);
    } finally {
      parts.stop();
      forget(onSignal);
    }
  }

  private int explain(Exception e) throws Exception {
    if (ending) {
      // What an interrupted part says of it is no news.
      return 1;
    }
    return switch (e) {
      case IllegalArgumentException mistake ->
          throw new ParameterException(
              spec.commandLine(), String.valueOf(mistake.getMessage()), mistake);
      case IllegalStateException _, IOException _ -> {
        printer.line(Printer.Tone.BAD, "The sandbox does not start. " + e.getMessage());
        yield 1;
      }
      default -> throw e;
    };
  }

  /** A signal came. What is being started is let through first, or nobody would stop it. */
  private void end(Thread main) {
    printer.line("");
    printer.line("Ending: the gateway, the stand-ins, Postgres and its data.");
    printer.mute();
    ending = true;
    // Libraries log a stack trace for each part that is interrupted while it starts.
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    main.interrupt();
    parts.stop();
  }

  private static void forget(Thread onSignal) {
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException ending) {
      // A signal came: the hook is what ends the program.
    }
  }

  private int run() throws Exception {
    List<Fault> forFreshBooks = freshBooksFaults.stream().map(SandboxCommand::fault).toList();
    List<Fault> forUps = upsFaults.stream().map(SandboxCommand::fault).toList();
    SandboxPorts.Chosen chosen = ports.choose();
    SandboxPostgres.checkFolder();
    Sandbox sandbox = new Sandbox(parts, printer, chosen, forFreshBooks, forUps);
    if (vendorsOnly) {
      tellVendors(sandbox.freshBooks(), sandbox.ups());
      return untilSignal();
    }
    Places places = sandbox.startGateway(labels).places();
    boolean good = new Tour(places, printer, InstantSource.system()).walk();
    printer.line("");
    printer.line(
        good ? Printer.Tone.GOOD : Printer.Tone.BAD,
        good ? "Every step came out as it should." : "A step did not come out as it should.");
    if (!once) {
      printer.line(
          "The sandbox keeps running. Ctrl-C in this window ends it and removes its data.");
      return untilSignal();
    }
    return good ? 0 : 1;
  }

  private static int untilSignal() throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }

  private void tellVendors(FreshBooksSandbox freshBooks, UpsSandbox ups) {
    String row = "%-21s%s";
    printer.line(row.formatted("FreshBooks stand-in", freshBooks.baseUrl()));
    printer.line(
        row.formatted("  app and secret", freshBooks.clientId() + " " + freshBooks.clientSecret()));
    printer.line(row.formatted("UPS stand-in", ups.baseUrl()));
    printer.line(
        row.formatted("  app and secret", UpsSandbox.CLIENT_ID + " " + UpsSandbox.CLIENT_SECRET));
    printer.line(row.formatted("  account", UpsSandbox.ACCOUNT));
    printer.line("Ctrl-C ends it.");
  }

  private static Fault fault(String json) {
    try {
      return Fault.of(new JsonObject(json));
    } catch (DecodeException e) {
      throw new IllegalArgumentException("A fault is a JSON object, which this is not: " + json, e);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException("A member of this fault has a wrong type: " + json, e);
    }
  }
}
