package com.mlconnector.domain;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One value of a flag. Saying the same twice is fine; saying something else is a conflict. */
final class FlagSlot<T> {
  private final String what;
  private final Function<T, String> shown;
  private @Nullable T value;
  private @Nullable FlagPlace place;

  FlagSlot(String what, Function<T, String> shown) {
    this.what = what;
    this.shown = shown;
  }

  void say(T said, FlagPlace where, FlagReport report) {
    T before = value;
    FlagPlace first = place;
    if (before == null || first == null) {
      value = said;
      place = where;
    } else if (!before.equals(said)) {
      report.conflict(what, first, shown.apply(before), where, shown.apply(said));
    }
  }

  /** Takes over what another slot says, as if it had been said here. */
  void sayAll(FlagSlot<T> other, FlagReport report) {
    if (other.value != null && other.place != null) {
      say(other.value, other.place, report);
    }
  }

  /** Takes over what a weaker slot says, where nothing was said here. */
  void fillFrom(FlagSlot<T> weaker) {
    if (value == null) {
      value = weaker.value;
      place = weaker.place;
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

  @Nullable FlagPlace place() {
    return place;
  }

  boolean isSaid() {
    return value != null;
  }
}
