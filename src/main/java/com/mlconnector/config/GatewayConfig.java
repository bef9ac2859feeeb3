package com.mlconnector.config;

import com.mlconnector.domain.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Every setting of one gateway. What each means is said once, in conf/ml-connector.yaml. */
public record GatewayConfig(
    Http http,
    Management management,
    Oidc oidc,
    Ingress ingress,
    Journal journal,
    Database database,
    Vault vault,
    FreshBooks freshbooks,
    Ups ups,
    Poller poller,
    Shipping shipping,
    Tracking tracking,
    Tokens tokens,
    Work work,
    Bus bus,
    Log log,
    Shutdown shutdown) {

  public record Http(
      String host,
      int port,
      URI publicUrl,
      DataSize maxBody,
      DataSize maxPushBody,
      Duration idleTimeout,
      Duration requestTimeout,
      int instances) {}

  public record Management(
      String host,
      int port,
      Secret token,
      MetricsFor metricsFor,
      int callsPerMinute,
      int callsPerMinuteOfAddress,
      int failuresPerMinute) {}

  public record Oidc(
      String issuer,
      String clientId,
      Secret clientSecret,
      URI publicUrl,
      String asks,
      String nameClaim,
      String groupClaim,
      String viewer,
      String operator,
      String admin,
      Duration session) {}

  /** Who may read the metrics without a token. */
  public enum MetricsFor {
    ANYBODY,
    THIS_MACHINE,
    VIEWERS
  }

  public record Ingress(int queue, int maxBatch, Duration retryAfter) {}

  public record Journal(Duration keep) {}

  public record Database(
      String host,
      int port,
      String name,
      Ssl ssl,
      String user,
      Secret password,
      String ownerUser,
      Secret ownerPassword,
      int poolSize,
      int poolQueue,
      Duration connectTimeout) {}

  public enum Ssl {
    DISABLE,
    PREFER,
    REQUIRE,
    VERIFY_FULL
  }

  public record Vault(Secret masterKey) {}

  public record FreshBooks(
      URI apiUrl,
      URI authorizeUrl,
      Duration requestTimeout,
      int maxConnections,
      Duration refreshEarly,
      Duration consentLinkLife) {}

  public record Ups(
      URI url,
      Duration requestTimeout,
      Duration shipTimeout,
      int maxConnections,
      MerchantId merchantId,
      Duration tokenEarly,
      int tokenDailyBudget,
      TrackAlertVersion trackAlertVersion,
      boolean quoteBeforeBuying,
      LabelFormat labelFormat) {}

  /** On which calls UPS is sent {@code x-merchant-id}. */
  public enum MerchantId {
    EVERY_CALL,
    TOKEN_ONLY,
    NEVER
  }

  public enum TrackAlertVersion {
    V1,
    V2
  }

  public enum LabelFormat {
    GIF,
    PNG,
    ZPL
  }

  public record Poller(
      Duration claimInterval,
      int claimBatch,
      Duration lease,
      Duration sweepInterval,
      Duration sweepOverlap,
      Duration fullSweepInterval,
      int fullSweepDays,
      Duration writeInterval) {}

  public record Shipping(
      Duration claimInterval,
      int claimBatch,
      Duration lease,
      int purchasesPerHour,
      List<Duration> lostAnswerSchedule,
      int attempts,
      List<Duration> latecomerSchedule) {

    public Shipping {
      lostAnswerSchedule = List.copyOf(lostAnswerSchedule);
      latecomerSchedule = List.copyOf(latecomerSchedule);
    }
  }

  public record Tracking(
      Duration renewAfter,
      Duration lifetime,
      Duration claimInterval,
      Duration lease,
      Duration staleAfter) {}

  public record Tokens(Duration lease) {}

  public record Work(int maxAttempts, Duration timeLimit) {}

  public record Bus(boolean hints) {}

  public record Log(LogLevel level, LogFormat format) {}

  /** No DEBUG: at that level Netty prints the bytes it carries, tokens and addresses included. */
  public enum LogLevel {
    ERROR,
    WARN,
    INFO
  }

  public enum LogFormat {
    TEXT,
    JSON
  }

  public record Shutdown(Duration drain) {}
}
