package com.mlconnector.domain;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a vendor call ended. The two that money hangs on are told apart by type: {@link Unavailable}
 * was certainly not done and may be repeated; {@link Unknown} may have been done and must be asked
 * about first.
 */
public sealed interface Outcome<T> {

  record Done<T>(T value) implements Outcome<T> {}

  /** Understood and refused; the same request would be refused again. */
  record Refused<T>(VendorFault fault) implements Outcome<T> {}

  /** Our credentials or consent do not reach this far; a person has to act. Nothing was done. */
  record NotAllowed<T>(VendorFault fault) implements Outcome<T> {}

  /**
   * Too many calls; nothing was done.
   *
   * @param why in the vendor's words, or in ours if the limit is our own
   */
  record Throttled<T>(Optional<Duration> after, String why) implements Outcome<T> {
    public Throttled(Optional<Duration> after) {
      this(after, "throttled");
    }
  }

  /**
   * Certainly not done: not sent, or answered so before any work.
   *
   * @param heldBack not even tried, as our own gate to the vendor is closed, for about so long
   */
  record Unavailable<T>(String why, Optional<Duration> heldBack) implements Outcome<T> {
    public Unavailable(String why) {
      this(why, Optional.empty());
    }
  }

  /** Sent, and no readable answer: done or not done, nobody here knows. */
  record Unknown<T>(String why) implements Outcome<T> {}

  default <R> Outcome<R> map(Function<T, R> change) {
    return switch (this) {
      case Done<T>(T value) -> new Done<>(change.apply(value));
      case Refused<T>(VendorFault fault) -> new Refused<>(fault);
      case NotAllowed<T>(VendorFault fault) -> new NotAllowed<>(fault);
      case Throttled<T>(Optional<Duration> after, String why) -> new Throttled<>(after, why);
      case Unavailable<T>(String why, Optional<Duration> heldBack) ->
          new Unavailable<>(why, heldBack);
      case Unknown<T>(String why) -> new Unknown<>(why);
    };
  }

  /** Nobody was asked: neither an attempt nor an answer. */
  default boolean isHeldBack() {
    return this instanceof Unavailable<T>(_, Optional<Duration> heldBack) && heldBack.isPresent();
  }

  /** One line for a log or an audit row; holds nothing of the request. */
  default String summary() {
    return switch (this) {
      case Done<T> done -> "done";
      case Refused<T>(VendorFault fault) -> "refused: " + fault;
      case NotAllowed<T>(VendorFault fault) -> "not allowed: " + fault;
      case Throttled<T>(Optional<Duration> after, String why) ->
          why + after.map(d -> " for " + d.toSeconds() + " s").orElse("");
      case Unavailable<T>(String why, _) -> "unavailable: " + why;
      case Unknown<T>(String why) -> "unknown: " + why;
    };
  }
}
