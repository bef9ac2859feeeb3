package com.mlconnector.poller;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.store.AcceptedAddresses;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Database;
import com.mlconnector.store.InvoiceContexts;
import com.mlconnector.store.Invoices;
import com.mlconnector.store.OperatorDecisions;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.ShippedText;
import com.mlconnector.store.Sweeps;
import com.mlconnector.store.Work;
import com.mlconnector.store.WriteBacks;
import com.mlconnector.work.WorkLoop;
import com.mlconnector.work.WorkResult;
import com.mlconnector.work.Workbench;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads invoices that have a reason to be read, sweeps for those that nobody told us of, and writes
 * back.
 */
public final class FreshBooksPollerVerticle extends VerticleBase {
  /**
   * @param writesApart the least time between two writes into one invoice
   */
  public record Settings(WorkLoop.Pace pace, Sweeping sweeping, Duration writesApart) {}

  /**
   * @param overlap how far a sweep reaches back behind the one before
   * @param fullDays how many days a full sweep reaches back
   */
  public record Sweeping(
      Duration interval, Duration overlap, Duration fullInterval, int fullDays) {}

  /** What the poller stands on. */
  public record Parts(
      Database database,
      Connections connections,
      ClientProfiles profiles,
      OperatorDecisions decisions,
      AcceptedAddresses accepted,
      Invoices invoices,
      Shipments shipments,
      Parcels parcels,
      WriteBacks writeBacks,
      Sweeps sweeps,
      Work work,
      Workbench bench,
      AuditTrail audit,
      Hints hints,
      FreshBooksClient freshBooks,
      InstantSource clock,
      Supplier<UUID> newId) {}

  private final Settings settings;
  private final Parts parts;
  private List<WorkLoop> loops = List.of();
  private @Nullable Sweeper sweeper;

  public FreshBooksPollerVerticle(Settings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    ActiveConnection active = new ActiveConnection(parts.connections);
    InvoiceReader invoiceReader =
        new InvoiceReader(
            parts.database,
            parts.freshBooks,
            active,
            new InvoiceReader.Kept(
                new InvoiceContexts(
                    parts.profiles, parts.decisions, parts.accepted, parts.shipments),
                parts.decisions,
                parts.invoices,
                parts.shipments,
                parts.parcels,
                parts.writeBacks),
            parts.work,
            parts.audit,
            parts.hints,
            parts.clock,
            parts.newId);
    ClientReader clientReader =
        new ClientReader(parts.database, parts.invoices, parts.work, parts.hints);
    WriteBack writeBack =
        new WriteBack(
            settings.writesApart,
            parts.database,
            parts.freshBooks,
            active,
            new ShippedText(parts.shipments, parts.profiles),
            parts.writeBacks,
            new WriteBackLog(parts.database, parts.writeBacks, parts.work, parts.audit),
            parts.work,
            parts.clock);
    loops =
        List.of(
            loop(Work.Kind.INVOICE, invoiceReader::read),
            loop(Work.Kind.CLIENT, clientReader::read),
            loop(Work.Kind.WRITE_BACK, writeBack::write));
    sweeper = sweeper();
    sweeper.start();
    return Future.all(loops.stream().map(WorkLoop::start).toList());
  }

  @Override
  public Future<?> stop() {
    List<Future<?>> ends = new ArrayList<>(loops.stream().map(WorkLoop::stop).toList());
    if (sweeper != null) {
      ends.add(sweeper.stop());
    }
    return Future.join(ends);
  }

  private WorkLoop loop(Work.Kind kind, Function<Work.Item, WorkResult> handler) {
    return parts.bench.loop(kind, settings.pace, handler);
  }

  private Sweeper sweeper() {
    Sweeping sweeping = settings.sweeping;
    return new Sweeper(
        vertx,
        parts.database,
        new Sweep.Pace(
            settings.pace.interval().multipliedBy(5),
            sweeping.interval,
            sweeping.overlap,
            sweeping.fullInterval,
            sweeping.fullDays,
            settings.pace.lease()),
        new Sweep.Parts(
            parts.connections,
            parts.sweeps,
            new ListedInvoices(parts.invoices, parts.work),
            parts.freshBooks,
            parts.audit,
            parts.hints,
            parts.clock));
  }
}
