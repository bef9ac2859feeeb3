package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.HumanText;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for any text people write; the seed is the test's name. */
class NotesPropertyTest {
  private static final int PLENTY = 1_000_000;
  private static final String INVOICE = "1042";
  private static final FlagSettings SETTINGS = FlagSettings.standard(Weight.Unit.POUND);
  private static final String OWN_OPENING =
      "\n--- UPS shipment for invoice 1042 (kept up to date automatically) ---\n";

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void our_block_never_changes_what_the_flag_says(long seed) {
    Random random = new Random(seed);
    String human = HumanText.of(random);
    Splice.Write write =
        (Splice.Write) block(TrackingStatus.IN_TRANSIT).splice(human, Written.NOTHING, PLENTY);
    assertThat(ShipFlag.read(FlagSources.notes(write.notes()), SETTINGS))
        .as("seed %d", seed)
        .isEqualTo(ShipFlag.read(FlagSources.notes(human), SETTINGS));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void text_around_the_block_survives_too(long seed) {
    Random random = new Random(seed);
    String before = HumanText.of(random) + "\n";
    String after = "\n" + HumanText.of(random);
    NotesBlock old = block(TrackingStatus.LABEL_CREATED);
    Written wrote = new Written(Set.of(NotesBlock.contentHash(old.render())), true, false);
    String notes = before + old.render() + after;
    Splice.Write write =
        (Splice.Write) block(TrackingStatus.DELIVERED).splice(notes, wrote, PLENTY);
    assertThat(write.notes())
        .as("seed %d", seed)
        .isEqualTo(before + block(TrackingStatus.DELIVERED).render() + after);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_block_without_an_end_is_never_touched(long seed) {
    Random random = new Random(seed);
    String human = HumanText.of(random).replace("--- end of", "") + OWN_OPENING;
    assertThat(block(TrackingStatus.DELIVERED).splice(human, Written.NOTHING, PLENTY))
        .as("seed %d", seed)
        .isInstanceOf(Splice.Edited.class);
  }

  private static NotesBlock block(TrackingStatus status) {
    LocalDate day = LocalDate.of(2026, 8, 3);
    BlockShipment.Piece piece = new BlockShipment.Piece("1Z999AA10123456784", status, day);
    return new NotesBlock(
        INVOICE, List.of(new BlockShipment(Service.GROUND, day, List.of(piece), null)));
  }
}
