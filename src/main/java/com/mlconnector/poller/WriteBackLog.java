package com.mlconnector.poller;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.Bill;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.NotesBlock;
import com.mlconnector.domain.WriteBackSettings.Place;
import com.mlconnector.domain.Writing.Step;
import com.mlconnector.freshbooks.LinesJson;
import com.mlconnector.store.Database;
import com.mlconnector.store.Work;
import com.mlconnector.store.WriteBacks;
import com.mlconnector.store.WriteBacks.Echo;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Commits each step of writing into an invoice, with its audit row. */
final class WriteBackLog {
  private final Database database;
  private final WriteBacks writeBacks;
  private final Work work;
  private final AuditTrail audit;

  WriteBackLog(Database database, WriteBacks writeBacks, Work work, AuditTrail audit) {
    this.database = database;
    this.writeBacks = writeBacks;
    this.work = work;
    this.audit = audit;
  }

  void begin(Work.Item item, Invoice read, String hash, Place place) {
    String before =
        place == Place.NOTES ? read.notes() : Bill.of(read).map(LinesJson::keep).orElse("");
    database.transactVoid(tx -> {
      writeBacks.begin(tx, item.connection(), read.id(), hash, before);
      audit.add(
          tx,
          item.connection(),
          Action.WRITE_BACK_STARTED,
          Map.of(
              "invoice", item.key(),
              "place", word(place),
              "version", read.version(),
              "before", NotesBlock.contentHash(before),
              "text", hash));
    });
  }

  void stands(Work.Item item, Invoice read, Step.Stands stands, Place place, Optional<Echo> echo) {
    database.transactVoid(tx -> {
      writeBacks.confirm(tx, item.connection(), read.id(), place, stands.hash(), echo);
      stands
          .report()
          .ifPresent(halt -> writeBacks.trouble(tx, item.connection(), read.id(), halt, false));
      audit.add(
          tx,
          item.connection(),
          Action.WRITE_BACK_DONE,
          Map.of(
              "invoice", item.key(),
              "place", word(place),
              "text", stands.hash(),
              "version", read.version()));
      work.finish(tx, item);
    });
  }

  void stop(Work.Item item, Halt halt, boolean forGood) {
    database.transactVoid(tx -> {
      writeBacks.trouble(tx, item.connection(), Long.parseLong(item.key()), halt, forGood);
      audit.add(
          tx,
          item.connection(),
          Action.WRITE_BACK_FAILED,
          Map.of("invoice", item.key(), "reason", halt.code().name()));
      work.finish(tx, item);
    });
  }

  /** Not now, and no trouble: written once that is over. */
  void skipped(Work.Item item, String why) {
    database.transactVoid(tx ->
        audit.add(
            tx,
            item.connection(),
            Action.WRITE_BACK_SKIPPED,
            Map.of("invoice", item.key(), "why", why)));
  }

  /** No failure: the text goes into the notes instead. */
  void elsewhere(Work.Item item, String why) {
    database.transactVoid(tx ->
        audit.add(
            tx,
            item.connection(),
            Action.WRITE_BACK_STARTED,
            Map.of(
                "invoice", item.key(),
                "place", word(Place.NOTES),
                "remark", "The lines were left alone: " + why + ".")));
  }

  private static String word(Place place) {
    return place.name().toLowerCase(Locale.ROOT);
  }
}
