package com.mlconnector.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * So many calls a minute of each caller, all of them at once if need be. Shared by threads.
 *
 * <p>Kept for each caller is only the moment at which all its calls are worked off. Those who were
 * not heard of for the longest time are forgotten when there are too many.
 */
final class RateLimit {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final long share;
  private final LongSupplier nanos;
  private final Map<String, Long> workedOff;

  RateLimit(int perMinute, int mostCallers, LongSupplier nanos) {
    this.share = MINUTE / perMinute;
    this.nanos = nanos;
    this.workedOff =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > mostCallers;
          }
        };
  }

  /** Counts a call; if it is one too many, how many seconds to wait before the next. */
  synchronized OptionalLong count(String caller) {
    long now = nanos.getAsLong();
    long ahead = Math.max(0, workedOff.getOrDefault(caller, now) - now);
    long tooMuch = ahead + share - MINUTE;
    if (tooMuch > 0) {
      return OptionalLong.of(Math.ceilDiv(tooMuch, SECOND));
    }
    workedOff.put(caller, now + ahead + share);
    return OptionalLong.empty();
  }
}
