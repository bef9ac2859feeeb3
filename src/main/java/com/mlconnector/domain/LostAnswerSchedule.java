package com.mlconnector.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When UPS is asked about a purchase whose answer was lost. A shipment was seen to be found within a second; "not found"
 * straight away proves nothing, and the last question comes half an hour later.
 */
public final class LostAnswerSchedule {
  private static final List<Duration> DELAYS =
      List.of(
          Duration.ZERO,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30));

  private LostAnswerSchedule() {}

  /**
   * @param asked questions so far
   * @return how long to wait before the next question; empty when there is none left
   */
  public static Optional<Duration> next(int asked) {
    return asked < DELAYS.size() ? Optional.of(DELAYS.get(asked)) : Optional.empty();
  }

  public static int questions() {
    return DELAYS.size();
  }
}
