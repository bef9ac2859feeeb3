package com.mlconnector;

import com.mlconnector.bench.BenchCommand;
import com.mlconnector.verify.VerifyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
    name = "ml-connector",
    description = "The gateway between FreshBooks invoices and UPS shipments.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      RunCommand.class,
      MigrateCommand.class,
      KeysCommand.class,
      TokenCommand.class,
      ConnectionCommand.class,
      ClientCommand.class,
      SandboxCommand.class,
      FlagCommand.class,
      CheckCommand.class,
      BenchCommand.class,
      VerifyCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"ml-connector " + (version == null ? "from classes" : version)};
    }
  }
}
