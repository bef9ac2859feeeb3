package com.mlconnector.vendor;

import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.VendorFault;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What came back from one call. Whether the request can have reached the vendor is in the type. */
public sealed interface VendorAnswer {

  /** A complete answer, whatever its status. */
  record Answered(int status, MultiMap headers, Buffer body) implements VendorAnswer {
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
      return "Answered[" + status + "]";
    }
  }

  /** Not one byte of the request left the house. */
  record NotSent(String why) implements VendorAnswer {}

  /** Not sent either: there is no token until a person acts. */
  record NoToken(VendorFault fault) implements VendorAnswer {}

  /**
   * Not sent: there is no token just now.
   *
   * @param left until there may be one, where that is known
   */
  record NoTokenNow(String why, Optional<Duration> left) implements VendorAnswer {}

  /** Not sent: our own gate is closed, for about so long. */
  record HeldBack(Duration left, String why) implements VendorAnswer {}

  /** Sent, at least in part, and no complete answer. */
  record NoAnswer(String why) implements VendorAnswer {}

  /** Whether a part of the request can have reached the vendor. */
  default boolean wasSent() {
    return switch (this) {
      case Answered _, NoAnswer _ -> true;
      case NotSent _, NoToken _, NoTokenNow _, HeldBack _ -> false;
    };
  }

  /** The outcome, where only a complete answer needs the vendor's own reading. */
  default <T> Outcome<T> settle(Effect effect, Function<Answered, Outcome<T>> read) {
    return switch (this) {
      case Answered answered -> read.apply(answered);
      case NotSent(String why) -> new Outcome.Unavailable<>(why);
      case NoToken(VendorFault fault) -> new Outcome.NotAllowed<>(fault);
      case NoTokenNow(String why, Optional<Duration> left) ->
          left.isPresent()
              ? new Outcome.Throttled<>(left, why + "; waiting")
              : new Outcome.Unavailable<>(why);
      case HeldBack(Duration left, String why) -> new Outcome.Unavailable<>(why, Optional.of(left));
      case NoAnswer(String why) -> effect.unclear(why);
    };
  }
}
