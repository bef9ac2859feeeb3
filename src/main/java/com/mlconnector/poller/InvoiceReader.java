package com.mlconnector.poller;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.crash.CrashPoint;
import com.mlconnector.domain.AfterShipping;
import com.mlconnector.domain.Client;
import com.mlconnector.domain.Course;
import com.mlconnector.domain.Decisions;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Intake;
import com.mlconnector.domain.Intake.Verdict;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.Move;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Phones;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.freshbooks.FreshBooksAccount;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.store.ClientProfiles.Profile;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.InvoiceContexts;
import com.mlconnector.store.InvoiceContexts.InvoiceContext;
import com.mlconnector.store.InvoiceContexts.Known;
import com.mlconnector.store.Invoices;
import com.mlconnector.store.OperatorDecisions;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.store.WriteBacks;
import com.mlconnector.work.VendorTrouble;
import com.mlconnector.work.WorkResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Reads an invoice and its client, asks {@link Intake} what they mean, and stores the answer as
 * work.
 */
final class InvoiceReader {
  private static final String NOT_FOUND = "1012";

  /** An invoice whose webhooks keep coming is read once in this time, and once after the last. */
  private static final Duration SETTLE = Duration.ofSeconds(1);

  /** A purchase whose answer is lost takes its time. */
  private static final Duration LATER = Duration.ofMinutes(10);

  /** What is kept of invoices and their clients, and what is made of them. */
  record Kept(
      InvoiceContexts contexts,
      OperatorDecisions decisions,
      Invoices invoices,
      Shipments shipments,
      Parcels parcels,
      WriteBacks writeBacks) {}

  private final Database database;
  private final FreshBooksClient freshBooks;
  private final ActiveConnection activeConnection;
  private final Kept kept;
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;
  private final InstantSource clock;
  private final Supplier<UUID> newId;
  private final Phones phones = new PhoneNumbers();

  InvoiceReader(
      Database database,
      FreshBooksClient freshBooks,
      ActiveConnection activeConnection,
      Kept kept,
      Work work,
      AuditTrail audit,
      Hints hints,
      InstantSource clock,
      Supplier<UUID> newId) {
    this.database = database;
    this.freshBooks = freshBooks;
    this.activeConnection = activeConnection;
    this.kept = kept;
    this.work = work;
    this.audit = audit;
    this.hints = hints;
    this.clock = clock;
    this.newId = newId;
  }

  WorkResult read(Work.Item item) {
    long id = Long.parseLong(item.key());
    Optional<Connection> active = activeConnection.of(item);
    if (active.isEmpty()) {
      return ActiveConnection.NOT_ACTIVE;
    }
    Connection connection = active.get();
    FreshBooksAccount account = new FreshBooksAccount(item.connection(), connection.account());
    Outcome<Invoice> invoice = freshBooks.invoice(account, id).await();
    if (!(invoice instanceof Outcome.Done<Invoice>(Invoice read))) {
      return notRead(item, invoice);
    }
    if (isOnlyOurWrite(item, read)) {
      return WorkResult.stored();
    }
    Outcome<Client> client = freshBooks.client(account, read.clientId()).await();
    if (!(client instanceof Outcome.Done<Client>(Client of))) {
      return notRead(item, client);
    }
    CrashPoint.INVOICE_READ.pass();
    store(item, connection, read, of);
    return WorkResult.stored();
  }

  private boolean isOnlyOurWrite(Work.Item item, Invoice invoice) {
    if (!item.written()) {
      return false;
    }
    try {
      database.transactVoid(tx -> {
        kept.invoices.seenAsEcho(tx, item.connection(), invoice);
        work.finish(tx, item, SETTLE);
      });
      return true;
    } catch (Invoices.NoEcho changed) {
      return false;
    }
  }

  private void store(Work.Item item, Connection connection, Invoice invoice, Client client) {
    boolean ships =
        database.transact(tx -> {
          Known known = kept.contexts.of(tx, connection.id(), invoice);
          Optional<Shipment> newest = Optional.empty();
          if (known.ships()) {
            newest = kept.shipments.lockOfInvoice(tx, connection.id(), invoice.id());
            // What was decided while we waited for the lock must count.
            known = kept.contexts.of(tx, connection.id(), invoice);
          }
          Intake.Facts facts = facts(known, connection, invoice, client);
          Verdict verdict = Intake.decide(facts);
          Told told = told(verdict);
          audit.add(
              tx,
              item.connection(),
              Action.INVOICE_READ,
              Map.of(
                  "invoice", item.key(),
                  "number", invoice.number(),
                  "version", invoice.version(),
                  "verdict", told.word()));
          Course course = apply(tx, item, invoice, newest, facts.kept().decisions(), verdict);
          // What is put off counts as not read, or our own write would be taken for all that is
          // new.
          if (!(course instanceof Course.Later)) {
            kept.invoices.record(
                tx,
                item.connection(),
                invoice,
                told.word(),
                told.reason(),
                Intake.heard(invoice, connection.settings().flags()));
          }
          end(tx, item, verdict, course);
          return course instanceof Course.Order;
        });
    if (ships) {
      hints.workDue(item.connection(), Work.Kind.SHIPMENT.key());
    }
  }

  /** Where only time is missing, the invoice is due again when it has come. */
  private void end(Tx tx, Work.Item item, Verdict verdict, Course course) {
    if (course instanceof Course.Later) {
      work.again(tx, item, LATER);
    } else if (verdict instanceof Verdict.Waiting(_, Optional<Instant> readAgain, _)
        && readAgain.isPresent()) {
      work.again(tx, item, Duration.between(clock.instant(), readAgain.get()));
    } else {
      work.finish(tx, item, SETTLE);
    }
  }

  private Intake.Facts facts(Known known, Connection connection, Invoice invoice, Client client) {
    InvoiceContext context = known.invoice();
    return new Intake.Facts(
        invoice,
        client,
        connection.settings(),
        new Intake.Kept(
            context.profile().map(Profile::forIntake).orElse(Intake.ClientProfile.NONE),
            context.decisions(),
            context.accepted(),
            known.items(),
            context.firstFlagged()),
        phones,
        connection.goLive().orElseThrow(),
        clock.instant());
  }

  private record Told(String word, String reason) {}

  private static Told told(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Ignored(String reason, _) -> new Told("ignored", reason);
      case Verdict.Waiting(String reason, _, _) -> new Told("waiting", reason);
      case Verdict.Halted(Halt halt) -> new Told("halted", halt.code().name());
      case Verdict.Ready ready -> new Told("ships", "");
    };
  }

  private Course apply(
      Tx tx,
      Work.Item item,
      Invoice invoice,
      Optional<Shipment> newest,
      Decisions decisions,
      Verdict verdict) {
    Optional<Shipment> labelled = newest.flatMap(shipment -> labelled(tx, shipment));
    Course course =
        Course.of(
            newest.map(shipment -> seen(tx, shipment, labelled)),
            verdict,
            decisions.reship(),
            newest.isEmpty() ? Set.of() : used(tx, item, invoice),
            clock.instant());
    switch (course) {
      case Course.Stay stay -> {}
      case Course.Later later -> {}
      case Course.Cancel(String reason, Optional<AfterShipping> difference) -> {
        leave(tx, newest.orElseThrow(), Move.CANCEL, Action.SHIPMENT_CANCELLED, reason);
        difference.ifPresent(found -> tell(tx, labelled.orElseThrow(), found));
      }
      case Course.Hold(String reason) ->
          leave(tx, newest.orElseThrow(), Move.HOLD, Action.SHIPMENT_HELD, reason);
      case Course.Stop stop -> halt(tx, item, invoice, newest, stop);
      case Course.Order order -> order(tx, item, invoice, newest, order);
      case Course.Differ(AfterShipping difference) -> tell(tx, labelled.orElseThrow(), difference);
    }
    if (newest
        .filter(shipment -> shipment.state() == ShipmentState.BOUGHT || shipment.generation() > 1)
        .isPresent()) {
      // Somebody saved the invoice: perhaps an older page, without our text.
      work.raise(tx, item.connection(), Work.Kind.WRITE_BACK, item.key());
    }
    return course;
  }

  private Set<String> used(Tx tx, Work.Item item, Invoice invoice) {
    return kept.shipments.requestsUsed(tx, item.connection(), invoice.id());
  }

  /** The one that was bought last, locked as well. */
  private Optional<Shipment> labelled(Tx tx, Shipment newest) {
    if (newest.state() == ShipmentState.BOUGHT || newest.generation() == 1) {
      return Optional.of(newest).filter(it -> it.state() == ShipmentState.BOUGHT);
    }
    return kept.shipments.ofInvoice(tx, newest.connection(), newest.invoice()).stream()
        .filter(earlier -> earlier.state() == ShipmentState.BOUGHT)
        .reduce((_, later) -> later)
        .flatMap(bought -> kept.shipments.lock(tx, bought.connection(), bought.id()));
  }

  private Course.Newest seen(Tx tx, Shipment shipment, Optional<Shipment> labelled) {
    return new Course.Newest(
        shipment.generation(),
        shipment.state(),
        shipment.reship(),
        shipment.halted().map(Shipment.Halted::halt),
        shipment.order(),
        shipment.shipTo(),
        labelled.map(bought -> label(tx, bought)));
  }

  private Course.Label label(Tx tx, Shipment bought) {
    return new Course.Label(
        new AfterShipping.Bought(
            bought.order().orElseThrow(),
            bought.shipTo().orElseThrow(),
            bought.boughtAt().orElseThrow(),
            kept.parcels.ofShipment(tx, bought.connection(), bought.id()).stream()
                .allMatch(parcel -> parcel.status().isFinal())),
        bought.change().map(Shipment.Change::difference));
  }

  private void tell(Tx tx, Shipment bought, AfterShipping difference) {
    kept.shipments.noteChange(tx, bought, difference, true);
    audit.add(
        tx,
        bought.connection(),
        bought.id(),
        Action.SHIPMENT_DIFFERS,
        Map.of("reason", difference.halt().code().name()));
  }

  private void leave(Tx tx, Shipment shipment, Move move, Action action, String reason) {
    kept.shipments.save(tx, shipment, move);
    audit.add(tx, shipment.connection(), shipment.id(), action, Map.of("reason", reason));
  }

  private void halt(
      Tx tx, Work.Item item, Invoice invoice, Optional<Shipment> newest, Course.Stop stop) {
    Halt halt = stop.why();
    Shipment shipment =
        newest
            .filter(there -> there.generation() == stop.generation())
            .orElseGet(() -> open(tx, item, invoice, stop.generation()));
    // The order before is void: the same one, read again once the cause is gone, is to go on.
    kept.shipments.save(
        tx,
        shipment,
        Move.HALT,
        change -> change.of(invoice).withoutOrder().reship(stop.request()).halt(halt, List.of()));
    audit.add(
        tx,
        item.connection(),
        shipment.id(),
        Action.SHIPMENT_HALTED,
        Map.of("reason", halt.code().name()));
  }

  private void order(
      Tx tx, Work.Item item, Invoice invoice, Optional<Shipment> newest, Course.Order order) {
    Verdict.Ready ready = order.ready();
    Shipment shipment =
        newest
            .filter(there -> there.generation() == order.generation())
            .orElseGet(() -> open(tx, item, invoice, order));
    kept.shipments.save(
        tx,
        shipment,
        Move.ORDER,
        change -> change.of(invoice).order(ready.order(), ready.shipTo()).reship(order.request()));
    if (shipment.halted().isPresent()) {
      audit.add(
          tx,
          item.connection(),
          shipment.id(),
          Action.SHIPMENT_RESUMED,
          Map.of("by", "what it waited for was put right"));
    }
    work.raise(tx, item.connection(), Work.Kind.SHIPMENT, shipment.id().toString());
  }

  private Shipment open(Tx tx, Work.Item item, Invoice invoice, Course.Order order) {
    String request = order.request().orElse("");
    if (order.generation() > 1) {
      kept.decisions.change(
          tx, item.connection(), invoice.id(), decisions -> decisions.forNextLabel(request));
    }
    return open(tx, item, invoice, order.generation());
  }

  private Shipment open(Tx tx, Work.Item item, Invoice invoice, int generation) {
    Shipment shipment =
        Shipment.opened(newId.get(), item.connection(), invoice, generation, clock.instant());
    audit.add(
        tx,
        item.connection(),
        shipment.id(),
        Action.SHIPMENT_OPENED,
        Map.of(
            "invoice", item.key(),
            "number", invoice.number(),
            "generation", Integer.toString(generation)));
    return shipment;
  }

  private WorkResult notRead(Work.Item item, Outcome<?> outcome) {
    if (outcome instanceof Outcome.Refused<?> refused && refused.fault().code().equals(NOT_FOUND)) {
      database.transactVoid(tx -> {
        audit.add(
            tx,
            item.connection(),
            Action.INVOICE_READ,
            Map.of("invoice", item.key(), "verdict", "gone"));
        kept.shipments
            .lockOfInvoice(tx, item.connection(), Long.parseLong(item.key()))
            .filter(shipment -> shipment.state().mayStillChange())
            .filter(shipment -> shipment.state() != ShipmentState.CANCELLED)
            .ifPresent(shipment ->
                leave(
                    tx,
                    shipment,
                    Move.CANCEL,
                    Action.SHIPMENT_CANCELLED,
                    "FreshBooks does not know the invoice, or its client, any more."));
        work.finish(tx, item);
      });
      return WorkResult.stored();
    }
    return VendorTrouble.tryAgain(outcome);
  }
}
