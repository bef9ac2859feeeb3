package com.mlconnector.poller;

import com.mlconnector.bus.Hints;
import com.mlconnector.store.Database;
import com.mlconnector.store.Invoices;
import com.mlconnector.store.Work;
import com.mlconnector.work.WorkResult;
import java.util.List;

/** A client changed: the invoices that wait for it, for example for its address, are read again. */
final class ClientReader {
  private final Database database;
  private final Invoices invoices;
  private final Work work;
  private final Hints hints;

  ClientReader(Database database, Invoices invoices, Work work, Hints hints) {
    this.database = database;
    this.invoices = invoices;
    this.work = work;
    this.hints = hints;
  }

  WorkResult read(Work.Item item) {
    database.transactVoid(tx -> {
      List<Long> waiting =
          invoices.unsettledOfClient(tx, item.connection(), Long.parseLong(item.key()));
      for (long invoice : waiting) {
        work.raise(tx, item.connection(), Work.Kind.INVOICE, Long.toString(invoice));
      }
      work.finish(tx, item);
    });
    hints.workDue(item.connection(), Work.Kind.INVOICE.key());
    return WorkResult.stored();
  }
}
