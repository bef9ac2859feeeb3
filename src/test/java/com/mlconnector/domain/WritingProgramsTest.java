package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Writing.Step;
import com.mlconnector.support.HumanText;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What people write survives whatever happens: programs of milestones, edits at any moment, a
 * FreshBooks that normalises, loses or cuts, and kills between any two steps. The seed of a failing
 * program is in its message; {@code -Dproperty.programs} runs more, {@code -Dproperty.seed} others.
 */
class WritingProgramsTest {
  private static final int PROGRAMS = Integer.getInteger("property.programs", 10_000) / 10 * 9;
  private static final long FIRST_SEED = Long.getLong("property.seed", 0);

  /** How often each thing happened: programs in which nothing does would prove nothing. */
  static final class Tally {
    int written;
    int killed;
    int editedMeanwhile;
    int overwritten;
    int removed;
    int changed;
    int afresh;
  }

  @Test
  void no_program_loses_what_people_wrote() {
    Tally tally = new Tally();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS; seed++) {
      try {
        new WritingProgram(new Random(seed), tally).run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("property.seed " + seed + ": " + e.getMessage(), e);
      }
    }
    int some = PROGRAMS / 50;
    assertThat(tally.written).as("written").isGreaterThan(PROGRAMS);
    assertThat(tally.killed).as("killed").isGreaterThan(some);
    assertThat(tally.editedMeanwhile).as("edited between two steps").isGreaterThan(some);
    assertThat(tally.overwritten).as("edited in the gap that stays").isGreaterThan(some);
    assertThat(tally.removed).as("removed and reported").isGreaterThan(some);
    assertThat(tally.changed).as("changed and reported").isGreaterThan(some);
    assertThat(tally.afresh).as("fresh blocks").isGreaterThan(some);
  }

  @Test
  void what_freshbooks_cuts_off_is_put_back_and_told() {
    int cuts = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + PROGRAMS / 10; seed++) {
      Random random = new Random(seed);
      String human = HumanText.of(random) + "\n";
      String end = "\n" + HumanText.of(random) + "."; // blanks at the end may go
      String notes = human + WritingProgram.block(0).render() + end;
      int limit = notes.length() + random.nextInt(30);
      boolean fits =
          human.length() + WritingProgram.block(5).render().length() + end.length() <= limit;
      String[] stored = {notes};

      Step step = writeWithLimit(stored, limit);

      if (fits) {
        assertThat(step).as("property.seed %d", seed).isInstanceOf(Step.Stands.class);
      } else {
        cuts++;
        assertThat(stored[0]).as("property.seed %d", seed).isEqualTo(notes);
        assertThat(((Step.Stop) step).halt().code()).isEqualTo(ReasonCode.WRITEBACK_FAILED);
      }
    }
    assertThat(cuts).isGreaterThan(PROGRAMS / 200);
  }

  private static Step writeWithLimit(String[] stored, int limit) {
    String hash = NotesBlock.contentHash(WritingProgram.block(0).render());
    NotesWriting writing =
        new NotesWriting(
            WritingProgram.block(5), new Written(Set.of(hash), true, false), false, 1_000_000);
    int version = 1;
    while (true) {
      Step step = writing.next(WritingProgram.invoice(stored[0], version));
      if (step instanceof Step.PutNotes(String notes)) {
        stored[0] = notes.substring(0, Math.min(notes.length(), limit));
        writing.answered(WritingProgram.invoice(stored[0], ++version));
      } else if (!(step instanceof Step.Begin)) {
        return step;
      }
    }
  }
}
