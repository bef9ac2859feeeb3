package com.mlconnector;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.config.GatewayConfig;
import com.mlconnector.connections.Desks;
import com.mlconnector.http.Problem;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.Database;
import com.mlconnector.store.KeyRing;
import com.mlconnector.tokens.TokenMemory;
import com.mlconnector.vault.MasterKeys;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** What commands have in common that work straight in the database, beside nodes that may run. */
record AtDatabase(Vertx vertx, GatewayConfig config, Database database) {
  /** As the audit trail names them. */
  static final String BY = "command line";

  /** The exit code; exceptions become one sentence. */
  interface Work {
    int at(AtDatabase place) throws IOException;
  }

  static int run(ConfigOption configuration, Work work) {
    Optional<GatewayConfig> config = configuration.read();
    if (config.isEmpty()) {
      return ConfigOption.BAD_CONFIG;
    }
    Vertx vertx = Vertx.vertx();
    try {
      Database database = Database.open(vertx, Gateway.place(config.get().database()));
      return work.at(new AtDatabase(vertx, config.get(), database));
    } catch (Exception e) { // await() also throws what no signature tells, such as IOException
      return fail("The database does not do it: " + e.getMessage());
    } finally {
      vertx.close().await();
    }
  }

  AuditTrail audit() {
    return new AuditTrail(InstantSource.system());
  }

  /** Nodes that run find by polling what is changed here. */
  Desks desks() {
    DataKeys keys = new DataKeys(MasterKeys.read(config.vault().masterKey().reveal()));
    return Desks.of(
        database,
        keys,
        new KeyRing(database, keys.master()).vault(),
        TokenMemory.none(),
        audit(),
        new Hints(vertx, true));
  }

  static int fail(String sentence) {
    System.err.println(sentence);
    return 1;
  }

  static int fail(Problem problem) {
    System.err.println(problem.title() + ": " + problem.detail());
    problem.errors().forEach(System.err::println);
    return 1;
  }

  /** A file's bytes; {@code -} is what is piped in. */
  static Buffer read(String file, int most) throws IOException {
    byte[] bytes =
        file.equals("-") ? System.in.readNBytes(most + 1) : Files.readAllBytes(Path.of(file));
    if (bytes.length > most) {
      throw new IOException("'" + file + "' is larger than " + most + " bytes");
    }
    return Buffer.buffer(bytes);
  }
}
