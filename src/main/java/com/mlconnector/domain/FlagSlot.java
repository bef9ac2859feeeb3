package com.mlconnector.domain;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One value of a flag. Saying the same twice is fine; saying something else is a conflict. */
final class FlagSlot<T> {

  /**
   * One side of a conflict.
   *
   * @param words the value in the flag's grammar, where that can be said for the whole flag
   */
  record Side(FlagToken token, String shown, Optional<String> words) {}

  private final String what;
  private final Function<T, String> shown;
  private final Function<T, Optional<String>> written;
  private @Nullable T value;
  private @Nullable FlagToken token;
  private boolean settled;

  FlagSlot(String what, Function<T, String> shown, Function<T, Optional<String>> written) {
    this.what = what;
    this.shown = shown;
    this.written = written;
  }

  void say(T said, FlagToken where, FlagReport report) {
    FlagToken before = token;
    if (settled) {
      return;
    }
    if (value == null || before == null) {
      value = said;
      token = where;
    } else if (!said.equals(value)) {
      report.conflict(what, side(value, before), side(said, where));
    }
  }

  private Side side(T said, FlagToken where) {
    return new Side(where, shown.apply(said), written.apply(said));
  }

  /** What was said, in the flag's grammar. */
  Optional<String> words() {
    return value == null ? Optional.empty() : written.apply(value);
  }

  /** Whatever is said from now on is passed over. */
  void settle() {
    settled = true;
  }

  void settleAs(FlagSlot<?> other) {
    settled |= other.settled;
  }

  boolean isSettled() {
    return settled;
  }

  /** Takes over what a weaker slot says, where nothing was said here. */
  void fillFrom(FlagSlot<T> weaker) {
    if (value == null) {
      value = weaker.value;
      token = weaker.token;
    }
  }

  /** For a value that nobody said. */
  void assume(T assumed) {
    if (value == null) {
      value = assumed;
    }
  }

  @Nullable T value() {
    return value;
  }

  @Nullable FlagToken token() {
    return token;
  }

  boolean isSaid() {
    return value != null;
  }
}
