package com.mlconnector;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.process.FreePorts;
import com.mlconnector.process.JavaProcess;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.TestDatabase;
import com.mlconnector.vault.Vault;
import com.mlconnector.verify.Api;
import com.mlconnector.verify.PostgresPlace;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From an empty database to the first token, as a person does it; and tokens by command. */
class FirstStartIT {
  private static final Pattern SECRET = Pattern.compile("mlc_first_[A-Za-z0-9_-]{43}");

  @TempDir Path folder;
  private final int port = FreePorts.one();
  private final HttpApi management = new HttpApi("http://127.0.0.1:" + port);

  @Test
  void each_start_prints_another_secret_until_one_is_exchanged() throws Exception {
    try (TestDatabase database = TestDatabase.empty()) {
      Path config = config(database.place());
      String before;
      try (JavaProcess run = run(config, "first.log")) {
        assertThat(management.call("GET", "/api/connections", null).status()).isEqualTo(401);
        before = secret("first.log");
        run.terminate();
        assertThat(run.awaitEnd(Duration.ofSeconds(30))).isEqualTo(143);
      }
      try (JavaProcess run = run(config, "second.log")) {
        assertThat(exchange(before).status()).isEqualTo(401);
        HttpApi.Reply made = exchange(secret("second.log"));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        HttpApi admin = management.with(made.json().getString("token"));
        assertThat(admin.get("/api/me").getString("scope")).isEqualTo("admin");
        assertThat(exchange(secret("second.log")).status()).isEqualTo(401);
        run.terminate();
        int _ = run.awaitEnd(Duration.ofSeconds(30));
      }
      try (JavaProcess run = run(config, "third.log")) {
        run.terminate();
        int _ = run.awaitEnd(Duration.ofSeconds(30));
        assertThat(text("third.log")).doesNotContain("mlc_");
      }
    }
  }

  @Test
  void tokens_can_be_made_listed_and_revoked_by_command() throws Exception {
    try (TestDatabase database = TestDatabase.fresh()) {
      String config = config(database.place()).toString();

      CommandRun made =
          CommandRun.of(
              "token",
              "create",
              "--config",
              config,
              "--name",
              "ci",
              "--scope",
              "viewer",
              "--days",
              "7");
      assertThat(made.exit()).as(made.err()).isZero();
      assertThat(made.out().strip()).matches("mlc_[A-Za-z0-9_-]{43}");

      CommandRun again =
          CommandRun.of("token", "create", "--config", config, "--name", "ci", "--scope", "admin");
      assertThat(again.exit()).isEqualTo(1);
      assertThat(again.err()).contains("There is, or was, a token 'ci'.");

      assertThat(CommandRun.of("token", "list", "--config", config).out())
          .containsPattern("ci +viewer +made .* by command line, never used, until 20")
          .doesNotContain(made.out().strip());
      assertThat(CommandRun.of("token", "revoke", "--config", config, "ci").exit()).isZero();
      assertThat(CommandRun.of("token", "revoke", "--config", config, "ci").exit()).isEqualTo(1);
      assertThat(CommandRun.of("token", "list", "--config", config).out()).contains("revoked 20");
    }
  }

  @Test
  void a_token_without_a_database_is_one_sentence() throws Exception {
    PostgresPlace nowhere =
        new PostgresPlace("127.0.0.1", FreePorts.one(), "none", "o", "", "u", "p");
    CommandRun run = CommandRun.of("token", "list", "--config", config(nowhere).toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("The database does not do it");
  }

  private JavaProcess run(Path config, String log) throws IOException {
    JavaProcess process =
        JavaProcess.logged(
            folder.resolve(log), List.of(), Main.class.getName(), "run", "--config", "" + config);
    Eventually.see(
        Duration.ofSeconds(60),
        "ready",
        () -> new Api(management.base()).answers("/health/ready", 200),
        ready -> ready || !process.isAlive());
    assertThat(process.isAlive()).as(process.lastWords()).isTrue();
    return process;
  }

  /** On a line of its own, which no logger has written. */
  private String secret(String log) {
    String told = Eventually.see("a secret", () -> text(log), it -> SECRET.matcher(it).find());
    Matcher secret = SECRET.matcher(told);
    assertThat(secret.find()).isTrue();
    String line = told.lines().filter(it -> it.contains(secret.group())).findFirst().orElseThrow();
    assertThat(line).startsWith("    -H ");
    return secret.group();
  }

  private String text(String log) {
    try {
      return Files.readString(folder.resolve(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpApi.Reply exchange(String secret) {
    JsonObject body = new JsonObject().put("secret", secret).put("name", "admin");
    return management.call("POST", "/access/first-token", body);
  }

  private Path config(PostgresPlace place) throws IOException {
    JsonObject keys =
        new JsonObject()
            .put("http", new JsonObject().put("host", "127.0.0.1").put("port", 0))
            .put("management", new JsonObject().put("port", port))
            .put("vault", new JsonObject().put("master-key", Vault.newMasterKey()))
            .put(
                "database",
                new JsonObject()
                    .put("host", place.host())
                    .put("port", place.port())
                    .put("name", place.name())
                    .put("connect-timeout", "30s")
                    .put("ssl", "disable")
                    .put("user", place.user())
                    .put("password", place.password())
                    .put("owner-user", place.owner())
                    .put("owner-password", place.ownerPassword()));
    // JSON is YAML.
    return Files.writeString(folder.resolve("ml-connector.yaml"), keys.encodePrettily());
  }
}
