package com.mlconnector.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VendorTimeTest {
  private static final Instant NOW = Instant.parse("2026-06-17T12:00:00Z");

  private final VendorTime time = new VendorTime();

  @Test
  void the_newest_date_counts_and_nonsense_does_not() {
    assertThat(time.ahead()).isEmpty();
    heard("Wed, 17 Jun 2026 12:00:09 GMT");
    assertThat(time.ahead()).contains(Duration.ofSeconds(9));
    heard("Wed, 17 Jun 2026 11:59:00 GMT");
    heard("yesterday");
    time.heard(new VendorAnswer.NoAnswer("cut"), NOW);
    assertThat(time.ahead()).contains(Duration.ofMinutes(-1));
  }

  private void heard(String date) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("date", date);
    time.heard(new VendorAnswer.Answered(503, headers, Buffer.buffer()), NOW);
  }
}
