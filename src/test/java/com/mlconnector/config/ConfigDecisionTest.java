package com.mlconnector.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Secret;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigDecisionTest {
  private static final SecretFiles FILES =
      path ->
          switch (path) {
            case "/run/secrets/password" -> "from a file\n";
            case "/run/secrets/empty" -> "\n";
            default -> throw new FileNotFoundException(path);
          };

  private final JsonObject file =
      new JsonObject().put("vault", new JsonObject().put("master-key", "a key"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.port               | 65536",
        "http.port               | -1",
        "http.port               | 80a",
        "http.port               | 99999999999",
        "database.port           | 0",
        "http.max-body           | 64",
        "http.max-body           | 64kb",
        "http.max-body           | 1B",
        "http.max-body           | 2GB",
        "http.idle-timeout       | 60",
        "http.idle-timeout       | 0s",
        "http.idle-timeout       | 1 m",
        "http.host               | two words",
        "http.host               | http://host",
        "http.public-url         | localhost:8080",
        "http.public-url         | ftp://example.com",
        "http.public-url         | https://example.com/?a=b",
        "http.public-url         | https://example.com/#a",
        "http.public-url         | https:///path",
        "http.public-url         | not an address",
        "database.name           | 'drop table'",
        "database.ssl            | VERIFY_FULL",
        "ups.quote-before-buying | yes",
        "log.level               | debug",
      })
  void an_impossible_value_is_refused(String key, String value) {
    ConfigTree.put(file, key, value);

    assertThat(errors())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.key()).isEqualTo(key);
          assertThat(error.found()).isEqualTo(value);
          assertThat(error.origin()).isEqualTo("gateway.yaml");
        });
  }

  @ParameterizedTest
  @CsvSource({"http.host, ::1", "http.host, db_1.internal", "http.host, 10.0.0.7"})
  void hosts_have_many_forms(String key, String value) {
    ConfigTree.put(file, key, value);

    assertThat(errors()).isEmpty();
  }

  @Test
  void a_value_of_the_wrong_yaml_type_is_refused() {
    ConfigTree.put(file, "http.host", 8);
    ConfigTree.put(file, "http.port", new JsonArray().add(8080));
    ConfigTree.put(file, "http.idle-timeout", 60);
    ConfigTree.put(file, "http.instances", 1.5);
    file.getJsonObject("http").putNull("max-body");
    ConfigTree.put(file, "bus.hints", 1);

    assertThat(errors())
        .extracting(ConfigError::key)
        .containsExactly(
            "http.host",
            "http.port",
            "http.max-body",
            "http.idle-timeout",
            "http.instances",
            "bus.hints");
  }

  @Test
  void an_error_says_what_was_found_why_what_to_do_and_where() {
    assertThat(errors(Map.of("ML_HTTP_PORT", "eighty")))
        .extracting(ConfigError::sentence)
        .containsExactly(
            "http.port is \"eighty\" (variable ML_HTTP_PORT): It must be a whole number from 0 to"
                + " 65535. Write for example 8080.");
  }

  @Test
  void all_errors_come_at_once() {
    file.remove("vault");
    ConfigTree.put(file, "http.port", 70_000);
    ConfigTree.put(file, "http.prot", 8080);
    ConfigTree.put(file, "ingress.max-batch", 10_000);
    ConfigTree.put(file, "ingress.queue", 10);

    assertThat(errors(Map.of("ML_UPS_URL", "ups", "ML_UPS_URI", "https://example.com")))
        .extracting(ConfigError::key)
        .containsExactlyInAnyOrder(
            "vault.master-key",
            "http.port",
            "http.prot",
            "ingress.max-batch",
            "ups.url",
            "ML_UPS_URI");
  }

  @Test
  void an_unknown_key_is_refused_with_the_nearest_known_one_and_without_its_value() {
    ConfigTree.put(file, "database.pasword", "hunter2");
    ConfigTree.put(file, "database.colour", "hunter2");

    assertThat(errors(Map.of("ML_DATABASE_PASSWROD", "hunter2")))
        .extracting(ConfigError::sentence)
        .containsExactly(
            "database.pasword (gateway.yaml): There is no such key. Did you mean"
                + " database.password?",
            "database.colour (gateway.yaml): There is no such key. Remove it;"
                + " conf/ml-connector.yaml lists every key.",
            "ML_DATABASE_PASSWROD (variable ML_DATABASE_PASSWROD): There is no such key. Did you"
                + " mean ML_DATABASE_PASSWORD?");
  }

  @Test
  void keys_below_a_key_and_values_on_a_section_are_refused() {
    file.put("database", "hunter2");
    file.put("http", new JsonObject().put("port", new JsonObject().put("number", 8080)));

    assertThat(errors())
        .extracting(ConfigError::sentence)
        .containsExactlyInAnyOrder(
            "database (gateway.yaml): This is a section and takes no value of its own. Write its"
                + " keys below it, indented.",
            "http.port.number (gateway.yaml): There is no such key. Remove it;"
                + " conf/ml-connector.yaml lists every key.");
  }

  @Test
  void a_section_without_keys_is_fine() {
    file.putNull("http");

    assertThat(errors()).isEmpty();
  }

  @Test
  void variables_of_others_are_none_of_our_business() {
    assertThat(
            errors(
                Map.of(
                    "PATH", "/bin",
                    "ML_CONNECTOR_JAVA_HOME", "/opt/java",
                    "ML_CONNECTOR_SERVICE_HOST", "10.0.0.1",
                    "ML_HTTP_PORT", "")))
        .isEmpty();
  }

  @Test
  void a_retired_key_is_refused_with_its_hint() {
    Map<String, String> retired = Map.of("http.threads", "Use http.instances.");
    ConfigTree.put(file, "http.threads", 4);
    Settings settings = new Settings(file, "gateway.yaml", Map.of("ML_HTTP_THREADS", "4"), FILES);

    assertThat(refused(ConfigDecision.decide(settings, retired)))
        .extracting(ConfigError::sentence)
        .containsExactly(
            "http.threads (gateway.yaml): This key is no longer used. Use http.instances.",
            "ML_HTTP_THREADS (variable ML_HTTP_THREADS): This key is no longer used. Use"
                + " http.instances.");
  }

  @Test
  void a_secret_may_come_from_a_file() {
    ConfigTree.put(file, "database.password", "");
    ConfigTree.put(file, "database.password-file", "/run/secrets/password");

    assertThat(accepted(Map.of()).database().password()).isEqualTo(new Secret("from a file"));
    file.remove("database");
    assertThat(
            accepted(Map.of("ML_DATABASE_PASSWORD_FILE", "/run/secrets/password"))
                .database()
                .password())
        .isEqualTo(new Secret("from a file"));
  }

  @Test
  void a_secret_given_twice_is_refused_without_showing_it() {
    ConfigTree.put(file, "database.password", "hunter2");

    assertThat(errors(Map.of("ML_DATABASE_PASSWORD_FILE", "/run/secrets/password")))
        .extracting(ConfigError::sentence)
        .containsExactly(
            "database.password (gateway.yaml): It is given twice, by value and by file (variable"
                + " ML_DATABASE_PASSWORD_FILE). Remove one of the two.");
  }

  @Test
  void a_secret_file_that_gives_nothing_is_refused() {
    Map<String, String> variables =
        Map.of(
            "ML_DATABASE_PASSWORD_FILE", "/run/secrets/empty",
            "ML_DATABASE_OWNER_PASSWORD_FILE", "/run/secrets/missing");

    assertThat(errors(variables))
        .extracting(ConfigError::why)
        .containsExactly(
            "The file /run/secrets/empty is empty.",
            "The file /run/secrets/missing cannot be read.");
  }

  @Test
  void a_secret_that_yaml_reads_as_a_number_is_refused_without_showing_it() {
    ConfigTree.put(file, "database.password", 83);

    assertThat(errors())
        .singleElement()
        .satisfies(error -> assertThat(error.sentence()).doesNotContain("83"));
  }

  @Test
  void a_secret_without_a_value_is_not_given() {
    file.put("database", new JsonObject().putNull("password"));

    assertThat(accepted(Map.of()).database().password().isEmpty()).isTrue();
  }

  @Test
  void no_error_shows_a_password_inside_an_address() {
    ConfigTree.put(file, "freshbooks.api-url", "https://user:hunter2@example.com");

    assertThat(errors()).extracting(ConfigError::found).containsExactly("https://***@example.com");
  }

  @Test
  void a_missing_master_key_is_one_error_also_when_its_file_is_missing() {
    file.remove("vault");

    assertThat(errors()).extracting(ConfigError::key).containsExactly("vault.master-key");
    assertThat(errors(Map.of("ML_VAULT_MASTER_KEY_FILE", "/none")))
        .extracting(ConfigError::key)
        .containsExactly("vault.master-key-file");
  }

  @ParameterizedTest
  @CsvSource({
    "management.port,      8080",
    "ingress.max-batch,    10000",
    "database.owner-user,  ml_gateway",
    "tracking.renew-after, 14d",
    "poller.sweep-overlap, 4m",
    "poller.lease,         30s",
    "shipping.lease,       60s",
    "tracking.lease,       30s",
    "tokens.lease,         30s",
    "work.time-limit,      60s",
  })
  void keys_that_contradict_each_other_are_refused(String key, String value) {
    ConfigTree.put(file, "ingress.queue", 9_999);
    ConfigTree.put(file, key, value);

    assertThat(errors()).isNotEmpty().allSatisfy(e -> assertThat(e.key()).isEqualTo(key));
  }

  @Test
  void what_is_wrong_in_itself_is_not_compared_as_well() {
    ConfigTree.put(file, "tracking.renew-after", "14d");
    ConfigTree.put(file, "tracking.lifetime", "20 days");

    assertThat(errors()).extracting(ConfigError::key).containsExactly("tracking.lifetime");
  }

  @Test
  void two_hosts_may_use_the_same_port_and_so_may_free_ones() {
    ConfigTree.put(file, "http.host", "10.0.0.1");
    ConfigTree.put(file, "management.port", 8080);
    assertThat(errors()).isEmpty();

    file.put("http", new JsonObject().put("port", 0));
    ConfigTree.put(file, "management.port", 0);
    assertThat(errors()).isEmpty();
  }

  @Test
  void printing_the_whole_tree_shows_no_secret() {
    Map<String, String> variables =
        Map.of(
            "ML_VAULT_MASTER_KEY", "hunter2",
            "ML_DATABASE_PASSWORD", "hunter2",
            "ML_DATABASE_OWNER_PASSWORD", "hunter2",
            "ML_MANAGEMENT_TOKEN", "hunter2 hunter2 hunter2");

    assertThat(accepted(variables).toString()).contains("***").doesNotContain("hunter2");
  }

  private List<ConfigError> errors() {
    return errors(Map.of());
  }

  private List<ConfigError> errors(Map<String, String> variables) {
    return refused(ConfigDecision.decide(file, "gateway.yaml", variables, FILES));
  }

  private static List<ConfigError> refused(ConfigResult result) {
    return switch (result) {
      case ConfigResult.Accepted _ -> List.of();
      case ConfigResult.Refused(List<ConfigError> errors) -> errors;
    };
  }

  private GatewayConfig accepted(Map<String, String> variables) {
    return switch (ConfigDecision.decide(file, "gateway.yaml", variables, FILES)) {
      case ConfigResult.Accepted(GatewayConfig config) -> config;
      case ConfigResult.Refused refused -> throw new AssertionError(refused.report());
    };
  }
}
