package com.mlconnector.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When UPS is asked about a purchase whose answer was lost, and how often a purchase is attempted.
 *
 * <p>A shipment was seen to be found within a second; "not found" straight away proves nothing, so
 * the last question has to come a good while later.
 *
 * @param pauses before each question; the last one also between the questions that follow when UPS
 *     could not be asked
 * @param attempts calls to Ship for one shipment, each under a reference of its own; after that a
 *     person decides
 */
public record LostAnswerSchedule(List<Duration> pauses, int attempts) {
  public LostAnswerSchedule {
    pauses = List.copyOf(pauses);
  }

  /**
   * @param asked questions so far
   * @return how long to wait before the next question; empty once the whole schedule was asked
   */
  Optional<Duration> next(int asked) {
    return asked < pauses.size() ? Optional.of(pauses.get(asked)) : Optional.empty();
  }

  Duration first() {
    return pauses.getFirst();
  }

  Duration last() {
    return pauses.getLast();
  }
}
