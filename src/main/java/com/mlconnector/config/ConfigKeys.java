package com.mlconnector.config;

import static com.mlconnector.config.Kind.HOST;
import static com.mlconnector.config.Kind.LISTENING_PORT;
import static com.mlconnector.config.Kind.PORT;
import static com.mlconnector.config.Kind.SQL_NAMES;
import static com.mlconnector.config.Kind.TEXT;
import static com.mlconnector.config.Kind.URL;
import static com.mlconnector.config.Kind.URL_OR_NONE;
import static com.mlconnector.config.Kind.YES_OR_NO;
import static com.mlconnector.config.Kind.oneOf;
import static com.mlconnector.config.Kind.size;
import static com.mlconnector.config.Kind.time;
import static com.mlconnector.config.Kind.times;
import static com.mlconnector.config.Kind.whole;

import com.mlconnector.config.GatewayConfig.LabelFormat;
import com.mlconnector.config.GatewayConfig.LogFormat;
import com.mlconnector.config.GatewayConfig.LogLevel;
import com.mlconnector.config.GatewayConfig.MerchantId;
import com.mlconnector.config.GatewayConfig.MetricsFor;
import com.mlconnector.config.GatewayConfig.Ssl;
import com.mlconnector.config.GatewayConfig.TrackAlertVersion;
import java.util.Map;

/** The table of keys: path, kind, default. A key exists because a line below reads it. */
final class ConfigKeys {
  /** Keys of earlier releases, each with what to write instead. */
  static final Map<String, String> RETIRED = Map.of();

  private ConfigKeys() {}

  static GatewayConfig read(Settings s) {
    return new GatewayConfig(
        new GatewayConfig.Http(
            s.get("http.host", HOST, "0.0.0.0"),
            s.get("http.port", LISTENING_PORT, "8080"),
            s.get("http.public-url", URL, "http://localhost:8080"),
            s.get("http.max-body", size("1kB", "1MB"), "64kB"),
            s.get("http.max-push-body", size("1kB", "50MB"), "5MB"),
            s.get("http.idle-timeout", time("1s", "1h"), "60s"),
            s.get("http.request-timeout", time("1s", "10m"), "30s"),
            s.get("http.instances", whole(0, 256), "0")),
        new GatewayConfig.Management(
            s.get("management.host", HOST, "127.0.0.1"),
            s.get("management.port", LISTENING_PORT, "8081"),
            s.longSecret("management.token", 20),
            s.get("management.metrics-for", oneOf(MetricsFor.class), "this-machine"),
            s.get("management.calls-per-minute", whole(1, 10_000_000), "3000"),
            s.get("management.calls-per-minute-of-address", whole(1, 10_000_000), "6000"),
            s.get("management.failures-per-minute", whole(1, 10_000_000), "10")),
        new GatewayConfig.Oidc(
            s.get("oidc.issuer", URL_OR_NONE, ""),
            s.get("oidc.client-id", TEXT, "ml-connector"),
            s.secret("oidc.client-secret"),
            s.get("oidc.public-url", URL, "http://localhost:8081"),
            s.get("oidc.asks", TEXT, "openid profile email"),
            s.get("oidc.name-claim", TEXT, "email"),
            s.get("oidc.group-claim", TEXT, "groups"),
            s.get("oidc.viewer", TEXT, "ml-connector-viewer"),
            s.get("oidc.operator", TEXT, "ml-connector-operator"),
            s.get("oidc.admin", TEXT, "ml-connector-admin"),
            s.get("oidc.session", time("1m", "30d"), "8h")),
        new GatewayConfig.Ingress(
            s.get("ingress.queue", whole(1, 1_000_000), "10000"),
            s.get("ingress.max-batch", whole(1, 10_000), "500"),
            s.get("ingress.retry-after", time("1s", "1h"), "5s")),
        new GatewayConfig.Journal(s.get("journal.keep", time("30d", "3650d"), "400d")),
        new GatewayConfig.Database(
            s.get("database.host", HOST, "localhost"),
            s.get("database.port", PORT, "5432"),
            s.get("database.name", SQL_NAMES, "ml_connector"),
            s.get("database.ssl", oneOf(Ssl.class), "prefer"),
            s.get("database.user", SQL_NAMES, "ml_gateway"),
            s.secret("database.password"),
            s.get("database.owner-user", SQL_NAMES, "ml_owner"),
            s.secret("database.owner-password"),
            s.get("database.pool-size", whole(1, 200), "8"),
            s.get("database.pool-queue", whole(1, 100_000), "500"),
            s.get("database.connect-timeout", time("100ms", "1m"), "3s")),
        new GatewayConfig.Vault(
            s.requiredSecret("vault.master-key", "The command ml-connector keys makes one.")),
        new GatewayConfig.FreshBooks(
            s.get("freshbooks.api-url", URL, "https://api.freshbooks.com"),
            s.get("freshbooks.authorize-url", URL, "https://auth.freshbooks.com/oauth/authorize/"),
            s.get("freshbooks.request-timeout", time("1s", "5m"), "30s"),
            s.get("freshbooks.max-connections", whole(1, 100), "8"),
            s.get("freshbooks.refresh-early", time("0s", "1h"), "60s"),
            s.get("freshbooks.consent-link-life", time("5m", "30d"), "24h")),
        new GatewayConfig.Ups(
            s.get("ups.url", URL, "https://onlinetools.ups.com"),
            s.get("ups.request-timeout", time("1s", "5m"), "30s"),
            s.get("ups.ship-timeout", time("1s", "5m"), "60s"),
            s.get("ups.max-connections", whole(1, 100), "8"),
            s.get("ups.merchant-id", oneOf(MerchantId.class), "every-call"),
            s.get("ups.token-early", time("0s", "3h"), "30m"),
            s.get("ups.token-daily-budget", whole(1, 100_000), "250"),
            s.get("ups.track-alert-version", oneOf(TrackAlertVersion.class), "v2"),
            s.get("ups.quote-before-buying", YES_OR_NO, "true"),
            s.get("ups.label-format", oneOf(LabelFormat.class), "gif")),
        new GatewayConfig.Poller(
            s.get("poller.claim-interval", time("10ms", "1h"), "1s"),
            s.get("poller.claim-batch", whole(1, 1_000), "16"),
            s.get("poller.lease", time("1s", "1h"), "60s"),
            s.get("poller.sweep-interval", time("1s", "1d"), "5m"),
            s.get("poller.sweep-overlap", time("1m", "90d"), "1d"),
            s.get("poller.full-sweep-interval", time("1m", "30d"), "1d"),
            s.get("poller.full-sweep-days", whole(1, 3_650), "60"),
            s.get("poller.write-interval", time("0s", "1d"), "2m")),
        new GatewayConfig.Shipping(
            s.get("shipping.claim-interval", time("10ms", "1h"), "1s"),
            s.get("shipping.claim-batch", whole(1, 1_000), "16"),
            s.get("shipping.lease", time("1s", "1h"), "120s"),
            s.get("shipping.purchases-per-hour", whole(1, 1_000_000), "500"),
            s.get("shipping.lost-answer-schedule", times("0s", "1d"), "0s, 10s, 1m, 5m, 30m"),
            s.get("shipping.attempts", whole(1, 10), "3"),
            s.get("shipping.latecomer-schedule", times("0s", "30d"), "10m, 1h, 6h, 1d, 3d")),
        new GatewayConfig.Tracking(
            s.get("tracking.renew-after", time("1s", "14d"), "12d"),
            s.get("tracking.lifetime", time("1s", "14d"), "14d"),
            s.get("tracking.claim-interval", time("10ms", "1h"), "5s"),
            s.get("tracking.lease", time("1s", "1h"), "60s"),
            s.get("tracking.stale-after", time("1s", "90d"), "24h")),
        new GatewayConfig.Tokens(s.get("tokens.lease", time("1s", "1h"), "60s")),
        new GatewayConfig.Work(
            s.get("work.max-attempts", whole(1, 100), "8"),
            s.get("work.time-limit", time("1s", "1d"), "10m")),
        new GatewayConfig.Bus(s.get("bus.hints", YES_OR_NO, "true")),
        log(s),
        new GatewayConfig.Shutdown(s.get("shutdown.drain", time("0s", "30s"), "25s")));
  }

  static GatewayConfig.Log log(Settings s) {
    return new GatewayConfig.Log(
        s.get("log.level", oneOf(LogLevel.class), "info"),
        s.get("log.format", oneOf(LogFormat.class), "text"));
  }
}
