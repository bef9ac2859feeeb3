package com.mlconnector.verify;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether the gateway keeps its promises, whatever people do and whatever goes wrong. */
@Command(
    name = "verify",
    description = {
      "Runs random programs over invoices on real gateways, which are killed and cut off"
          + " meanwhile,",
      "and compares what came of it with a model."
    },
    mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--seeds", description = "Programs to run (${DEFAULT-VALUE}).")
  private int seeds = 40;

  @Option(names = "--seed", description = "Of the first program (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--nodes", description = "Gateways on one database (${DEFAULT-VALUE}).")
  private int nodes = 2;

  @Option(names = "--at-once", description = "Programs at the same time (${DEFAULT-VALUE}).")
  private int atOnce = 8;

  @Option(names = "--minutes", description = "Begin nothing new after them (${DEFAULT-VALUE}).")
  private int minutes = 1_440;

  @Option(
      names = "--faults",
      paramLabel = "none|some|all",
      description = "some spares the nodes themselves (all).")
  private Faults faults = Faults.ALL;

  @Option(names = "--show", description = "Print the programs, and run nothing.")
  private boolean show;

  private final PrintStream out;

  public VerifyCommand() {
    this(System.out);
  }

  VerifyCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    if (Math.min(Math.min(seeds, nodes), Math.min(atOnce, minutes)) < 1) {
      throw new ParameterException(spec.commandLine(), "every number must be at least 1");
    }
    System.setProperty("log.level", "warn");
    Verification verification =
        new Verification(
            new Verification.Settings(
                LongStream.range(seed, seed + seeds).boxed().toList(),
                nodes,
                atOnce,
                faults,
                Duration.ofMinutes(minutes)),
            InstantSource.system(),
            out::println);
    if (show) {
      for (long one = seed; one < seed + seeds; one++) {
        out.println(verification.program(one).show());
      }
      return 0;
    }
    Totals totals = verification.run();
    out.println(totals.line());
    return totals.isClean() ? 0 : 1;
  }
}
