package com.mlconnector;

import com.mlconnector.config.GatewayConfig;
import com.mlconnector.store.Migrations;
import java.util.Locale;

/** The migrations as a configuration asks for them. */
final class Schema {
  private Schema() {}

  /** What came of it; a failure is told in one sentence. */
  sealed interface Result {
    record Migrated(int applied) implements Result {}

    record Failed(String sentence) implements Result {}
  }

  /** The mode as both of Postgres's drivers call it. */
  static String sslWord(GatewayConfig.Database database) {
    return database.ssl().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Migrations.Owner owner(GatewayConfig.Database database) {
    String url =
        "jdbc:postgresql://%s:%d/%s?sslmode=%s&connectTimeout=%d"
            .formatted(
                database.host(),
                database.port(),
                database.name(),
                sslWord(database),
                Math.max(1, database.connectTimeout().toSeconds()));
    return new Migrations.Owner(url, database.ownerUser(), database.ownerPassword().reveal());
  }

  static Result migrate(GatewayConfig.Database database) {
    try {
      return new Result.Migrated(
          Migrations.run(owner(database), database.user(), database.password().reveal()));
    } catch (Migrations.Failed | IllegalArgumentException e) {
      return new Result.Failed(
          "The database "
              + database.host()
              + ":"
              + database.port()
              + "/"
              + database.name()
              + " cannot be migrated as "
              + database.ownerUser()
              + ": "
              + e.getMessage());
    }
  }
}
