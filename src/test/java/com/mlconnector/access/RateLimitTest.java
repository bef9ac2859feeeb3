package com.mlconnector.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  /** Close to its end, because this clock may begin anywhere and run over. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

  private final RateLimit limit = new RateLimit(6, 3, now::get);

  @Test
  void a_minutes_worth_may_come_at_once_and_the_next_must_wait() {
    calls("ci", 6);

    assertThat(limit.count("ci")).isEqualTo(OptionalLong.of(10));
    pass(Duration.ofSeconds(4));
    assertThat(limit.count("ci")).isEqualTo(OptionalLong.of(6));
  }

  @Test
  void who_waits_as_long_as_was_said_gets_one_call() {
    calls("ci", 6);

    pass(Duration.ofSeconds(limit.count("ci").orElseThrow()));
    assertThat(limit.count("ci")).isEmpty();
    assertThat(limit.count("ci")).isPresent();
  }

  @Test
  void after_a_quiet_minute_there_is_a_minutes_worth_again_and_not_more() {
    calls("ci", 6);
    pass(Duration.ofHours(5));

    calls("ci", 6);
    assertThat(limit.count("ci")).isPresent();
  }

  @Test
  void callers_do_not_wait_for_each_other() {
    calls("ci", 6);

    assertThat(limit.count("maria")).isEmpty();
  }

  @Test
  void no_more_callers_are_remembered_than_allowed_and_the_quietest_goes_first() {
    calls("ci", 6);
    calls("first", 1);
    calls("second", 1);
    assertThat(limit.count("ci")).isPresent();

    calls("third", 1);
    assertThat(limit.count("ci")).as("heard of lately").isPresent();
    calls("fourth", 1);
    calls("fifth", 1);
    calls("sixth", 1);
    assertThat(limit.count("ci")).as("forgotten").isEmpty();
  }

  private void calls(String caller, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(limit.count(caller)).isEmpty();
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
