package com.mlconnector.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Secret;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ConfigKeysTest {
  private static final Path SHIPPED = Path.of("conf/ml-connector.yaml");

  private static final GatewayConfig DEFAULTS =
      new GatewayConfig(
          new GatewayConfig.Http(
              "0.0.0.0",
              8080,
              URI.create("http://localhost:8080"),
              new DataSize(65_536),
              new DataSize(5_242_880),
              Duration.ofSeconds(60),
              Duration.ofSeconds(30),
              0),
          new GatewayConfig.Management(
              "127.0.0.1",
              8081,
              new Secret(""),
              GatewayConfig.MetricsFor.THIS_MACHINE,
              3_000,
              6_000,
              10),
          new GatewayConfig.Oidc(
              "",
              "ml-connector",
              new Secret(""),
              URI.create("http://localhost:8081"),
              "openid profile email",
              "email",
              "groups",
              "ml-connector-viewer",
              "ml-connector-operator",
              "ml-connector-admin",
              Duration.ofHours(8)),
          new GatewayConfig.Ingress(10_000, 500, Duration.ofSeconds(5)),
          new GatewayConfig.Journal(Duration.ofDays(400)),
          new GatewayConfig.Database(
              "localhost",
              5432,
              "ml_connector",
              GatewayConfig.Ssl.PREFER,
              "ml_gateway",
              new Secret(""),
              "ml_owner",
              new Secret(""),
              8,
              500,
              Duration.ofSeconds(3)),
          new GatewayConfig.Vault(new Secret("a key")),
          new GatewayConfig.FreshBooks(
              URI.create("https://api.freshbooks.com"),
              URI.create("https://auth.freshbooks.com/oauth/authorize/"),
              Duration.ofSeconds(30),
              8,
              Duration.ofSeconds(60),
              Duration.ofHours(24)),
          new GatewayConfig.Ups(
              URI.create("https://onlinetools.ups.com"),
              Duration.ofSeconds(30),
              Duration.ofSeconds(60),
              8,
              GatewayConfig.MerchantId.EVERY_CALL,
              Duration.ofMinutes(30),
              250,
              GatewayConfig.TrackAlertVersion.V2,
              true,
              GatewayConfig.LabelFormat.GIF),
          new GatewayConfig.Poller(
              Duration.ofSeconds(1),
              16,
              Duration.ofSeconds(60),
              Duration.ofMinutes(5),
              Duration.ofDays(1),
              Duration.ofDays(1),
              60,
              Duration.ofMinutes(2)),
          new GatewayConfig.Shipping(
              Duration.ofSeconds(1),
              16,
              Duration.ofSeconds(120),
              500,
              List.of(
                  Duration.ZERO,
                  Duration.ofSeconds(10),
                  Duration.ofMinutes(1),
                  Duration.ofMinutes(5),
                  Duration.ofMinutes(30)),
              3,
              List.of(
                  Duration.ofMinutes(10),
                  Duration.ofHours(1),
                  Duration.ofHours(6),
                  Duration.ofDays(1),
                  Duration.ofDays(3))),
          new GatewayConfig.Tracking(
              Duration.ofDays(12),
              Duration.ofDays(14),
              Duration.ofSeconds(5),
              Duration.ofSeconds(60),
              Duration.ofHours(24)),
          new GatewayConfig.Tokens(Duration.ofSeconds(60)),
          new GatewayConfig.Work(8, Duration.ofMinutes(10)),
          new GatewayConfig.Bus(true),
          new GatewayConfig.Log(GatewayConfig.LogLevel.INFO, GatewayConfig.LogFormat.TEXT),
          new GatewayConfig.Shutdown(Duration.ofSeconds(25)));

  /** One other value for each key, chosen so that no rule between keys is broken. */
  private static final Map<String, String> OTHER = new TreeMap<>();

  static {
    OTHER.put("http.host", "127.0.0.2");
    OTHER.put("http.port", "9090");
    OTHER.put("http.public-url", "https://gateway.example.com/in");
    OTHER.put("http.max-body", "128kB");
    OTHER.put("http.max-push-body", "1024kB");
    OTHER.put("http.idle-timeout", "45s");
    OTHER.put("http.request-timeout", "20s");
    OTHER.put("http.instances", "3");
    OTHER.put("management.host", "0.0.0.0");
    OTHER.put("management.port", "9091");
    OTHER.put("management.token", "another token, long enough");
    OTHER.put("management.metrics-for", "viewers");
    OTHER.put("management.calls-per-minute", "100");
    OTHER.put("management.calls-per-minute-of-address", "200");
    OTHER.put("management.failures-per-minute", "3");
    OTHER.put("oidc.issuer", "https://login.example.com");
    OTHER.put("oidc.client-id", "us");
    OTHER.put("oidc.client-secret", "012345");
    OTHER.put("oidc.public-url", "https://desk.example.com");
    OTHER.put("oidc.asks", "openid groups");
    OTHER.put("oidc.name-claim", "sub");
    OTHER.put("oidc.group-claim", "roles");
    OTHER.put("oidc.viewer", "staff");
    OTHER.put("oidc.operator", "shipping");
    OTHER.put("oidc.admin", "it");
    OTHER.put("oidc.session", "1h");
    OTHER.put("ingress.queue", "20000");
    OTHER.put("ingress.max-batch", "100");
    OTHER.put("ingress.retry-after", "7s");
    OTHER.put("journal.keep", "90d");
    OTHER.put("database.host", "db.example.com");
    OTHER.put("database.port", "6432");
    OTHER.put("database.name", "other");
    OTHER.put("database.ssl", "verify-full");
    OTHER.put("database.user", "worker");
    OTHER.put("database.password", "012345");
    OTHER.put("database.owner-user", "owner");
    OTHER.put("database.owner-password", "on");
    OTHER.put("database.pool-size", "20");
    OTHER.put("database.pool-queue", "50");
    OTHER.put("database.connect-timeout", "500ms");
    OTHER.put("vault.master-key", "another key");
    OTHER.put("freshbooks.api-url", "http://localhost:7001");
    OTHER.put("freshbooks.authorize-url", "http://localhost:7001/authorize");
    OTHER.put("freshbooks.request-timeout", "20s");
    OTHER.put("freshbooks.max-connections", "4");
    OTHER.put("freshbooks.refresh-early", "2m");
    OTHER.put("freshbooks.consent-link-life", "2h");
    OTHER.put("ups.url", "https://wwwcie.ups.com");
    OTHER.put("ups.request-timeout", "25s");
    OTHER.put("ups.ship-timeout", "90s");
    OTHER.put("ups.max-connections", "2");
    OTHER.put("ups.merchant-id", "token-only");
    OTHER.put("ups.token-early", "10m");
    OTHER.put("ups.token-daily-budget", "100");
    OTHER.put("ups.track-alert-version", "v1");
    OTHER.put("ups.quote-before-buying", "false");
    OTHER.put("ups.label-format", "zpl");
    OTHER.put("poller.claim-interval", "2s");
    OTHER.put("poller.claim-batch", "32");
    OTHER.put("poller.lease", "90s");
    OTHER.put("poller.sweep-interval", "10m");
    OTHER.put("poller.sweep-overlap", "2d");
    OTHER.put("poller.full-sweep-interval", "12h");
    OTHER.put("poller.full-sweep-days", "90");
    OTHER.put("poller.write-interval", "3m");
    OTHER.put("shipping.claim-interval", "3s");
    OTHER.put("shipping.claim-batch", "4");
    OTHER.put("shipping.lease", "3m");
    OTHER.put("shipping.purchases-per-hour", "40");
    OTHER.put("shipping.attempts", "2");
    OTHER.put("shipping.lost-answer-schedule", "1s,2m");
    OTHER.put("shipping.latecomer-schedule", "5m");
    OTHER.put("tracking.renew-after", "10d");
    OTHER.put("tracking.lifetime", "13d");
    OTHER.put("tracking.claim-interval", "10s");
    OTHER.put("tracking.lease", "45s");
    OTHER.put("tracking.stale-after", "36h");
    OTHER.put("tokens.lease", "50s");
    OTHER.put("work.max-attempts", "5");
    OTHER.put("work.time-limit", "20m");
    OTHER.put("bus.hints", "false");
    OTHER.put("log.level", "warn");
    OTHER.put("log.format", "json");
    OTHER.put("shutdown.drain", "5s");
  }

  @Test
  void defaults_are_these() {
    assertThat(accepted(Map.of(), Map.of())).isEqualTo(DEFAULTS);
  }

  @Test
  void the_other_values_cover_every_key() {
    assertThat(OTHER.keySet()).containsExactlyInAnyOrderElementsOf(knownKeys().keySet());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void every_key_can_be_set_by_file(String key, String value) {
    assertThat(ConfigTree.changes(DEFAULTS, accepted(Map.of(key, value), Map.of())))
        .isEqualTo(Map.of(key, value));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void every_key_can_be_set_by_variable_which_wins_over_the_file(String key, String value) {
    GatewayConfig config =
        accepted(Map.of(key, "not what counts"), Map.of(Given.variable(key), value));

    assertThat(ConfigTree.changes(DEFAULTS, config)).isEqualTo(Map.of(key, value));
  }

  @Test
  void the_shipped_file_holds_every_key_with_its_default() {
    Map<String, Given> shipped = Given.inFile(shipped(), SHIPPED.toString());
    Map<String, String> written = new LinkedHashMap<>();
    shipped.forEach((key, given) -> written.put(key, String.valueOf(given.value())));

    assertThat(written).containsExactlyEntriesOf(knownKeys());
  }

  @Test
  void the_shipped_file_lacks_nothing_but_the_master_key() {
    ConfigResult result =
        ConfigDecision.decide(shipped(), SHIPPED.toString(), Map.of(), path -> "");

    assertThat(result)
        .isInstanceOfSatisfying(
            ConfigResult.Refused.class,
            refused ->
                assertThat(refused.errors())
                    .extracting(ConfigError::key)
                    .containsExactly("vault.master-key"));
  }

  @Test
  void no_two_keys_share_a_variable() {
    List<String> variables = new ArrayList<>();
    for (String key : knownKeys().keySet()) {
      variables.add(Given.variable(key));
      variables.add(Given.variable(key + "-file"));
    }

    assertThat(variables).doesNotHaveDuplicates();
    assertThat(variables).noneMatch(variable -> variable.startsWith("ML_CONNECTOR_"));
    assertThat(Given.variable("http.max-body")).isEqualTo("ML_HTTP_MAX_BODY");
  }

  private static Stream<Arguments> keys() {
    return OTHER.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  private static Map<String, String> knownKeys() {
    Settings settings = new Settings(new JsonObject(), "test", Map.of(), path -> "");
    ConfigKeys.read(settings);
    return settings.defaults();
  }

  private static JsonObject shipped() {
    String text;
    try {
      text = Files.readString(SHIPPED);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
    Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return new JsonObject(Json.encode(loaded));
  }

  private static GatewayConfig accepted(Map<String, String> file, Map<String, String> variables) {
    JsonObject written = new JsonObject().put("vault", new JsonObject().put("master-key", "a key"));
    file.forEach((key, value) -> ConfigTree.put(written, key, value));
    ConfigResult result = ConfigDecision.decide(written, "test.yaml", variables, path -> "");
    return switch (result) {
      case ConfigResult.Accepted(GatewayConfig config) -> config;
      case ConfigResult.Refused refused -> throw new AssertionError(refused.report());
    };
  }
}
