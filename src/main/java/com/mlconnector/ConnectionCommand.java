package com.mlconnector;

import com.mlconnector.connections.Desks;
import com.mlconnector.connections.ProfileImport;
import com.mlconnector.http.Problem;
import com.mlconnector.http.Said;
import com.mlconnector.store.Connections.Connection;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Connections, straight in the database, by the same rules and with the same audit as the API. */
@Command(
    name = "connection",
    description = "Lists, shows, exports, imports and deletes connections.",
    mixinStandardHelpOptions = true)
final class ConnectionCommand {

  /** Secrets in clear, for a reason that goes into the audit trail. */
  static final class InClear {
    @Option(names = "--secrets", description = "In clear; needs a --reason.")
    private boolean wanted;

    @Option(names = "--reason", description = "Stands in the audit trail.")
    private String reason = "";

    /** Empty for masked ones; a problem where the reason is missing. */
    Optional<Said> said() {
      return wanted ? Optional.of(new Said(AtDatabase.BY, reason)) : Optional.empty();
    }

    boolean lacksReason() {
      return wanted && reason.isBlank();
    }
  }

  /** With the desks and one connection that there is. */
  interface Work {
    int at(Desks desks, Connection connection) throws IOException;
  }

  static int with(ConfigOption configuration, String id, Work work) {
    return AtDatabase.run(
        configuration,
        place -> {
          Desks desks = place.desks();
          Optional<Connection> connection = desks.connections().find(id);
          return connection.isPresent()
              ? work.at(desks, connection.get())
              : AtDatabase.fail("There is no connection '" + id + "'.");
        });
  }

  @Command(description = "Lists all connections.", mixinStandardHelpOptions = true)
  int list(@Mixin ConfigOption configuration) {
    return AtDatabase.run(
        configuration,
        place -> {
          place
              .desks()
              .connections()
              .all()
              .forEach(it ->
                  System.out.println(
                      "%-20s %-17s UPS account %s"
                          .formatted(it.id(), it.state().key(), it.upsAccount().masked())));
          return 0;
        });
  }

  @Command(description = "Shows one, with secrets masked.", mixinStandardHelpOptions = true)
  int show(@Mixin ConfigOption configuration, @Parameters(paramLabel = "CONNECTION") String id) {
    return with(
        configuration,
        id,
        (desks, connection) -> {
          JsonObject shown =
              new JsonObject()
                  .put("id", id)
                  .put("state", connection.state().key())
                  .put("version", connection.version())
                  .put("freshbooksAccount", connection.account())
                  .mergeIn(desks.exports().document(connection, Optional.empty()));
          shown.remove("items");
          System.out.println(shown.encodePrettily());
          return 0;
        });
  }

  @Command(
      description = "Prints settings, clients and items as JSON.",
      mixinStandardHelpOptions = true)
  int export(
      @Mixin ConfigOption configuration,
      @Mixin InClear inClear,
      @Parameters(paramLabel = "CONNECTION") String id) {
    if (inClear.lacksReason()) {
      return AtDatabase.fail("Say why the secrets are needed, by --reason.");
    }
    return with(
        configuration,
        id,
        (desks, connection) -> {
          System.out.println(desks.exports().document(connection, inClear.said()).encodePrettily());
          return 0;
        });
  }

  @Command(
      name = "import",
      description = "Takes in what export gave, of this connection or another one: all or nothing.",
      mixinStandardHelpOptions = true)
  int bring(
      @Mixin ConfigOption configuration,
      @Option(names = "--dry-run", description = "Only says what would change.") boolean dryRun,
      @Parameters(paramLabel = "CONNECTION") String id,
      @Parameters(paramLabel = "FILE", description = "JSON; - reads what is piped in.")
          String file) {
    return with(
        configuration,
        id,
        (desks, connection) -> {
          Buffer body = AtDatabase.read(file, ProfileImport.MOST_BYTES);
          return told(desks.imports().document(connection.id(), body, dryRun, AtDatabase.BY));
        });
  }

  @Command(
      description =
          "Deletes one: nothing that was sealed for it opens any more. Its webhooks stay at"
              + " FreshBooks, and are refused; the API removes them as well.",
      mixinStandardHelpOptions = true)
  int delete(
      @Mixin ConfigOption configuration,
      @Option(names = "--confirm", required = true, description = "Its name, once more.")
          String confirm,
      @Parameters(paramLabel = "CONNECTION") String id) {
    if (!confirm.equals(id)) {
      return AtDatabase.fail("--confirm must be the name of the connection: " + id + ".");
    }
    return with(
        configuration,
        id,
        (desks, connection) -> told(desks.deletion().delete(connection.id(), AtDatabase.BY)));
  }

  static int told(ProfileImport.Result result) {
    return switch (result) {
      case ProfileImport.Result.Refused(Problem problem) -> AtDatabase.fail(problem);
      case ProfileImport.Result.Taken(JsonObject report) -> {
        System.out.println(report.encodePrettily());
        yield 0;
      }
    };
  }

  /** Why something was not done, or nothing. */
  static int told(Optional<Problem> problem) {
    return problem.map(AtDatabase::fail).orElse(0);
  }
}
