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

  /** Too many calls; nothing was done. */
  record Throttled<T>(Optional<Duration> after) implements Outcome<T> {}

  /** Certainly not done: not sent, or answered so before any work. */
  record Unavailable<T>(String why) implements Outcome<T> {}

  /** Sent, and no readable answer: done or not done, nobody here knows. */
  record Unknown<T>(String why) implements Outcome<T> {}

  default <R> Outcome<R> map(Function<T, R> change) {
    return switch (this) {
      case Done<T>(T value) -> new Done<>(change.apply(value));
      case Refused<T>(VendorFault fault) -> new Refused<>(fault);
      case NotAllowed<T>(VendorFault fault) -> new NotAllowed<>(fault);
      case Throttled<T>(Optional<Duration> after) -> new Throttled<>(after);
      case Unavailable<T>(String why) -> new Unavailable<>(why);
      case Unknown<T>(String why) -> new Unknown<>(why);
    };
  }

  /** One line for a log or an audit row; holds nothing of the request. */
  default String summary() {
    return switch (this) {
      case Done<T> done -> "done";
      case Refused<T>(VendorFault fault) -> "refused: " + fault;
      case NotAllowed<T>(VendorFault fault) -> "not allowed: " + fault;
      case Throttled<T>(Optional<Duration> after) ->
          "throttled" + after.map(d -> " for " + d.toSeconds() + " s").orElse("");
      case Unavailable<T>(String why) -> "unavailable: " + why;
      case Unknown<T>(String why) -> "unknown: " + why;
    };
  }
}
