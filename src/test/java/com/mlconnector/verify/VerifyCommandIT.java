package com.mlconnector.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A handful of programs with everything that can go wrong, and those that have found something.
 * {@code ml-connector verify} runs as many as one has time for.
 */
class VerifyCommandIT {

  @Test
  @Timeout(600)
  void whatever_goes_wrong_the_promises_are_kept() throws IOException {
    List<Long> seeds = new ArrayList<>(keptSeeds());
    if ("full".equals(System.getProperty("faults"))) {
      seeds.addAll(List.of(1L, 2L, 3L));
    }
    List<String> said = new ArrayList<>();
    Totals totals =
        new Verification(
                new Verification.Settings(
                    seeds, 2, seeds.size(), Faults.ALL, Duration.ofMinutes(5)),
                InstantSource.system(),
                said::add)
            .run();
    assertThat(totals.isClean()).as(() -> String.join("\n", said)).isTrue();
    assertThat(totals.line())
        .contains("verify: " + seeds.size() + " seeds", "0 lost, 0 doubled, 0 stuck,");
  }

  private static List<Long> keptSeeds() throws IOException {
    try (InputStream file = VerifyCommandIT.class.getResourceAsStream("kept-seeds.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Long.valueOf(line.split(" ", 2)[0]))
          .toList();
    }
  }
}
