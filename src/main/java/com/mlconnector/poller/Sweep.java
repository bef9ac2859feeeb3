package com.mlconnector.poller;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.Outcome;
import com.mlconnector.freshbooks.FreshBooksAccount;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.freshbooks.InvoicePage;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.Invoices;
import com.mlconnector.store.Sweeps;
import com.mlconnector.store.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The periodic poll that catches what webhooks missed.
 *
 * <p>FreshBooks filters by day only, in a zone that it does not name, and lists unsorted pages that
 * shift while they are read. So a sweep begins a day early and looks at each invoice's version:
 * unchanged ones cost nothing more.
 */
final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final ZoneId FRESHBOOKS = ZoneId.of("America/New_York");
  private static final int MOST_PAGES = 2_000;

  record Pace(Duration interval, Duration overlap, Duration lease) {}

  private final Pace pace;
  private final Database database;
  private final Connections connections;
  private final Sweeps sweeps;
  private final Invoices invoices;
  private final Work work;
  private final FreshBooksClient freshBooks;
  private final AuditTrail audit;
  private final Hints hints;
  private final InstantSource clock;

  Sweep(
      Pace pace,
      Database database,
      Connections connections,
      Sweeps sweeps,
      Invoices invoices,
      Work work,
      FreshBooksClient freshBooks,
      AuditTrail audit,
      Hints hints,
      InstantSource clock) {
    this.pace = pace;
    this.database = database;
    this.connections = connections;
    this.sweeps = sweeps;
    this.invoices = invoices;
    this.work = work;
    this.freshBooks = freshBooks;
    this.audit = audit;
    this.hints = hints;
    this.clock = clock;
  }

  /** Sweeps every connection that is due and that nobody else sweeps. */
  void sweepAll() {
    for (Connection connection : database.transact(connections::active)) {
      Instant first = connection.goLive().orElseGet(clock::instant);
      database
          .transact(tx -> sweeps.claim(tx, connection.id(), first, pace.interval(), pace.lease()))
          .ifPresent(claim -> sweep(connection, claim));
    }
  }

  private void sweep(Connection connection, Sweeps.Claim claim) {
    Instant begun = clock.instant();
    LocalDate since = claim.watermark().minus(pace.overlap()).atZone(FRESHBOOKS).toLocalDate();
    FreshBooksAccount account = new FreshBooksAccount(connection.id(), connection.account());
    int changed = 0;
    int page = 1;
    int pages = 1;
    while (page <= pages && page <= MOST_PAGES) {
      Outcome<InvoicePage> outcome = freshBooks.invoicesUpdatedSince(account, since, page).await();
      if (!(outcome instanceof Outcome.Done<InvoicePage>(InvoicePage read))) {
        LOG.warn(
            "Sweep of {} stops at page {} of {}: {}",
            connection.id(),
            page,
            pages,
            outcome.summary());
        database.transactVoid(tx -> sweeps.release(tx, claim));
        return;
      }
      read.unreadable().forEach(why -> LOG.warn("Sweep of {}: {}", connection.id(), why));
      changed += raiseChanged(connection, read.invoices());
      pages = read.pages();
      page++;
      if (!database.transact(tx -> sweeps.renew(tx, claim, pace.lease()))) {
        return;
      }
    }
    int found = changed;
    int last = pages;
    database.transactVoid(tx -> {
      sweeps.done(tx, claim, begun);
      if (found > 0) {
        audit.add(
            tx,
            connection.id(),
            Action.SWEEP_DONE,
            Map.of(
                "since", since.toString(),
                "pages", Integer.toString(last),
                "changed", Integer.toString(found)));
      }
    });
  }

  private int raiseChanged(Connection connection, List<Invoice> read) {
    int changed =
        database.transact(tx -> {
          Map<Long, String> known =
              invoices.versions(tx, connection.id(), read.stream().map(Invoice::id).toList());
          int raised = 0;
          for (Invoice invoice : read) {
            if (!invoice.version().equals(known.get(invoice.id()))) {
              work.raise(tx, connection.id(), Work.Kind.INVOICE, Long.toString(invoice.id()));
              raised++;
            }
          }
          return raised;
        });
    if (changed > 0) {
      hints.workDue(connection.id(), Work.Kind.INVOICE.key());
    }
    return changed;
  }
}
