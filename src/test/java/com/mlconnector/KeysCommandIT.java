package com.mlconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.keys.KeyDesk;
import com.mlconnector.store.DataKeys;
import com.mlconnector.store.Database;
import com.mlconnector.store.Work;
import com.mlconnector.support.TestStore;
import com.mlconnector.vault.KeyId;
import com.mlconnector.vault.MasterKeys;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master key is exchanged by the command line, beside a database that says what needs it. */
class KeysCommandIT {
  @AutoClose private final TestStore store = TestStore.open();
  @TempDir private Path folder;
  private MasterKeys master = store.keys().master();

  @BeforeEach
  void connect() throws IOException {
    store.run(tx -> store.keys().create(tx, new ConnectionId("harbor"), true));
    configure(master.text());
  }

  @Test
  void a_key_is_added_promoted_and_once_nothing_needs_it_dropped() throws IOException {
    KeyId old = master.primary();

    take(keys("add"));
    assertThat(master.ids()).hasSize(2).startsWith(old);
    assertThat(master.primary()).isEqualTo(old);

    take(keys("promote"));
    assertThat(master.primary()).isEqualTo(master.ids().getLast());
    CommandRun again = keys("promote");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("is the primary one already");

    CommandRun early = keys("drop", old.hex());
    assertThat(early.exit()).isEqualTo(1);
    assertThat(early.out()).isEmpty();
    assertThat(early.err()).contains(old + " is still needed: 1 data keys wrapped by it");
    assertThat(keys("status").out())
        .contains("master key " + old + ": 1 data keys", "harbor: rotation done, 0 values done");

    start();
    take(keys("drop", old.hex()));
    assertThat(master.ids()).hasSize(1).doesNotContain(old);
    CommandRun gone = keys("drop", old.hex());
    assertThat(gone.exit()).isEqualTo(1);
    assertThat(gone.err()).contains("vault.master-key has no key '" + old + "'");
  }

  @Test
  void for_a_single_node_one_step_adds_and_promotes() throws IOException {
    take(keys("add", "--primary"));

    assertThat(master.primary()).isEqualTo(master.ids().getLast());
  }

  @Test
  void what_is_no_master_key_is_told_without_repeating_it() throws IOException {
    configure("hunter2");

    CommandRun run = keys("add");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("vault.master-key can't be used").doesNotContain("hunter2");
  }

  @Test
  void without_a_database_nothing_is_dropped() throws IOException {
    KeyId old = master.primary();
    take(keys("add", "--primary"));
    configure(master.text(), 1);

    CommandRun run = keys("drop", old.hex());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("The database does not tell what needs which key");
  }

  /** As a node does with this master key. */
  private void start() {
    new KeyDesk(
            store.database(),
            new DataKeys(master),
            new Work(store.database()),
            new AuditTrail(InstantSource.system()))
        .open();
  }

  private void take(CommandRun run) throws IOException {
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    master = MasterKeys.read(run.out());
    configure(run.out().strip());
  }

  private CommandRun keys(String... words) {
    List<String> all = new ArrayList<>(List.of("keys"));
    all.addAll(List.of(words));
    all.addAll(List.of("--config", file().toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private Path file() {
    return folder.resolve("ml-connector.yaml");
  }

  private void configure(String masterKey) throws IOException {
    configure(masterKey, store.place().gateway().port());
  }

  private void configure(String masterKey, int port) throws IOException {
    Database.Place place = store.place().gateway();
    JsonObject settings =
        new JsonObject()
            .put("vault", new JsonObject().put("master-key", masterKey))
            .put(
                "database",
                new JsonObject()
                    .put("host", place.host())
                    .put("port", port)
                    .put("name", place.name())
                    .put("ssl", "disable")
                    .put("user", place.user())
                    .put("password", place.password()));
    // JSON is YAML.
    Files.writeString(file(), settings.encode());
  }
}
