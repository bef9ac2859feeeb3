package com.mlconnector.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenPairTest {
  private static final Instant NOW = Instant.parse("2026-08-03T12:00:00Z");

  @ParameterizedTest(name = "created {0}: {2}")
  @CsvSource({
    ",                    2026-08-04T00:00:00Z, not told: from now",
    "2026-08-03T12:00:00Z, 2026-08-04T00:00:00Z, just now",
    "2026-08-03T11:59:58Z, 2026-08-03T23:59:58Z, two seconds ago: the earlier end",
    "2026-08-03T12:00:30Z, 2026-08-04T00:00:00Z, in the future: from now",
    "2026-08-03T06:00:00Z, 2026-08-03T18:00:00Z, the first grant again: the earlier end",
    "2026-08-03T00:05:01Z, 2026-08-03T12:05:01Z, just long enough to be worth it",
    "2026-08-03T00:05:00Z, 2026-08-04T00:00:00Z, nearly past: from now",
    "2026-08-01T00:00:00Z, 2026-08-04T00:00:00Z, long past: from now",
    "1970-01-01T00:00:01Z, 2026-08-04T00:00:00Z, nonsense: from now",
  })
  void the_earlier_end_counts_unless_it_is_nearly_past(
      @Nullable Instant createdAt, Instant expiresAt, String why) {
    TokenPair pair =
        new TokenPair(
            new Secret("a"),
            Optional.of(new Secret("r")),
            Duration.ofHours(12),
            Optional.ofNullable(createdAt),
            "");
    assertThat(pair.expiresAt(NOW)).as(why).isEqualTo(expiresAt);
  }
}
