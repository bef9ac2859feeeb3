package com.mlconnector.work;

import com.mlconnector.domain.Outcome;
import java.time.Duration;
import java.util.Optional;

/** When to ask again after a vendor has not answered as hoped. For calls that may be repeated. */
public final class VendorTrouble {
  private static final Duration UNTIL_A_PERSON_ACTS = Duration.ofMinutes(5);

  private VendorTrouble() {}

  public static WorkResult tryAgain(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Done<?> done -> throw new IllegalArgumentException("No trouble at all");
      case Outcome.NotAllowed<?> notAllowed ->
          WorkResult.tryAgain(UNTIL_A_PERSON_ACTS, outcome.summary());
      case Outcome.Refused<?> refused ->
          WorkResult.tryAgain(UNTIL_A_PERSON_ACTS, outcome.summary());
      case Outcome.Throttled<?>(Optional<Duration> after, _) ->
          new WorkResult.TryAgain(after, outcome.summary());
      case Outcome.Unavailable<?> unavailable ->
          unavailable.isHeldBack()
              ? new WorkResult.HeldBack(outcome.summary())
              : WorkResult.tryAgain(outcome.summary());
      case Outcome.Unknown<?> unknown -> WorkResult.tryAgain(outcome.summary());
    };
  }
}
