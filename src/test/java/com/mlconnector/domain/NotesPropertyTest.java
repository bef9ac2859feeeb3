package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for any text people write; the seed is the test's name. */
class NotesPropertyTest {
  private static final int PLENTY = 1_000_000;
  private static final String INVOICE = "1042";
  private static final FlagSettings SETTINGS = FlagSettings.standard(Weight.Unit.POUND);
  private static final List<String> SCRAPS =
      List.of(
          "\n",
          "\r\n",
          "\r",
          "\n\n",
          "  ",
          "\t",
          "\u00a0",
          "\ud83d\ude00",
          "\ud83d",
          "e\u0301",
          "\u00df\u0130",
          "#ship",
          "#ship ground 2lb",
          "\n#ship gnd 10x8x4 ",
          "\n#ship gruond",
          "#noship",
          "#hold",
          "\n> #ship 2day",
          "&amp;",
          "&lt;b&gt;",
          "&#10;#ship ",
          "&",
          "/",
          "=",
          "2.5lb ",
          "10 x 8 x 4",
          "box=small ",
          "Thank you!",
          "\u4f60\u597d",
          "---",
          "\n--- end of UPS shipment ---\n",
          "\n--- UPS shipment for invoice 1042 ---\n",
          "\n--- UPS shipment for invoice 1041 (kept up to date automatically) ---\n",
          " --- UPS shipment for invoice 1042 (kept up to date automatically) ---");
  private static final String OWN_OPENING =
      "\n--- UPS shipment for invoice 1042 (kept up to date automatically) ---\n";

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void human_text_survives_any_number_of_writes(long seed) {
    Random random = new Random(seed);
    String human = text(random);
    String notes = human;
    String hash = null;
    for (TrackingStatus status : TrackingStatus.values()) {
      switch (block(status).splice(notes, hash, PLENTY)) {
        case Splice.Write write -> {
          notes = write.notes();
          hash = write.hash();
        }
        case Splice.Unchanged _, Splice.Edited _, Splice.TooLong _ ->
            throw new AssertionError("seed " + seed + ": " + status + " was not written");
      }
      assertThat(NotesBlock.humanPart(notes, INVOICE)).as("seed %d", seed).isEqualTo(human);
      assertThat(notes).startsWith(human);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void our_block_never_changes_what_the_flag_says(long seed) {
    Random random = new Random(seed);
    String human = text(random);
    Splice.Write write =
        (Splice.Write) block(TrackingStatus.IN_TRANSIT).splice(human, (String) null, PLENTY);
    assertThat(ShipFlag.read(FlagSources.notes(write.notes()), SETTINGS))
        .as("seed %d", seed)
        .isEqualTo(ShipFlag.read(FlagSources.notes(human), SETTINGS));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void text_around_the_block_survives_too(long seed) {
    Random random = new Random(seed);
    String before = text(random) + "\n";
    String after = "\n" + text(random);
    NotesBlock old = block(TrackingStatus.LABEL_CREATED);
    String hash = NotesBlock.contentHash(old.render());
    String notes = before + old.render() + after;
    Splice.Write write = (Splice.Write) block(TrackingStatus.DELIVERED).splice(notes, hash, PLENTY);
    assertThat(write.notes())
        .as("seed %d", seed)
        .isEqualTo(before + block(TrackingStatus.DELIVERED).render() + after);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_block_without_an_end_is_never_touched(long seed) {
    Random random = new Random(seed);
    String human = text(random).replace("--- end of", "") + OWN_OPENING;
    assertThat(block(TrackingStatus.DELIVERED).splice(human, (String) null, PLENTY))
        .as("seed %d", seed)
        .isInstanceOf(Splice.Edited.class);
  }

  /** Up to 20,000 characters, mostly short. */
  private static String text(Random random) {
    int length = random.nextInt(random.nextInt(10) == 0 ? 20_000 : 500);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      if (random.nextInt(3) == 0) {
        text.append((char) (' ' + random.nextInt(95)));
      } else {
        text.append(SCRAPS.get(random.nextInt(SCRAPS.size())));
      }
    }
    return text.toString();
  }

  private static NotesBlock block(TrackingStatus status) {
    LocalDate day = LocalDate.of(2026, 8, 3);
    BlockShipment.Piece piece = new BlockShipment.Piece("1Z999AA10123456784", status, day);
    return new NotesBlock(
        INVOICE, List.of(new BlockShipment(Service.GROUND, day, List.of(piece), null)));
  }
}
