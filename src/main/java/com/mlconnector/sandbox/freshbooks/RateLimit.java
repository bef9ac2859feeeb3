package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.Answer;
import java.util.HashMap;
import java.util.Map;

/** Calls per minute and access token, told in the headers that were captured in 2019. */
final class RateLimit {
  private static final int WINDOW_SECONDS = 60;

  record Allowance(int limit, int used, long reset) {
    boolean exceeded() {
      return limit > 0 && used > limit;
    }
  }

  private record Window(long reset, int used) {}

  private final EasternTime time;
  private final Settings settings;
  private final Map<String, Window> windows = new HashMap<>();

  RateLimit(EasternTime time, Settings settings) {
    this.time = time;
    this.settings = settings;
  }

  Allowance take(String token) {
    long now = now();
    windows.values().removeIf(window -> window.reset <= now);
    Window window = windows.getOrDefault(token, new Window(now + WINDOW_SECONDS, 0));
    Window after = new Window(window.reset, window.used + 1);
    windows.put(token, after);
    return new Allowance(settings.count(Setting.RATE_LIMIT), after.used, after.reset);
  }

  Answer tell(Answer answer, Allowance allowance) {
    Answer told = answer;
    if (settings.on(Setting.RATE_LIMIT_HEADERS) && allowance.limit > 0) {
      told =
          told.withHeader("X-RateLimit-Limit", String.valueOf(allowance.limit))
              .withHeader(
                  "X-RateLimit-Remaining",
                  String.valueOf(Math.max(0, allowance.limit - allowance.used)))
              .withHeader("X-RateLimit-Reset", String.valueOf(allowance.reset));
    }
    boolean wait =
        settings.on(
            allowance.exceeded() ? Setting.RATE_LIMIT_RETRY_AFTER : Setting.RETRY_AFTER_ON_SUCCESS);
    return wait
        ? told.withHeader("Retry-After", String.valueOf(Math.max(1, allowance.reset - now())))
        : told;
  }

  private long now() {
    return time.now().getEpochSecond();
  }
}
