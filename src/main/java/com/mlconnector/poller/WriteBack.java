package com.mlconnector.poller;

import com.mlconnector.crash.CrashPoint;
import com.mlconnector.domain.Invoice;
import com.mlconnector.domain.LineWriting;
import com.mlconnector.domain.NotesBlock;
import com.mlconnector.domain.NotesWriting;
import com.mlconnector.domain.Outcome;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.WriteBackHalts;
import com.mlconnector.domain.WriteBackSettings;
import com.mlconnector.domain.WriteBackSettings.Place;
import com.mlconnector.domain.Writing;
import com.mlconnector.domain.Writing.Step;
import com.mlconnector.domain.Written;
import com.mlconnector.freshbooks.FreshBooksAccount;
import com.mlconnector.freshbooks.FreshBooksClient;
import com.mlconnector.freshbooks.LinesJson;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.ShippedText;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.store.WriteBacks;
import com.mlconnector.store.WriteBacks.Last;
import com.mlconnector.work.VendorTrouble;
import com.mlconnector.work.WorkResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps our text in the invoice as the shipments are, and people's text as it is.
 *
 * <p>{@link Writing} decides, from what is read; this reads, commits and writes.
 */
final class WriteBack {
  // No limit is documented; the notes column of the predecessor product took this much.
  private static final int MOST_CHARACTERS = 10_000;

  private final Duration apart;
  private final Database database;
  private final FreshBooksClient freshBooks;
  private final ActiveConnection activeConnection;
  private final ShippedText shippedText;
  private final WriteBacks writeBacks;
  private final WriteBackLog log;
  private final Work work;
  private final InstantSource clock;

  /**
   * @param apart the least time between two writes into one invoice
   */
  WriteBack(
      Duration apart,
      Database database,
      FreshBooksClient freshBooks,
      ActiveConnection activeConnection,
      ShippedText shippedText,
      WriteBacks writeBacks,
      WriteBackLog log,
      Work work,
      InstantSource clock) {
    this.apart = apart;
    this.database = database;
    this.freshBooks = freshBooks;
    this.activeConnection = activeConnection;
    this.shippedText = shippedText;
    this.writeBacks = writeBacks;
    this.log = log;
    this.work = work;
    this.clock = clock;
  }

  private record Wanted(Connection connection, ShippedText.Shipped shipped, WriteBacks.Last last) {
    boolean isNothing() {
      return shipped.shipments().isEmpty() || last.ended();
    }
  }

  WorkResult write(Work.Item item) {
    Optional<Connection> active = activeConnection.of(item);
    if (active.isEmpty()) {
      return ActiveConnection.NOT_ACTIVE;
    }
    long invoice = Long.parseLong(item.key());
    Wanted wanted = database.autocommit(tx -> wanted(tx, active.get(), invoice));
    if (wanted.isNothing()) {
      database.transactVoid(tx -> work.finish(tx, item));
      return WorkResult.stored();
    }
    if (active.get().settings().dryRun()) {
      if (item.attempts() == 1) {
        log.skipped(item, "dry run");
      }
      return WorkResult.dryRun();
    }
    Duration tooSoon = tooSoon(wanted.last());
    if (tooSoon.isPositive()) {
      database.transactVoid(tx -> work.again(tx, item, tooSoon));
      return WorkResult.stored();
    }
    return new Run(item, wanted).go();
  }

  private Wanted wanted(Tx tx, Connection connection, long invoice) {
    return new Wanted(
        connection,
        shippedText.of(tx, connection, invoice),
        writeBacks.find(tx, connection.id(), invoice));
  }

  private Duration tooSoon(Last last) {
    return last.writtenAt()
        .map(at -> Duration.between(clock.instant(), at.plus(apart)))
        .orElse(Duration.ZERO);
  }

  /** One attempt at one invoice. */
  private final class Run {
    private final Work.Item item;
    private final Connection connection;
    private final Wanted wanted;
    private final FreshBooksAccount account;
    private final long id;
    private Place place;
    private @Nullable Writing writing;
    private @Nullable Invoice before;
    private @Nullable Invoice answer;

    Run(Work.Item item, Wanted wanted) {
      this.item = item;
      this.connection = wanted.connection();
      this.wanted = wanted;
      this.account = new FreshBooksAccount(item.connection(), connection.account());
      this.id = Long.parseLong(item.key());
      // Where our text stands it stays: a setting that changed is for the invoices to come.
      this.place = wanted.last().place().orElse(settings().place());
    }

    private WriteBackSettings settings() {
      return connection.settings().writeBack();
    }

    WorkResult go() {
      while (true) {
        Outcome<Invoice> outcome = freshBooks.invoice(account, id).await();
        if (!(outcome instanceof Outcome.Done<Invoice>(Invoice read))) {
          return VendorTrouble.tryAgain(outcome);
        }
        Optional<WorkResult> end = take(step(read), read);
        if (end.isPresent()) {
          return end.get();
        }
      }
    }

    private Step step(Invoice read) {
      if (writing == null) {
        writing = writing(read);
      }
      return writing.next(read);
    }

    private Optional<WorkResult> take(Step step, Invoice read) {
      return switch (step) {
        case Step.Begin(String hash) -> {
          log.begin(item, read, hash, place);
          yield Optional.empty();
        }
        case Step.PutNotes(String notes) -> {
          before = read;
          yield put(freshBooks.updateNotes(account, id, notes).await());
        }
        case Step.PutLines put -> {
          before = read;
          yield put(freshBooks.updateLines(account, id, put.lines()).await());
        }
        case Step.Elsewhere(String why) -> {
          log.elsewhere(item, why);
          place = Place.NOTES;
          writing = null;
          yield Optional.empty();
        }
        case Step.Stands stands -> {
          log.stands(item, read, stands, place, echo(read));
          yield Optional.of(WorkResult.stored());
        }
        case Step.Stop(var halt, boolean forGood) -> {
          log.stop(item, halt, forGood);
          yield Optional.of(WorkResult.stored());
        }
        case Step.Later(String why) -> Optional.of(WorkResult.tryAgain(why));
      };
    }

    private Optional<WorkResult> put(Outcome<Invoice> outcome) {
      return switch (outcome) {
        case Outcome.Done<Invoice>(Invoice shown) -> {
          CrashPoint.WRITE_BACK_SENT.pass();
          answer = shown;
          if (writing != null) {
            writing.answered(shown);
          }
          yield Optional.empty();
        }
        case Outcome.Refused<Invoice>(var fault) -> {
          log.stop(item, WriteBackHalts.refused(fault), false);
          yield Optional.of(WorkResult.stored());
        }
        case Outcome.NotAllowed<Invoice> _,
            Outcome.Throttled<Invoice> _,
            Outcome.Unavailable<Invoice> _,
            Outcome.Unknown<Invoice> _ ->
            Optional.of(VendorTrouble.tryAgain(outcome));
      };
    }

    /**
     * The version that our write made, if it is still the newest and nothing else changed with it:
     * a person's change in the gap must be read, not taken for ours.
     */
    private Optional<WriteBacks.Echo> echo(Invoice now) {
      if (before == null || answer == null || !answer.version().equals(now.version())) {
        return Optional.empty();
      }
      boolean notes = place == Place.NOTES;
      return before.isSameBeside(now, notes, !notes)
          ? Optional.of(new WriteBacks.Echo(before.version(), now.version()))
          : Optional.empty();
    }

    private Writing writing(Invoice read) {
      NotesBlock text =
          new NotesBlock(read.number(), wanted.shipped().shipments(), wanted.shipped().template());
      return switch (place) {
        case NOTES ->
            new NotesWriting(text, written(), settings().removeForeignBlocks(), MOST_CHARACTERS);
        case LINE, DESCRIPTION ->
            new LineWriting(
                new LineWriting.Plan(
                    place, text, connection.settings().flags(), settings().onPaidInvoices()),
                written(),
                open());
      };
    }

    private Written written() {
      Written known = wanted.last().written();
      return wanted.last().place().filter(place::equals).isPresent()
          ? known
          : new Written(known.hashes(), false, known.released());
    }

    private Optional<LineWriting.Open> open() {
      Last last = wanted.last();
      return last.open()
          .flatMap(hash ->
              last.before()
                  .map(Secret::reveal)
                  .flatMap(LinesJson::kept)
                  .map(bill -> new LineWriting.Open(hash, bill)));
    }
  }
}
