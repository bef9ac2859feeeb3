package com.mlconnector.ops;

import com.mlconnector.store.JournalMonths;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the journal's months: the next ones ready, the old ones dropped, strays shown. */
public final class JournalKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(JournalKeeper.class);

  private final JournalMonths months;
  private final Duration keep;
  private final AtomicLong strays = new AtomicLong();

  public JournalKeeper(JournalMonths months, Duration keep, MeterRegistry meters) {
    this.months = months;
    this.keep = keep;
    Gauge.builder("journal.strays", strays, AtomicLong::get)
        .description("Webhooks dated into a month that the journal does not have")
        .register(meters);
  }

  /** Waits for the database. */
  public void tend() {
    int made = months.makeAhead();
    int dropped = months.drop(keep);
    if (made > 0 || dropped > 0) {
      LOG.info("Journal: {} months made, {} dropped", made, dropped);
    }
    strays.set(months.strays());
    if (strays.get() > 0) {
      LOG.warn("{} webhooks have dates far from today: is a node's clock wrong?", strays.get());
    }
  }
}
