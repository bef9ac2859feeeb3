package com.mlconnector.vendor;

import com.mlconnector.vendor.VendorAnswer.Answered;
import com.mlconnector.vendor.VendorAnswer.HeldBack;
import com.mlconnector.vendor.VendorAnswer.NoAnswer;
import com.mlconnector.vendor.VendorAnswer.NoToken;
import com.mlconnector.vendor.VendorAnswer.NoTokenNow;
import com.mlconnector.vendor.VendorAnswer.NotSent;
import io.vertx.core.Future;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** One line and one measurement per call. Never a header, a path or a body: they hold secrets. */
final class LoggedCall implements VendorCall {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedCall.class);

  private final CallTimer timer;
  private final VendorCall next;

  LoggedCall(CallTimer timer, VendorCall next) {
    this.timer = timer;
    this.next = next;
  }

  @Override
  public Future<VendorAnswer> send(VendorRequest request) {
    long begin = System.nanoTime();
    return next.send(request)
        .onSuccess(answer -> report(request, answer, Duration.ofNanos(System.nanoTime() - begin)));
  }

  private void report(VendorRequest request, VendorAnswer answer, Duration took) {
    timer.ended(request.subject(), request.operation(), outcome(answer), took);
    boolean fine = answer instanceof Answered answered && answered.isSuccess();
    LOG.atLevel(fine ? Level.DEBUG : Level.INFO)
        .log(
            "vendor={} connection={} operation={} answer={} ms={} transId={}",
            request.subject().vendor().key(),
            request.subject().connection(),
            request.operation(),
            words(answer),
            took.toMillis(),
            request.headers().getOrDefault("transId", "-"));
  }

  /** Few values, for a metric label. */
  private static String outcome(VendorAnswer answer) {
    return switch (answer) {
      case Answered(int status, _, _) -> status / 100 + "xx";
      case NotSent _ -> "not_sent";
      case NoToken _, NoTokenNow _ -> "no_token";
      case HeldBack _ -> "held_back";
      case NoAnswer _ -> "no_answer";
    };
  }

  private static String words(VendorAnswer answer) {
    return switch (answer) {
      case Answered(int status, _, _) -> String.valueOf(status);
      case NotSent(String why) -> "not sent (" + why + ")";
      case NoToken _, NoTokenNow _ -> "no token";
      case HeldBack _ -> "held back";
      case NoAnswer(String why) -> "none (" + why + ")";
    };
  }
}
