package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Writing.Step;
import com.mlconnector.domain.WritingProgramsTest.Tally;
import com.mlconnector.support.HumanText;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One random program over one invoice in memory: people who edit at any moment, a FreshBooks that
 * is not what it promises, a gateway that is killed. It knows of all text whose it is.
 */
final class WritingProgram {
  private static final String OPENING =
      "--- UPS shipment for invoice 1042 (kept up to date automatically) ---\n";
  private static final int NO_LIMIT = 100_000;
  private static final FlagSettings FLAGS = FlagSettings.standard(Weight.Unit.POUND);
  private static final RawAddress NO_ADDRESS = new RawAddress("", "", "", "", "", "", "", "", "");

  /** The gateway dies, or a call to FreshBooks fails: what was committed stays. */
  private static final class Killed extends RuntimeException {
    Killed() {
      super(null, null, false, false);
    }
  }

  /** The notes, and whose they are. */
  private record Page(String start, @Nullable String block, String end) {
    static Page ofPeople(String text) {
      return new Page(text, null, "");
    }

    String text() {
      return start + Objects.requireNonNullElse(block, "") + end;
    }
  }

  private final Random random;
  private final Tally tally;
  private final String lineEnd;
  private final boolean readsFlags;

  private Page page;
  private int version;
  private @Nullable Page openPage;

  private final List<String> hashes = new ArrayList<>();
  private boolean stands;
  private boolean released;

  private int status;
  private boolean calm;

  WritingProgram(Random random, Tally tally) {
    this.random = random;
    this.tally = tally;
    this.lineEnd = List.of("", "", "\n", "\r\n").get(random.nextInt(4));
    this.readsFlags = random.nextInt(10) == 0;
    String first = HumanText.of(random);
    this.page = normal(Page.ofPeople(random.nextInt(40) == 0 ? OPENING + first : first));
  }

  void run() {
    int runs = 2 + random.nextInt(6);
    for (int i = 0; i < runs; i++) {
      status += random.nextInt(2);
      edit();
      calm = random.nextBoolean();
      Step end = write();
      if (end instanceof Step.Stop && random.nextBoolean()) {
        answerFreshBlock();
      }
    }
    calm = true;
    write();
  }

  private @Nullable Step write() {
    boolean handsOff = handsOff();
    String before = page.text();
    boolean removed = stands && !hasOpening(before);
    Step end = drive();
    if (calm && handsOff) {
      assertThat(end)
          .isInstanceOfSatisfying(
              Step.Stop.class,
              stop -> assertThat(stop.halt().code()).isEqualTo(ReasonCode.WRITEBACK_EDITED));
      assertThat(page.text()).isEqualTo(before);
      tally.removed += removed ? 1 : 0;
      tally.changed += removed ? 0 : 1;
    } else if (calm) {
      assertThat(end).as(() -> said(end)).isInstanceOf(Step.Stands.class);
      assertThat(ours(page.block())).isTrue();
      checkFlags();
    }
    return end;
  }

  /** Whether a person has changed or removed what we saw standing there. */
  private boolean handsOff() {
    boolean strange = hasOpening(page.start());
    if (page.block() != null && hashes.contains(NotesBlock.contentHash(page.block()))) {
      return strange && !released;
    }
    return (stands || !released) && (strange || stands);
  }

  private static boolean hasOpening(String text) {
    return ("\n" + text.replace("\r\n", "\n")).contains("\n" + OPENING);
  }

  private @Nullable Step drive() {
    NotesWriting writing =
        new NotesWriting(
            block(), new Written(new HashSet<>(hashes), stands, released), false, NO_LIMIT);
    String intended = "";
    try {
      while (true) {
        meanwhile();
        Page read = page;
        Step step = writing.next(invoice(read.text()));
        switch (step) {
          case Step.Begin(String hash) -> {
            hashes.remove(hash);
            hashes.addFirst(hash);
            intended = read.text();
          }
          case Step.PutNotes(String notes) -> {
            assertThat(read.text()).as("what was read is what was begun").isEqualTo(intended);
            put(writing, read, notes);
          }
          case Step.PutLines _, Step.Elsewhere _ -> throw new AssertionError(step);
          case Step.Stands _ -> {
            stands = true;
            return step;
          }
          case Step.Stop _, Step.Later _ -> {
            return step;
          }
        }
      }
    } catch (Killed _) {
      tally.killed++;
      return null;
    }
  }

  /** Between two steps: nothing, an edit, or the end of this gateway. */
  private void meanwhile() {
    int what = calm ? 100 : random.nextInt(16);
    if (what == 0) {
      throw new Killed();
    }
    if (what < 3) {
      edit();
      tally.editedMeanwhile++;
    }
  }

  private void put(NotesWriting writing, Page read, String notes) {
    Page next = written(read, notes);
    int what = calm ? 100 : random.nextInt(16);
    if (what == 0) {
      edit(); // the gap that can't be closed: this one text is overwritten, and no other
      tally.overwritten++;
    }
    version++;
    if (what == 1) {
      writing.answered(invoice(next.text())); // FreshBooks says yes, and keeps nothing
      version--;
      return;
    }
    page = next;
    tally.written++;
    if (what == 2) {
      throw new Killed(); // it arrived, and nobody hears of it
    }
    writing.answered(invoice(page.text()));
  }

  /** All but our own block must go back as it was read. */
  private Page written(Page read, String notes) {
    boolean instead = read.block() != null && hashes.contains(NotesBlock.contentHash(read.block()));
    String gap = read.text().isEmpty() ? "" : "\n\n";
    Page start = instead ? read : new Page(read.text() + gap, null, "");
    return Arrays.stream(BlockText.Detail.values())
        .map(detail -> new Page(start.start(), BlockText.render(block(), detail), start.end()))
        .filter(candidate -> candidate.text().equals(notes))
        .findFirst()
        .map(this::normal)
        .orElseThrow(() -> new AssertionError("human text is not as it was read"));
  }

  private static String said(@Nullable Step end) {
    return end instanceof Step.Stop stop ? stop.halt().sentence() : String.valueOf(end);
  }

  private void checkFlags() {
    if (readsFlags && page.end().isEmpty()) {
      assertThat(ShipFlag.read(FlagSources.notes(page.text()), FLAGS))
          .isEqualTo(ShipFlag.read(FlagSources.notes(page.start()), FLAGS));
    }
  }

  private boolean ours(@Nullable String block) {
    return block != null
        && NotesBlock.contentHash(block).equals(NotesBlock.contentHash(block().render()));
  }

  private void answerFreshBlock() {
    hashes.clear();
    stands = false;
    released = true;
    page = Page.ofPeople(page.text());
    openPage = null;
    tally.afresh++;
  }

  private void edit() {
    switch (random.nextInt(12)) {
      case 0, 1 -> save(around(page));
      case 2 -> openPage = page;
      case 3 -> save(openPage == null ? page : around(openPage));
      case 4 ->
          save(Page.ofPeople(page.block() == null ? page.start() : page.start() + page.end()));
      case 5 ->
          save(
              page.block() == null
                  ? page
                  : Page.ofPeople(page.text().replace("UPS Ground", "UPS Grounds")));
      case 6 -> save(page); // a field that is not ours
      default -> {}
    }
  }

  /** Other words before our block, or behind it, or both. */
  private Page around(Page old) {
    if (old.block() == null) {
      return Page.ofPeople(HumanText.of(random));
    }
    String start = random.nextBoolean() ? old.start() : HumanText.of(random) + "\n";
    String end = random.nextBoolean() ? old.end() : "\n" + HumanText.of(random);
    return new Page(start, old.block(), end);
  }

  private void save(Page edited) {
    page = normal(edited);
    version++;
  }

  private Page normal(Page any) {
    return new Page(
        normal(any.start()), any.block() == null ? null : normal(any.block()), normal(any.end()));
  }

  private String normal(String text) {
    return lineEnd.isEmpty() ? text : text.replaceAll("\r\n|\r|\n", lineEnd);
  }

  private NotesBlock block() {
    return block(status);
  }

  static NotesBlock block(int status) {
    TrackingStatus[] all = TrackingStatus.values();
    LocalDate day = LocalDate.of(2026, 8, 3);
    BlockShipment.Piece piece =
        new BlockShipment.Piece(
            "1Z999AA10123456784", all[Math.min(status, all.length - 1)], day.plusDays(status));
    return new NotesBlock(
        "1042", List.of(new BlockShipment(Service.GROUND, day, List.of(piece), null)));
  }

  private Invoice invoice(String notes) {
    return invoice(notes, version);
  }

  static Invoice invoice(String notes, int version) {
    return new Invoice(
        1,
        "1042",
        77,
        "v" + version,
        Instant.EPOCH,
        0,
        "sent",
        notes,
        "",
        "",
        NO_ADDRESS,
        List.of());
  }
}
