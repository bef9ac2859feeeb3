package com.mlconnector.poller;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.Address;
import com.mlconnector.domain.Client;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Intake;
import com.mlconnector.domain.Intake.Verdict;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.freshbooks.FreshBooksAccount;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.Invoices;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.work.VendorTrouble;
import com.mlconnector.work.WorkResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final Database database;
  private final FreshBooksClient freshBooks;
  private final ActiveConnection activeConnection;
  private final ClientProfiles profiles;
  private final Invoices invoices;
  private final Shipments shipments;
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;
  private final InstantSource clock;
  private final Supplier<UUID> newId;

  InvoiceReader(
      Database database,
      FreshBooksClient freshBooks,
      ActiveConnection activeConnection,
      ClientProfiles profiles,
      Invoices invoices,
      Shipments shipments,
      Work work,
      AuditTrail audit,
      Hints hints,
      InstantSource clock,
      Supplier<UUID> newId) {
    this.database = database;
    this.freshBooks = freshBooks;
    this.activeConnection = activeConnection;
    this.profiles = profiles;
    this.invoices = invoices;
    this.shipments = shipments;
    this.work = work;
    this.audit = audit;
    this.hints = hints;
    this.clock = clock;
    this.newId = newId;
  }

  WorkResult read(Work.Item item) {
    Optional<Connection> connection = activeConnection.find(item);
    if (connection.isEmpty()) {
      return ActiveConnection.NOT_ACTIVE;
    }
    long id = Long.parseLong(item.key());
    FreshBooksAccount account =
        new FreshBooksAccount(item.connection(), connection.get().account());
    Outcome<Invoice> invoice = freshBooks.invoice(account, id).await();
    if (!(invoice instanceof Outcome.Done<Invoice>(Invoice read))) {
      return notRead(item, invoice);
    }
    Outcome<Client> client = freshBooks.client(account, read.clientId()).await();
    if (!(client instanceof Outcome.Done<Client>(Client of))) {
      return notRead(item, client);
    }
    store(item, connection.get(), read, of);
    return WorkResult.stored();
  }

  private void store(Work.Item item, Connection connection, Invoice invoice, Client client) {
    boolean ships =
        database.transact(tx -> {
          Verdict verdict = Intake.decide(facts(tx, connection, invoice, client));
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
          invoices.record(tx, item.connection(), invoice, told.word(), told.reason());
          boolean raised = apply(tx, item, invoice, verdict);
          end(tx, item, verdict);
          return raised;
        });
    if (ships) {
      hints.workDue(item.connection(), Work.Kind.SHIPMENT.key());
    }
  }

  /** Where only time is missing, the invoice is due again when it has come. */
  private void end(Tx tx, Work.Item item, Verdict verdict) {
    if (verdict instanceof Verdict.Waiting(_, Optional<Instant> readAgain)
        && readAgain.isPresent()) {
      work.again(tx, item, Duration.between(clock.instant(), readAgain.get()));
    } else {
      work.finish(tx, item, SETTLE);
    }
  }

  private Intake.Facts facts(Tx tx, Connection connection, Invoice invoice, Client client) {
    Intake.ClientProfile profile =
        profiles
            .find(tx, connection.id(), client.id())
            .map(p -> new Intake.ClientProfile(p.upsAccount().isPresent(), p.address()))
            .orElse(Intake.ClientProfile.NONE);
    return new Intake.Facts(
        invoice,
        client,
        profile,
        connection.settings(),
        connection.goLive().orElseThrow(),
        clock.instant());
  }

  private record Told(String word, String reason) {}

  private static Told told(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Ignored(String reason) -> new Told("ignored", reason);
      case Verdict.Waiting(String reason, _) -> new Told("waiting", reason);
      case Verdict.Halted(Halt halt) -> new Told("halted", halt.code().name());
      case Verdict.Ready ready -> new Told("ships", "");
    };
  }

  /** True if a shipment has a next step now. */
  private boolean apply(Tx tx, Work.Item item, Invoice invoice, Verdict verdict) {
    Optional<Shipment> existing = shipments.lockOfInvoice(tx, item.connection(), invoice.id());
    // Once money may have been spent, what the invoice says can't change the shipment any more.
    if (existing.isPresent() && !existing.get().state().mayStillChange()) {
      return false;
    }
    return switch (verdict) {
      case Verdict.Ignored(String reason) -> cancel(tx, existing, reason);
      case Verdict.Waiting(String reason, _) -> cancel(tx, existing, reason);
      case Verdict.Halted(Halt halt) -> halt(tx, item, invoice, existing, halt);
      case Verdict.Ready(ShipmentOrder order, Address shipTo) ->
          ship(tx, item, invoice, existing, order, shipTo);
    };
  }

  private boolean cancel(Tx tx, Optional<Shipment> existing, String reason) {
    existing
        .filter(shipment -> shipment.state() != ShipmentState.CANCELLED)
        .ifPresent(shipment -> {
          shipments.save(tx, shipment, change -> change.state(ShipmentState.CANCELLED));
          audit.add(
              tx,
              shipment.connection(),
              shipment.id(),
              Action.SHIPMENT_CANCELLED,
              Map.of("reason", reason));
        });
    return false;
  }

  private boolean halt(
      Tx tx, Work.Item item, Invoice invoice, Optional<Shipment> existing, Halt halt) {
    if (existing.flatMap(Shipment::halted).filter(h -> h.halt().equals(halt)).isPresent()) {
      return false;
    }
    Shipment shipment = existing.orElseGet(() -> open(tx, item, invoice));
    shipments.save(tx, shipment, change -> change.halt(halt, List.of()));
    audit.add(
        tx,
        item.connection(),
        shipment.id(),
        Action.SHIPMENT_HALTED,
        Map.of("reason", halt.code().name()));
    return false;
  }

  private boolean ship(
      Tx tx,
      Work.Item item,
      Invoice invoice,
      Optional<Shipment> existing,
      ShipmentOrder order,
      Address shipTo) {
    if (existing.isPresent() && isUnchanged(existing.get(), order, shipTo)) {
      return false;
    }
    Shipment shipment = existing.orElseGet(() -> open(tx, item, invoice));
    shipments.save(
        tx, shipment, change -> change.order(order, shipTo).state(ShipmentState.ADDRESS_TO_CHECK));
    if (shipment.halted().isPresent()) {
      audit.add(
          tx,
          item.connection(),
          shipment.id(),
          Action.SHIPMENT_RESUMED,
          Map.of("by", "invoice or client corrected in FreshBooks"));
    }
    work.raise(tx, item.connection(), Work.Kind.SHIPMENT, shipment.id().toString());
    return true;
  }

  /**
   * The same order for the same address: what is under way goes on, and what halted would only halt
   * again.
   */
  private static boolean isUnchanged(Shipment shipment, ShipmentOrder order, Address shipTo) {
    return shipment.state() != ShipmentState.CANCELLED
        && shipment.order().filter(order::equals).isPresent()
        && shipment.shipTo().filter(shipTo::equals).isPresent();
  }

  private Shipment open(Tx tx, Work.Item item, Invoice invoice) {
    Shipment shipment = shipments.open(tx, item.connection(), newId.get(), invoice);
    audit.add(
        tx,
        item.connection(),
        shipment.id(),
        Action.SHIPMENT_OPENED,
        Map.of("invoice", item.key(), "number", invoice.number()));
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
        work.finish(tx, item);
      });
      return WorkResult.stored();
    }
    return VendorTrouble.tryAgain(outcome);
  }
}
