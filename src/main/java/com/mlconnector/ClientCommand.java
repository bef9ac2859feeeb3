package com.mlconnector;

import com.mlconnector.connections.ProfileImport;
import com.mlconnector.http.JsonFields;
import io.vertx.core.buffer.Buffer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Client profiles, straight in the database, by the same rules and with the same audit. */
@Command(
    name = "client",
    description = "Lists, stores, deletes, exports and imports what is special about clients.",
    mixinStandardHelpOptions = true)
final class ClientCommand {
  private static final int MOST_BYTES_OF_ONE = 256 * 1024;

  @Command(description = "As CSV, with secrets masked.", mixinStandardHelpOptions = true)
  int list(@Mixin ConfigOption configuration, @Parameters(paramLabel = "CONNECTION") String id) {
    return export(configuration, new ConnectionCommand.InClear(), id);
  }

  @Command(description = "Stores one, in place of what there was.", mixinStandardHelpOptions = true)
  int put(
      @Mixin ConfigOption configuration,
      @Parameters(paramLabel = "CONNECTION") String id,
      @Parameters(paramLabel = "CLIENT") long client,
      @Parameters(paramLabel = "FILE", description = "JSON; - reads what is piped in.")
          String file) {
    if (client < 1) {
      return AtDatabase.fail(client + " is no FreshBooks client number.");
    }
    return ConnectionCommand.with(
        configuration,
        id,
        (desks, connection) -> {
          JsonFields body = JsonFields.of(AtDatabase.read(file, MOST_BYTES_OF_ONE));
          return ConnectionCommand.told(
              desks.clients().put(connection, client, body, AtDatabase.BY));
        });
  }

  @Command(description = "Nothing is special about it any more.", mixinStandardHelpOptions = true)
  int delete(
      @Mixin ConfigOption configuration,
      @Parameters(paramLabel = "CONNECTION") String id,
      @Parameters(paramLabel = "CLIENT") long client) {
    return ConnectionCommand.with(
        configuration,
        id,
        (desks, connection) ->
            ConnectionCommand.told(desks.clients().remove(connection, client, AtDatabase.BY)));
  }

  @Command(description = "Prints all as CSV.", mixinStandardHelpOptions = true)
  int export(
      @Mixin ConfigOption configuration,
      @Mixin ConnectionCommand.InClear inClear,
      @Parameters(paramLabel = "CONNECTION") String id) {
    if (inClear.lacksReason()) {
      return AtDatabase.fail("Say why the secrets are needed, by --reason.");
    }
    return ConnectionCommand.with(
        configuration,
        id,
        (desks, connection) -> {
          System.out.print(desks.exports().clientsCsv(connection, inClear.said()));
          return 0;
        });
  }

  @Command(
      name = "import",
      description = "Stores those of a CSV file: all or nothing.",
      mixinStandardHelpOptions = true)
  int bring(
      @Mixin ConfigOption configuration,
      @Option(names = "--dry-run", description = "Only says what would change.") boolean dryRun,
      @Parameters(paramLabel = "CONNECTION") String id,
      @Parameters(paramLabel = "FILE", description = "CSV; - reads what is piped in.")
          String file) {
    return ConnectionCommand.with(
        configuration,
        id,
        (desks, connection) -> {
          Buffer body = AtDatabase.read(file, ProfileImport.MOST_BYTES);
          return ConnectionCommand.told(
              desks.imports().clientsCsv(connection.id(), body, dryRun, AtDatabase.BY));
        });
  }
}
