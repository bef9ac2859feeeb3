package com.mlconnector.poller;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.Backoff;
import com.mlconnector.freshbooks.EasternTime;
import com.mlconnector.freshbooks.FreshBooksAccount;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.freshbooks.InvoiceFilter;
import com.mlconnector.freshbooks.InvoicePage;
import com.mlconnector.poller.PageReader.Interrupted;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.Sweeps;
import com.mlconnector.store.Sweeps.Claim;
import com.mlconnector.store.Sweeps.Progress;
import com.mlconnector.store.Sweeps.Scope;
import com.mlconnector.store.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look through the invoices of a connection, which catches what webhooks missed.
 *
 * <p>FreshBooks filters by day only, in a zone that it does not name. So a sweep begins a day early
 * and looks at each invoice's version: unchanged ones cost nothing more. The watermark moves once
 * all pages have been read; a sweep that breaks off, or dies, begins again where it began.
 */
final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  /**
   * @param look how soon a new connection is seen, or one whose node has died
   * @param overlap how far a sweep reaches back behind the watermark
   * @param fullDays how far back, by the date on the invoice, everything is looked at now and then
   */
  record Pace(
      Duration look,
      Duration interval,
      Duration overlap,
      Duration fullInterval,
      int fullDays,
      Duration lease) {}

  record Parts(
      Connections connections,
      Sweeps sweeps,
      ListedInvoices listed,
      FreshBooksClient freshBooks,
      AuditTrail audit,
      Hints hints,
      InstantSource clock) {}

  private final Database database;
  private final Pace pace;
  private final Parts parts;
  private final PageReader pages;

  Sweep(Database database, Pace pace, Parts parts, PageReader.Pause pause) {
    this.database = database;
    this.pace = pace;
    this.parts = parts;
    this.pages = new PageReader(parts.freshBooks(), pause, pace.lease().dividedBy(2));
  }

  void run(Claim claim) {
    Connection connection =
        database.transact(tx -> parts.connections().find(tx, claim.connection())).orElseThrow();
    Instant begun = parts.clock().instant();
    Run run = new Run(connection, claim);
    try {
      if (claim.scope() == Scope.FULL) {
        run.raiseUnsettled();
      }
      for (InvoiceFilter filter : filters(claim, begun)) {
        run.readAll(filter);
      }
      run.done(begun);
    } catch (Interrupted interrupted) {
      breakOff(claim, interrupted);
    }
  }

  /** The lists of one sweep. Deleted invoices are in none but their own. */
  private List<InvoiceFilter> filters(Claim claim, Instant begun) {
    if (claim.scope() == Scope.FIRST) {
      return List.of(InvoiceFilter.ALL);
    }
    List<InvoiceFilter> filters = new ArrayList<>();
    InvoiceFilter changed = InvoiceFilter.updatedFrom(changedSince(claim.watermark(), begun));
    filters.add(changed);
    filters.add(changed.ofDeleted());
    if (claim.scope() == Scope.FULL) {
      InvoiceFilter recent =
          InvoiceFilter.datedFrom(EasternTime.dayOf(begun).minusDays(pace.fullDays()));
      filters.add(recent);
      filters.add(recent.ofDeleted());
    }
    return filters;
  }

  /** A node with a clock far ahead must not make the next sweep blind. */
  private LocalDate changedSince(Instant watermark, Instant begun) {
    Instant seen = watermark.isBefore(begun) ? watermark : begun;
    LocalDate dayBefore = EasternTime.dayOf(seen).minusDays(1);
    LocalDate overlapping = EasternTime.dayOf(seen.minus(pace.overlap()));
    return overlapping.isBefore(dayBefore) ? overlapping : dayBefore;
  }

  private void breakOff(Claim claim, Interrupted interrupted) {
    if (interrupted.byUs()) {
      LOG.info("Sweep of {} breaks off: {}", claim.connection(), interrupted.getMessage());
      database.transactVoid(tx -> parts.sweeps().release(tx, claim));
    } else {
      Duration pause =
          interrupted
              .after()
              .orElseGet(() ->
                  Backoff.after(claim.failures() + 1, ThreadLocalRandom.current().nextDouble()));
      LOG.warn(
          "Sweep of {} breaks off, again in {} ms: {}",
          claim.connection(),
          pause.toMillis(),
          interrupted.getMessage());
      database.transactVoid(tx -> parts.sweeps().failed(tx, claim, pause));
    }
  }

  /** One sweep under way. */
  private final class Run {
    private final Connection connection;
    private final Claim claim;
    private final FreshBooksAccount account;
    private Progress progress = Progress.NONE;
    private boolean filterIgnored;

    Run(Connection connection, Claim claim) {
      this.connection = connection;
      this.claim = claim;
      this.account = new FreshBooksAccount(connection.id(), connection.account());
    }

    /**
     * All pages of a list, to the last. They are newest first, so what is new only pushes known
     * ones down. What is deleted meanwhile pulls others up onto pages that have been read: those
     * are read again.
     */
    void readAll(InvoiceFilter filter) {
      int pageSize = 1;
      int total = 0;
      int page = 1;
      InvoicePage read;
      do {
        read = pages.read(account, filter, page, this::renew);
        take(read);
        pageSize = Math.max(pageSize, read.invoices().size() + read.unreadable().size());
        int gone = page == 1 ? 0 : Math.max(0, total - read.total());
        total = read.total();
        page = gone == 0 ? page + 1 : Math.max(1, page - Math.ceilDiv(gone, pageSize));
      } while (page <= read.pages());
    }

    private void take(InvoicePage read) {
      read.unreadable().forEach(why -> LOG.warn("Sweep of {}: {}", connection.id(), why));
      if (read.outside() > 0 && !filterIgnored) {
        filterIgnored = true;
        LOG.warn(
            "Sweep of {}: FreshBooks ignores a filter of its invoice list and sends more than was"
                + " asked for; all of it is looked at",
            connection.id());
      }
      Instant readAt = parts.clock().instant();
      int raised =
          database.transact(tx -> {
            int found = parts.listed().take(tx, connection, read.invoices(), readAt);
            progress = progress.plus(read.invoices().size(), found);
            held(parts.sweeps().renew(tx, claim, pace.lease(), progress));
            return found;
          });
      hint(raised);
    }

    void raiseUnsettled() {
      hint(
          database.transact(
              tx -> parts.listed().raiseUnsettled(tx, connection.id(), pace.fullInterval())));
    }

    private void hint(int raised) {
      if (raised > 0) {
        parts.hints().workDue(connection.id(), Work.Kind.INVOICE.key());
      }
    }

    private void renew() {
      held(database.transact(tx -> parts.sweeps().renew(tx, claim, pace.lease(), progress)));
    }

    private static void held(boolean lease) {
      if (!lease) {
        throw Interrupted.byUs("another node has taken over");
      }
    }

    void done(Instant begun) {
      database.transactVoid(tx -> {
        held(parts.sweeps().done(tx, claim, begun));
        if (progress.changed() > 0 || claim.scope() != Scope.CHANGED) {
          parts.audit().add(tx, connection.id(), Action.SWEEP_DONE, details());
        }
      });
    }

    private Map<String, String> details() {
      return Map.of(
          "scope", claim.scope().name().toLowerCase(Locale.ROOT),
          "since", claim.watermark().toString(),
          "pages", Integer.toString(progress.pages()),
          "seen", Integer.toString(progress.seen()),
          "changed", Integer.toString(progress.changed()),
          "filter", filterIgnored ? "ignored" : "applied");
    }
  }
}
