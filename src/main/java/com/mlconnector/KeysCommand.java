package com.mlconnector;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.config.GatewayConfig;
import com.mlconnector.keys.KeyDesk;
import com.mlconnector.keys.KeyReport;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.Database;
import com.mlconnector.store.Work;
import com.mlconnector.vault.KeyId;
import com.mlconnector.vault.MasterKeys;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Makes a master key, and changes one. Each prints a whole key set for {@code vault.master-key}.
 */
@Command(
    name = "keys",
    description =
        "Prints a new master key for vault.master-key. Keep it: without it nothing opens.",
    mixinStandardHelpOptions = true)
final class KeysCommand implements Runnable {
  private static final String BY = "command line";

  @Override
  public void run() {
    System.out.println(MasterKeys.generate().text());
  }

  @Command(
      description =
          "Prints the master key with one key more, which wraps nothing before promote. With"
              + " --primary it does at once: for a single node.",
      mixinStandardHelpOptions = true)
  int add(
      @Mixin ConfigOption configuration,
      @Option(names = "--primary", description = "The new key wraps from the next start on.")
          boolean primary) {
    return withMaster(
        configuration,
        (config, master) -> {
          MasterKeys more = master.withNewKey();
          return print(primary ? more.withPrimary(more.ids().getLast()) : more);
        });
  }

  @Command(
      description =
          "Prints the master key with its newest key as the primary one. Every node has to run with"
              + " that key before.",
      mixinStandardHelpOptions = true)
  int promote(@Mixin ConfigOption configuration) {
    return withMaster(
        configuration,
        (config, master) -> {
          KeyId newest = master.ids().getLast();
          return newest.equals(master.primary())
              ? fail("The newest key, " + newest + ", is the primary one already.")
              : print(master.withPrimary(newest));
        });
  }

  @Command(
      description =
          "Prints the master key without one of its keys, if nothing needs that any more.",
      mixinStandardHelpOptions = true)
  int drop(
      @Mixin ConfigOption configuration,
      @Parameters(paramLabel = "KEY", description = "As status names it.") String key) {
    KeyId id = new KeyId(key);
    return withMaster(
        configuration,
        (config, master) ->
            master.ids().contains(id)
                ? withDesk(
                    config,
                    master,
                    desk ->
                        desk.dropMaster(id, BY)
                            .map(KeysCommand::fail)
                            .orElseGet(() -> print(master.without(id))))
                : fail("vault.master-key has no key '" + key + "', but " + master.ids() + "."));
  }

  @Command(
      description = "Tells which key is still needed, and by what.",
      mixinStandardHelpOptions = true)
  int status(@Mixin ConfigOption configuration) {
    return withMaster(
        configuration,
        (config, master) ->
            withDesk(
                config,
                master,
                desk -> {
                  tell(desk.report());
                  return 0;
                }));
  }

  private static void tell(KeyReport report) {
    for (KeyReport.Master master : report.masters()) {
      System.out.printf(
          "master key %s%s: %s%s%n",
          master.id(),
          master.primary() ? ", primary" : "",
          master.needs(),
          master.given() ? "" : "; MISSING in vault.master-key");
    }
    for (KeyReport.Connection of : report.connections()) {
      System.out.printf(
          "%s: rotation %s, %d values done, %d left%n",
          of.standing().connection(), of.state(), of.done(), of.left());
      of.keys()
          .forEach(key ->
              System.out.printf("  %s %-7s %d values%n", key.id(), key.use().key(), key.values()));
    }
  }

  private interface Change {
    int make(GatewayConfig config, MasterKeys master);
  }

  private static int withMaster(ConfigOption configuration, Change change) {
    Optional<GatewayConfig> config = configuration.read();
    if (config.isEmpty()) {
      return ConfigOption.BAD_CONFIG;
    }
    try {
      return change.make(config.get(), MasterKeys.read(config.get().vault().masterKey().reveal()));
    } catch (IllegalArgumentException unusable) {
      return fail("vault.master-key can't be used: " + unusable.getMessage());
    }
  }

  private static int withDesk(
      GatewayConfig config, MasterKeys master, ToIntFunction<KeyDesk> work) {
    Vertx vertx = Vertx.vertx();
    try {
      Database database = Database.open(vertx, Gateway.place(config.database()));
      return work.applyAsInt(
          new KeyDesk(
              database,
              new DataKeys(master),
              new Work(database),
              new AuditTrail(InstantSource.system())));
    } catch (Exception e) { // await() also throws what no signature tells, such as IOException
      return fail("The database does not tell what needs which key: " + e.getMessage());
    } finally {
      vertx.close().await();
    }
  }

  private static int print(MasterKeys master) {
    System.out.println(master.text());
    return 0;
  }

  private static int fail(String sentence) {
    System.err.println(sentence);
    return 1;
  }
}
