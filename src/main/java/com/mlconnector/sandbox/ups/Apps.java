package com.mlconnector.sandbox.ups;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The developer portal's apps, the tokens given to them, and how many they asked for today. */
final class Apps {
  /** A token's owner, and the merchant id its request named ("" without). */
  record Grant(String clientId, String merchantId, Instant expiresAt) {}

  private record Day(LocalDate date, long requests) {}

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> secrets = new TreeMap<>();
  private final Map<String, Grant> grants = new LinkedHashMap<>();
  private final Map<String, Day> days = new TreeMap<>();

  Apps(InstantSource clock) {
    this.clock = clock;
  }

  void add(String clientId, String secret) {
    secrets.put(clientId, secret);
  }

  Map<String, String> secrets() {
    return Map.copyOf(secrets);
  }

  boolean knows(String clientId, String secret) {
    return secret.equals(secrets.get(clientId));
  }

  /** Counts this token request and tells how many the app has made today. */
  long countRequest(String clientId) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return days.merge(
            clientId,
            new Day(today, 1),
            (old, one) -> old.date().equals(today) ? new Day(today, old.requests() + 1) : one)
        .requests();
  }

  long requestsToday(String clientId) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Day day = days.get(clientId);
    return day != null && day.date().equals(today) ? day.requests() : 0;
  }

  /** UPS's tokens look like a JWT of several hundred characters; clients must not look inside. */
  String grant(String clientId, String merchantId, long seconds) {
    grants.values().removeIf(grant -> !grant.expiresAt().isAfter(clock.instant()));
    byte[] noise = new byte[300];
    random.nextBytes(noise);
    String token =
        "eyJraWQiOiJzYW5kYm94IiwidHlwIjoiSldUIn0."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
    grants.put(token, new Grant(clientId, merchantId, clock.instant().plusSeconds(seconds)));
    return token;
  }

  Optional<Grant> bearer(String token) {
    return Optional.ofNullable(grants.get(token))
        .filter(grant -> grant.expiresAt().isAfter(clock.instant()));
  }

  void revokeAll() {
    grants.clear();
  }
}
