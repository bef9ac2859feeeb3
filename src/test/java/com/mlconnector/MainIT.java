package com.mlconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.vault.Vault;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against real files, ports and a real Postgres. */
class MainIT {
  @TempDir Path folder;

  @Test
  void run_with_a_broken_configuration_tells_every_mistake() throws Exception {
    Path file =
        config(
            """
            http:
              port: 99999
            databse:
              host: here
            """);

    CommandRun run = CommandRun.of("run", "--config", file.toString());

    assertThat(run.exit()).isEqualTo(78);
    assertThat(run.err())
        .contains("http.port", "databse", "vault.master-key")
        .doesNotContain("Exception");
  }

  @Test
  void run_without_its_configuration_names_the_file() {
    CommandRun run = CommandRun.of("run", "--config", folder.resolve("none.yaml").toString());

    assertThat(run.exit()).isEqualTo(78);
    assertThat(run.err()).contains("none.yaml").doesNotContain("Exception");
  }

  @Test
  void run_without_a_database_says_so_in_one_sentence() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }

    CommandRun run = CommandRun.of("run", "--config", database(nobody).toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("127.0.0.1:" + nobody, "cannot be migrated");
  }

  @Test
  void migrate_works_once_and_the_second_time_finds_nothing_to_do() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      String file = database(postgres.getPort()).toString();

      CommandRun first = CommandRun.of("migrate", "--config", file);
      CommandRun second = CommandRun.of("migrate", "--config", file);

      assertThat(first.exit()).as(first.err()).isZero();
      assertThat(first.out()).containsPattern("(?m)^[1-9][0-9]* migrations? applied[.]$");
      assertThat(second.exit()).as(second.err()).isZero();
      assertThat(second.out()).contains("The database is up to date.");
    }
  }

  private Path database(int port) throws Exception {
    return config(
        """
        vault:
          master-key: '%s'
        database:
          host: 127.0.0.1
          port: %d
          name: postgres
          ssl: disable
          owner-user: postgres
          password: secret
        """
            .formatted(Vault.newMasterKey(), port));
  }

  private Path config(String yaml) throws Exception {
    return Files.writeString(folder.resolve("ml-connector.yaml"), yaml);
  }
}
