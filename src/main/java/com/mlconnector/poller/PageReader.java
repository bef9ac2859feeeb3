package com.mlconnector.poller;

import com.mlconnector.domain.Backoff;
import com.mlconnector.domain.Outcome;
import com.mlconnector.freshbooks.FreshBooksAccount;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.freshbooks.InvoiceFilter;
import com.mlconnector.freshbooks.InvoicePage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads one page of a list with some patience: a sweep over a thousand pages meets the rate limit
 * for certain, and would never end if it began again each time.
 */
final class PageReader {
  private static final int MOST_THROTTLED = 20;
  private static final int MOST_TROUBLED = 3;

  /** FreshBooks counts calls by the minute. Whoever is to wait longer gives the connection back. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  /** Waits; false if there is no more time, because the node stops. */
  interface Pause {
    boolean await(Duration duration);
  }

  /** The sweep can't go on. */
  static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean byUs;
    private final transient Optional<Duration> after;

    private Interrupted(String why, boolean byUs, Optional<Duration> after) {
      super(why, null, false, false);
      this.byUs = byUs;
      this.after = after;
    }

    static Interrupted byUs(String why) {
      return new Interrupted(why, true, Optional.empty());
    }

    /** No fault of the connection or of FreshBooks. */
    boolean byUs() {
      return byUs;
    }

    /** When FreshBooks wants to be asked again, if it has said so. */
    Optional<Duration> after() {
      return after;
    }
  }

  private final FreshBooksClient freshBooks;
  private final Pause pause;
  private final Duration between;

  /**
   * @param between the longest pause without a renewal of the lease
   */
  PageReader(FreshBooksClient freshBooks, Pause pause, Duration between) {
    this.freshBooks = freshBooks;
    this.pause = pause;
    this.between = between;
  }

  /**
   * @param renew keeps the lease over a pause
   * @throws Interrupted if there is no page to be had, or no more time
   */
  InvoicePage read(FreshBooksAccount account, InvoiceFilter filter, int page, Runnable renew) {
    pauseFor(Duration.ZERO);
    for (int attempt = 1; ; attempt++) {
      Outcome<InvoicePage> outcome = freshBooks.invoices(account, filter, page).await();
      if (outcome instanceof Outcome.Done<InvoicePage>(InvoicePage read)) {
        return checked(page, read);
      }
      await(
          pauseAfter(outcome, attempt)
              .orElseThrow(() ->
                  new Interrupted("page " + page + ": " + outcome.summary(), false, wish(outcome))),
          renew);
    }
  }

  /** Empty: that was enough. */
  private static Optional<Duration> pauseAfter(Outcome<InvoicePage> outcome, int attempt) {
    Duration backoff = Backoff.after(attempt, ThreadLocalRandom.current().nextDouble());
    return switch (outcome) {
      case Outcome.Throttled<InvoicePage>(Optional<Duration> after, _) ->
          Optional.of(after.orElse(backoff))
              .filter(pause -> attempt < MOST_THROTTLED && pause.compareTo(LONGEST_WAIT) <= 0);
      case Outcome.Unavailable<InvoicePage>(_, Optional<Duration> heldBack)
          when heldBack.isPresent() ->
          heldBack.filter(pause -> attempt < MOST_THROTTLED && pause.compareTo(LONGEST_WAIT) <= 0);
      case Outcome.Unavailable<InvoicePage> _, Outcome.Unknown<InvoicePage> _ ->
          Optional.of(backoff).filter(pause -> attempt < MOST_TROUBLED);
      case Outcome.Done<InvoicePage> _,
          Outcome.Refused<InvoicePage> _,
          Outcome.NotAllowed<InvoicePage> _ ->
          Optional.empty();
    };
  }

  private static Optional<Duration> wish(Outcome<InvoicePage> outcome) {
    return switch (outcome) {
      case Outcome.Throttled<InvoicePage>(Optional<Duration> after, _) -> after;
      case Outcome.Unavailable<InvoicePage>(_, Optional<Duration> heldBack) -> heldBack;
      default -> Optional.empty();
    };
  }

  /** Another page than was asked for means that paging does not work as we know it. */
  private static InvoicePage checked(int page, InvoicePage read) {
    if (read.page() != page && page <= read.pages()) {
      throw new Interrupted(
          "FreshBooks answered page " + read.page() + " when asked for page " + page,
          false,
          Optional.empty());
    }
    return read;
  }

  private void await(Duration duration, Runnable renew) {
    Duration left = duration;
    while (left.compareTo(between) > 0) {
      pauseFor(between);
      renew.run();
      left = left.minus(between);
    }
    pauseFor(left);
    renew.run();
  }

  private void pauseFor(Duration duration) {
    if (!pause.await(duration)) {
      throw Interrupted.byUs("this node stops");
    }
  }
}
