package com.mlconnector.tokens;

import com.mlconnector.domain.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a token endpoint gave out.
 *
 * @param refresh FreshBooks' next refresh token; UPS has none
 * @param createdAt FreshBooks' own word for when the grant began
 * @param scope space-separated, or empty
 */
public record TokenPair(
    Secret access,
    Optional<Secret> refresh,
    Duration lifetime,
    Optional<Instant> createdAt,
    String scope) {

  private static final Duration TOO_SHORT = Duration.ofMinutes(5);

  /**
   * FreshBooks may repeat the first grant's {@code created_at} on a refresh, so the life counted
   * from now may be too long: the earlier end is taken. Where that end is (nearly) past, the pair
   * would be refreshed again at once and for ever; then it counts from now, and a 401 will tell.
   */
  public Instant expiresAt(Instant now) {
    Instant fromNow = now.plus(lifetime);
    return createdAt
        .map(created -> created.plus(lifetime))
        .filter(end -> end.isBefore(fromNow))
        .filter(end -> end.isAfter(now.plus(TOO_SHORT)))
        .orElse(fromNow);
  }
}
