package com.mlconnector.domain;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether calls of one connection may pass to one lane of a vendor, and what each call makes of it.
 * A closed gate lets one call through after its pause; that trial opens it, or closes it for
 * longer.
 *
 * @param troubles calls in a row that went wrong while it was open
 * @param closings pauses in a row; 0 is open
 * @param pause how long it is closed from now on; empty while it is open or on trial
 */
public record Gate(int troubles, int closings, Optional<Pause> pause) {
  public static final Gate OPEN = new Gate(0, 0, Optional.empty());

  /** One call that fails is everyday life. */
  static final int TROUBLES_AT_MOST = 5;

  /** {@code Retry-After: 0}, or a date that is past, says nothing about when. */
  private static final Duration SHORTEST_WISH = Duration.ofSeconds(1);

  /** What one call tells about its vendor, whatever it tells about its object. */
  public sealed interface Sign {
    /** Answered, and be it with a refusal. */
    record Well() implements Sign {}

    /** Too many calls. */
    record Busy(Optional<Duration> after) implements Sign {}

    /** An error of the vendor's own, no answer, or no connection. */
    record Failing(String why) implements Sign {}

    /** Our app, or our consent, does not reach this far. */
    record NotAllowed(String why) implements Sign {}

    /** The vendor was not asked in the end. */
    record Nothing() implements Sign {}
  }

  public enum Reason {
    BUSY,
    FAILING,
    NOT_ALLOWED;

    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param why one sentence for an operator
   */
  public record Pause(Duration length, Reason reason, String why) {}

  public static Gate open(int troubles) {
    return new Gate(troubles, 0, Optional.empty());
  }

  /** Half open: its pause is over, and one call is on trial. */
  public static Gate onTrial(int closings) {
    return new Gate(0, closings, Optional.empty());
  }

  public boolean isOpen() {
    return closings == 0;
  }

  /**
   * @param dice from 0 (inclusive) to 1 (exclusive)
   */
  public Gate after(Sign sign, double dice) {
    return switch (sign) {
      case Sign.Well _ -> OPEN;
      case Sign.Busy(Optional<Duration> after) ->
          closed(
              after
                  .filter(wish -> wish.compareTo(SHORTEST_WISH) >= 0)
                  .orElseGet(() -> Backoff.pause(closings + 1, dice)),
              Reason.BUSY,
              "It asks for fewer calls.");
      case Sign.Failing(String why) ->
          troubled(Backoff.pause(closings + 1, dice), Reason.FAILING, why);
      case Sign.NotAllowed(String why) -> troubled(Backoff.LONGEST, Reason.NOT_ALLOWED, why);
      case Sign.Nothing _ -> this;
    };
  }

  private Gate troubled(Duration length, Reason reason, String why) {
    return isOpen() && troubles + 1 < TROUBLES_AT_MOST
        ? open(troubles + 1)
        : closed(length, reason, why);
  }

  private Gate closed(Duration length, Reason reason, String why) {
    return new Gate(0, closings + 1, Optional.of(new Pause(length, reason, why)));
  }
}
