package com.mlconnector.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Secret;
import com.mlconnector.support.HostileJson;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {
  private static final String GOOD =
      """
      {"access_token": "a", "token_type": "Bearer", "expires_in": 43200, "refresh_token": "r",
       "scope": "user:profile:read", "created_at": 1785758706}
      """;

  @Test
  void a_pair_is_read() {
    assertThat(TokenEndpoint.pair(new JsonObject(GOOD)))
        .isEqualTo(
            new Outcome.Done<>(
                new TokenPair(
                    new Secret("a"),
                    Optional.of(new Secret("r")),
                    Duration.ofHours(12),
                    Optional.of(Instant.ofEpochSecond(1785758706)),
                    "user:profile:read")));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 253_402_300_800L, Long.MAX_VALUE})
  void a_senseless_time_does_not_cost_us_the_tokens(long createdAt) {
    Outcome<TokenPair> outcome =
        TokenEndpoint.pair(new JsonObject(GOOD).put("created_at", createdAt));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Done.class,
            done -> assertThat(((TokenPair) done.value()).createdAt()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"access_token, ''", "expires_in, 0", "expires_in, -1", "expires_in, soon"})
  void without_a_token_or_its_life_nothing_is_known(String name, String value) {
    assertThat(TokenEndpoint.pair(new JsonObject(GOOD).put(name, value)))
        .isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void a_damaged_answer_never_throws() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      try {
        JsonObject json = new JsonObject(HostileJson.damaged(GOOD, random));
        assertThat(TokenEndpoint.pair(json)).as("seed %s: %s", seed, json).isNotNull();
      } catch (DecodeException cutOff) {
        // the damage was to the text itself
      }
    }
  }
}
