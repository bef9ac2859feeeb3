package com.mlconnector.vendor;

import com.mlconnector.domain.TokenSubject;
import java.time.Duration;

/** Where the time of each call is counted. */
@FunctionalInterface
public interface CallTimer {
  CallTimer NONE = (_, _, _, _) -> {};

  /**
   * Called once per request sent, or not sent.
   *
   * @param outcome {@code 2xx} and so on, {@code not_sent}, {@code no_token}, {@code no_answer}
   */
  void ended(TokenSubject subject, String operation, String outcome, Duration took);
}
