package com.mlconnector.poller;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.BlockShipment;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.NotesBlock;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.domain.Splice;
import com.mlconnector.freshbooks.FreshBooksAccount;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps our block in the invoice's notes as the shipments are, and people's text as it is.
 *
 * <p>Idempotent: it reads before it writes, and again after. FreshBooks has no conditional write,
 * so what counts is what stands there in the end.
 */
final class WriteBack {
  // No limit is documented; the notes column of the predecessor product took this much.
  private static final int MOST_CHARACTERS = 10_000;

  private final Duration apart;
  private final Database database;
  private final FreshBooksClient freshBooks;
  private final ActiveConnection activeConnection;
  private final Shipments shipments;
  private final Parcels parcels;
  private final WriteBacks writeBacks;
  private final Work work;
  private final AuditTrail audit;
  private final InstantSource clock;

  /**
   * @param apart the least time between two writes into one invoice
   */
  WriteBack(
      Duration apart,
      Database database,
      FreshBooksClient freshBooks,
      ActiveConnection activeConnection,
      Shipments shipments,
      Parcels parcels,
      WriteBacks writeBacks,
      Work work,
      AuditTrail audit,
      InstantSource clock) {
    this.apart = apart;
    this.database = database;
    this.freshBooks = freshBooks;
    this.activeConnection = activeConnection;
    this.shipments = shipments;
    this.parcels = parcels;
    this.writeBacks = writeBacks;
    this.work = work;
    this.audit = audit;
    this.clock = clock;
  }

  private record Wanted(List<BlockShipment> shipments, WriteBacks.Last last) {}

  WorkResult write(Work.Item item) {
    Optional<Connection> connection = activeConnection.find(item);
    if (connection.isEmpty()) {
      return ActiveConnection.NOT_ACTIVE;
    }
    long id = Long.parseLong(item.key());
    Wanted wanted = database.transact(tx -> wanted(tx, connection.get(), id));
    if (wanted.shipments().isEmpty()) {
      database.transactVoid(tx -> work.finish(tx, item));
      return WorkResult.stored();
    }
    Duration tooSoon = tooSoon(wanted.last());
    if (tooSoon.isPositive()) {
      database.transactVoid(tx -> work.again(tx, item, tooSoon));
      return WorkResult.stored();
    }
    FreshBooksAccount account =
        new FreshBooksAccount(item.connection(), connection.get().account());
    Outcome<Invoice> read = freshBooks.invoice(account, id).await();
    if (!(read instanceof Outcome.Done<Invoice>(Invoice invoice))) {
      return VendorTrouble.tryAgain(read);
    }
    NotesBlock block = new NotesBlock(invoice.number(), wanted.shipments());
    return switch (block.splice(invoice.notes(), wanted.last().hashes(), MOST_CHARACTERS)) {
      case Splice.Unchanged(String hash, boolean another) -> confirm(item, id, hash, invoice);
      case Splice.Write write -> write(item, account, invoice, write);
      case Splice.Edited(String reason) ->
          giveUp(item, id, ReasonCode.WRITEBACK_EDITED, "Someone changed our block: " + reason);
      case Splice.TooLong(int length, int most) ->
          giveUp(
              item,
              id,
              ReasonCode.WRITEBACK_FAILED,
              "The notes have no room for our block: " + length + " of " + most + " characters.");
    };
  }

  private Wanted wanted(Tx tx, Connection connection, long invoice) {
    ZoneId zone = connection.settings().zone();
    List<BlockShipment> bought =
        shipments.ofInvoice(tx, connection.id(), invoice).stream()
            .filter(shipment -> shipment.state() == ShipmentState.BOUGHT)
            .map(shipment -> block(tx, shipment, zone))
            .toList();
    return new Wanted(bought, writeBacks.find(tx, connection.id(), invoice));
  }

  private BlockShipment block(Tx tx, Shipment shipment, ZoneId zone) {
    List<BlockShipment.Piece> pieces =
        parcels.ofShipment(tx, shipment.connection(), shipment.id()).stream()
            .map(parcel ->
                new BlockShipment.Piece(
                    parcel.trackingNumber(),
                    parcel.status(),
                    parcel.statusAt().map(at -> day(at, zone)).orElse(null)))
            .toList();
    return new BlockShipment(
        shipment.order().orElseThrow().service(),
        day(shipment.boughtAt().orElseThrow(), zone),
        pieces,
        null);
  }

  private static LocalDate day(Instant at, ZoneId zone) {
    return at.atZone(zone).toLocalDate();
  }

  private Duration tooSoon(WriteBacks.Last last) {
    return last.writtenAt()
        .map(at -> Duration.between(clock.instant(), at.plus(apart)))
        .orElse(Duration.ZERO);
  }

  private WorkResult write(
      Work.Item item, FreshBooksAccount account, Invoice before, Splice.Write write) {
    database.transactVoid(tx -> {
      writeBacks.begin(tx, item.connection(), before.id(), write.hash(), before.notes());
      audit.add(
          tx,
          item.connection(),
          Action.WRITE_BACK_STARTED,
          Map.of(
              "invoice", item.key(),
              "version", before.version(),
              "notes", NotesBlock.contentHash(before.notes()),
              "block", write.hash()));
    });
    Outcome<Invoice> put = freshBooks.updateNotes(account, before.id(), write.notes()).await();
    if (put instanceof Outcome.Refused<Invoice> refused) {
      return giveUp(
          item,
          before.id(),
          ReasonCode.WRITEBACK_FAILED,
          "FreshBooks did not accept the note. " + refused.fault());
    }
    if (!(put instanceof Outcome.Done<Invoice>)) {
      return VendorTrouble.tryAgain(put);
    }
    // Read again: somebody may have saved an older page over ours, or FreshBooks may have said yes
    // and done nothing.
    Outcome<Invoice> after = freshBooks.invoice(account, before.id()).await();
    if (!(after instanceof Outcome.Done<Invoice>(Invoice now))) {
      return VendorTrouble.tryAgain(after);
    }
    return NotesBlock.contentHash(now.notes()).equals(NotesBlock.contentHash(write.notes()))
        ? confirm(item, before.id(), write.hash(), now)
        : WorkResult.tryAgain("The notes are not as written; reading them again.");
  }

  private WorkResult confirm(Work.Item item, long invoice, String hash, Invoice now) {
    database.transactVoid(tx -> {
      writeBacks.confirm(tx, item.connection(), invoice, hash);
      audit.add(
          tx,
          item.connection(),
          Action.WRITE_BACK_DONE,
          Map.of("invoice", item.key(), "block", hash, "version", now.version()));
      work.finish(tx, item);
    });
    return WorkResult.stored();
  }

  private WorkResult giveUp(Work.Item item, long invoice, ReasonCode code, String sentence) {
    database.transactVoid(tx -> {
      writeBacks.trouble(tx, item.connection(), invoice, code, sentence);
      audit.add(
          tx,
          item.connection(),
          Action.WRITE_BACK_FAILED,
          Map.of("invoice", item.key(), "reason", code.name()));
      work.finish(tx, item);
    });
    return WorkResult.stored();
  }
}
