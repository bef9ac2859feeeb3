package com.mlconnector.poller;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Intake;
import com.mlconnector.domain.Invoice;
import com.mlconnector.freshbooks.EasternTime;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Invoices;
import com.mlconnector.store.Invoices.Listed;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a page of a list comes to: work for what changed, a note of what is older than the
 * connection. A handful of statements, however many invoices.
 */
final class ListedInvoices {
  private static final String OLD = "The invoice is older than this connection.";
  private static final int DELETED = 1;

  private final Invoices invoices;
  private final Work work;

  ListedInvoices(Invoices invoices, Work work) {
    this.invoices = invoices;
    this.work = work;
  }

  /**
   * The number of invoices that are to be read.
   *
   * <p>An invoice older than the connection is noted with whether it is flagged: once it is
   * flagged, it ships only if it has been seen without a flag. So whoever flags one after the
   * consent, but before the first sweep has reached it, has to ask for it by hand.
   *
   * @param readAt before which everything on the page was made
   */
  int take(Tx tx, Connection connection, List<Invoice> page, Instant readAt) {
    Map<Long, Invoice> listed = new LinkedHashMap<>();
    page.forEach(invoice -> listed.put(invoice.id(), invoice));
    Map<Long, String> known = invoices.versions(tx, connection.id(), listed.keySet());
    Instant goLive = connection.goLive().orElseThrow();
    List<Long> changed = new ArrayList<>();
    List<Listed> old = new ArrayList<>();
    for (Invoice invoice : listed.values()) {
      String version = known.get(invoice.id());
      if (version != null) {
        if (!version.equals(invoice.version())) {
          changed.add(invoice.id());
        }
      } else if (isOld(invoice, goLive, readAt)) {
        old.add(new Listed(invoice, Intake.heard(invoice, connection.settings().flags())));
      } else if (invoice.visibility() != DELETED) {
        changed.add(invoice.id());
      }
    }
    if (!old.isEmpty()) {
      invoices.remember(tx, connection.id(), "ignored", OLD, old);
    }
    return raise(tx, connection.id(), changed);
  }

  /**
   * In the hour that is doubled in autumn, an invoice counts as made in the later of the two, if
   * that has come yet. What remains: a connection made within that very hour. An invoice flagged
   * and made before the consent, in the same hour, counts as new if the first sweep comes an hour
   * late, or if the invoice changes after the hour.
   */
  private static boolean isOld(Invoice invoice, Instant goLive, Instant readAt) {
    return EasternTime.asKnownAt(readAt, invoice.createdAt()).isBefore(goLive);
  }

  int raiseUnsettled(Tx tx, ConnectionId connection, Duration unreadFor) {
    return raise(tx, connection, invoices.unsettled(tx, connection, unreadFor));
  }

  private int raise(Tx tx, ConnectionId connection, List<Long> invoiceIds) {
    if (!invoiceIds.isEmpty()) {
      work.raiseFound(
          tx, connection, Work.Kind.INVOICE, invoiceIds.stream().map(String::valueOf).toList());
    }
    return invoiceIds.size();
  }
}
