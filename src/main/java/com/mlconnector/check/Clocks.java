package com.mlconnector.check;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.NotTried;
import com.mlconnector.check.Result.Ok;
import com.mlconnector.check.Result.Warning;
import com.mlconnector.domain.Owner;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What a difference between two clocks means. Pure. */
final class Clocks {
  /** A {@code Date} header is in whole seconds, and was on the way. */
  private static final Duration NOTHING = Duration.ofSeconds(10);

  /** From here on tokens count as good that are not, and days of a search are the wrong ones. */
  private static final Duration TOO_MUCH = Duration.ofMinutes(5);

  private static final String REMEDY =
      "Let all machines take their time from NTP, this one and the database's.";

  private Clocks() {}

  /**
   * @param ahead how far the other clock is ahead of this machine's; negative where it is behind
   */
  static Result compare(String other, Duration ahead) {
    Duration apart = ahead.abs();
    if (apart.compareTo(NOTHING) <= 0) {
      return new Ok("This machine and " + other + " agree.");
    }
    String sentence =
        "The clock of %s is %d s %s this machine's."
            .formatted(other, apart.toSeconds(), ahead.isNegative() ? "behind" : "ahead of");
    return apart.compareTo(TOO_MUCH) <= 0
        ? new Warning(sentence, REMEDY, Owner.GATEWAY)
        : new Failed(sentence, REMEDY, Owner.GATEWAY);
  }

  /** A moment as people read it. */
  static String shown(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static Result compare(String vendor, Optional<Duration> ahead) {
    return ahead
        .map(difference -> compare(vendor, difference))
        .orElseGet(() -> new NotTried("because " + vendor + " has sent no Date header"));
  }
}
