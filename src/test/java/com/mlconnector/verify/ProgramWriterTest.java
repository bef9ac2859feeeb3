package com.mlconnector.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgramWriterTest {
  private static final int SEEDS = 300;

  @Test
  void a_seed_makes_the_same_program_every_time_and_another_seed_another_one() {
    assertThat(write(7).show()).isEqualTo(write(7).show());
    assertThat(write(7).show()).isNotEqualTo(write(8).show());
  }

  @Test
  void nobody_touches_an_invoice_that_is_not_there_yet() {
    for (long seed = 0; seed < SEEDS; seed++) {
      int there = 0;
      for (Act act : write(seed).acts()) {
        switch (act) {
          case Act.Issue issue -> assertThat(issue.invoice()).isEqualTo(there++);
          case Act.Copy(int invoice, int of) -> {
            assertThat(of).isLessThan(there);
            assertThat(invoice).isEqualTo(there++);
          }
          case Act.OfInvoice other -> assertThat(other.invoice()).isLessThan(there);
          case Act.Suffer _ -> {}
        }
      }
      assertThat(there).as("seed %d", seed).isBetween(5, 21);
    }
  }

  @Test
  void everything_that_may_happen_happens() {
    Set<Class<?>> acts = new HashSet<>();
    Set<String> troubles = new HashSet<>();
    Set<Flag.Form> forms = EnumSet.noneOf(Flag.Form.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Act act : write(seed).acts()) {
        acts.add(act.getClass());
        if (act instanceof Act.Suffer(Trouble trouble)) {
          troubles.add(trouble.getClass().getSimpleName());
        }
        if (act instanceof Act.Save(_, Page page)) {
          forms.add(page.flag().form());
        }
      }
    }
    assertThat(acts).hasSize(Act.OfInvoice.class.getPermittedSubclasses().length + 1);
    assertThat(troubles).hasSize(Trouble.class.getPermittedSubclasses().length);
    assertThat(forms).containsExactlyInAnyOrder(Flag.Form.values());
  }

  @Test
  void without_faults_nothing_goes_wrong_and_with_some_no_node_does() {
    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(ProgramWriter.write(seed, Faults.NONE, 2).acts())
          .noneMatch(Act.Suffer.class::isInstance);
      assertThat(ProgramWriter.write(seed, Faults.SOME, 2).acts())
          .noneMatch(act -> act instanceof Act.Suffer(Trouble trouble) && isOfNode(trouble));
    }
  }

  private static boolean isOfNode(Trouble trouble) {
    return switch (trouble) {
      case Trouble.Kill _, Trouble.Crash _, Trouble.Terminate _, Trouble.Pause _ -> true;
      case Trouble.Wire _, Trouble.Vendor _, Trouble.LateLabels _, Trouble.Webhooks _ -> false;
    };
  }

  private static Program write(long seed) {
    return ProgramWriter.write(seed, Faults.ALL, 2);
  }
}
