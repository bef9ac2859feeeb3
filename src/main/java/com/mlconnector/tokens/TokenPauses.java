package com.mlconnector.tokens;

import com.mlconnector.domain.Vendor;
import com.mlconnector.store.TokenRows.Ticket;
import java.time.Duration;
import java.util.Optional;

/** How long a token endpoint is left alone. Each request counts against a day's budget at UPS. */
final class TokenPauses {
  /** Every piece of work that needs a token asks. */
  static final Duration MISSING = Duration.ofMinutes(1);

  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration FRESHBOOKS_THROTTLED = Duration.ofMinutes(1);
  private static final Duration UPS_THROTTLED = Duration.ofMinutes(15);
  private static final Duration UPS_THROTTLED_AGAIN = Duration.ofHours(1);

  /** An endpoint that is down for a minute is asked three times at once, and then less and less. */
  private static final int QUICK = 2;

  private TokenPauses() {}

  /** Down for a day costs UPS's budget a hundred requests, and not the whole of it. */
  static Duration failed(Ticket ticket) {
    int doublings = Math.clamp(ticket.failures() - QUICK, 0, 16);
    Duration pause = SHORTEST.multipliedBy(1L << doublings);
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }

  /**
   * UPS sends no {@code Retry-After} as far as is known; who went on asking had to wait for a day.
   *
   * @param after as the vendor asked for
   */
  static Duration throttled(Ticket ticket, Optional<Duration> after) {
    return after
        .map(asked -> asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked)
        .orElseGet(() -> usual(ticket));
  }

  private static Duration usual(Ticket ticket) {
    if (ticket.subject().vendor() == Vendor.FRESHBOOKS) {
      return FRESHBOOKS_THROTTLED;
    }
    return ticket.failures() == 0 ? UPS_THROTTLED : UPS_THROTTLED_AGAIN;
  }
}
