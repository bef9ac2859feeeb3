package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ShipmentMachine.Command;
import com.mlconnector.domain.ShipmentMachine.Fact;
import com.mlconnector.domain.ShipmentMachine.Inquiry;
import com.mlconnector.domain.ShipmentMachine.Then;
import com.mlconnector.domain.ShipmentMachine.Transition;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShipmentMachineTest {
  private static final LostAnswerSchedule SCHEDULE =
      new LostAnswerSchedule(
          List.of(Duration.ZERO, Duration.ofSeconds(10), Duration.ofMinutes(5)), 2);
  private static final ShipmentMachine MACHINE = new ShipmentMachine(SCHEDULE);
  private static final Halt WHY = Halt.of(ReasonCode.BRAKE, "Too many.", "Look.");

  @ParameterizedTest
  @CsvSource({
    // attempt, asked before, of those not found, age in minutes, finding, move, then, person
    "1, 0, 0,    0, nothing, ASK,     10 s,   no",
    "1, 1, 1,    1, nothing, ASK,     300 s,  no",
    "1, 2, 2,    6, nothing, GIVE_UP, rest,   no",
    "1, 2, 1,    6, nothing, GIVE_UP, rest,   no",
    "2, 2, 2,    6, nothing, ASK,     rest,   yes",
    // One 'not found' proves nothing.
    "1, 2, 0,    6, nothing, ASK,     300 s,  no",
    "1, 3, 1,   11, nothing, GIVE_UP, rest,   no",
    // An old call is not believed to be absent.
    "1, 2, 2, 1440, nothing, ASK,     rest,   yes",
    "1, 0, 0, 1500, nothing, ASK,     10 s,   no",
    // UPS can't be asked: the questions go on for a day.
    "1, 0, 0,    0, no-word, ASK,     10 s,   no",
    "1, 2, 2,    6, no-word, ASK,     300 s,  no",
    "1, 9, 0, 1439, no-word, ASK,     300 s,  no",
    "1, 9, 0, 1440, no-word, ASK,     rest,   yes",
    "1, 0, 0,    0, sold,    ADOPT,   rest,   no",
    "2, 9, 5, 9999, sold,    ADOPT,   rest,   no",
    "1, 0, 0,    0, voided,  ASK,     rest,   yes",
    "1, 0, 0,    0, several, ASK,     rest,   yes",
  })
  void what_ups_says_of_a_lost_answer(
      int attempt,
      int asked,
      int notFound,
      long minutes,
      String finding,
      Move move,
      String then,
      String person) {
    Transition transition =
        MACHINE.on(
            new Fact.Asked(
                finding(finding),
                new Inquiry("FB-1-A-1", attempt, asked, notFound, Duration.ofMinutes(minutes))));
    assertThat(transition.move()).isEqualTo(move);
    assertThat(words(transition.then())).isEqualTo(then);
    assertThat(transition.why().isPresent() ? "yes" : "no").isEqualTo(person);
  }

  @Test
  void a_person_is_told_all_there_is_to_know() {
    Halt halt =
        MACHINE
            .on(
                new Fact.Asked(
                    new Finding.Several(List.of("1ZA", "1ZB")),
                    new Inquiry("FB-1-A-1", 1, 4, 2, Duration.ofMinutes(36))))
            .why()
            .orElseThrow();
    assertThat(halt.code()).isEqualTo(ReasonCode.PURCHASE_UNKNOWN);
    assertThat(halt.sentence())
        .contains("1ZA, 1ZB", "FB-1-A-1", "36 minutes ago", "5 times", "last answer: several");
  }

  @Test
  void the_other_facts_lead_where_their_names_say() {
    assertThat(MACHINE.on(new Fact.AddressPassed(false)).move()).isEqualTo(Move.PASS_ADDRESS);
    assertThat(MACHINE.on(new Fact.AddressPassed(true)).move()).isEqualTo(Move.PREPARE);
    assertThat(MACHINE.on(new Fact.Objected(WHY)).why()).contains(WHY);
    assertThat(MACHINE.on(new Fact.Objected(WHY)).move()).isEqualTo(Move.HALT);
    assertThat(MACHINE.on(new Fact.Intended()).move()).isEqualTo(Move.INTEND);
    assertThat(MACHINE.on(new Fact.Sold()).move()).isEqualTo(Move.BUY);
    assertThat(MACHINE.on(new Fact.Refused(WHY)).move()).isEqualTo(Move.REFUSE);
    assertThat(MACHINE.on(new Fact.NotDone()).move()).isEqualTo(Move.WITHDRAW);
    assertThat(MACHINE.on(new Fact.AnswerLost()))
        .isEqualTo(
            new Transition(Move.LOSE_ANSWER, Optional.empty(), new Then.Wait(Duration.ZERO)));
  }

  @Test
  void whatever_a_command_comes_to_has_a_move_from_there() {
    for (ShipmentState state : ShipmentState.values()) {
      Set<Move> possible = EnumSet.noneOf(Move.class);
      Arrays.stream(Move.values()).filter(m -> m.from().contains(state)).forEach(possible::add);
      switch (ShipmentMachine.command(state)) {
        case CHECK_ADDRESS ->
            assertThat(possible).contains(Move.PASS_ADDRESS, Move.PREPARE, Move.HALT);
        case BUY -> assertThat(possible).contains(Move.INTEND, Move.HALT);
        case TAKE_OVER -> assertThat(possible).contains(Move.LOSE_ANSWER);
        case ASK_UPS -> assertThat(possible).contains(Move.ASK, Move.ADOPT, Move.GIVE_UP);
        case NOTHING -> assertThat(possible).doesNotContain(Move.INTEND, Move.BUY, Move.ADOPT);
      }
    }
  }

  /**
   * However UPS answers, an attempt is not given up before it was asked about twice, at the end.
   */
  @Test
  void no_run_of_answers_gives_up_early_or_asks_for_ever() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      int asked = 0;
      int notFound = 0;
      Duration age = Duration.ZERO;
      Transition last;
      do {
        assertThat(asked).as("seed %d", seed).isLessThan(400);
        Finding finding =
            random.nextInt(3) == 0 ? new Finding.Nothing() : new Finding.NoWord("503");
        last = MACHINE.on(new Fact.Asked(finding, new Inquiry("R", 1, asked, notFound, age)));
        asked++;
        notFound += finding instanceof Finding.Nothing ? 1 : 0;
        age = age.plus(last.then() instanceof Then.Wait(Duration wait) ? wait : Duration.ZERO);
      } while (last.then() instanceof Then.Wait);
      if (last.move() == Move.GIVE_UP) {
        assertThat(notFound).as("seed %d", seed).isGreaterThanOrEqualTo(2);
        assertThat(age).as("seed %d", seed).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
      } else {
        assertThat(last.why()).as("seed %d", seed).isPresent();
      }
    }
  }

  @Test
  void commands() {
    assertThat(ShipmentMachine.command(ShipmentState.INTENDED)).isEqualTo(Command.TAKE_OVER);
    assertThat(
            Arrays.stream(ShipmentState.values())
                .filter(state -> ShipmentMachine.command(state) == Command.BUY))
        .containsExactly(ShipmentState.READY_TO_BUY);
  }

  private static Finding finding(String word) {
    return switch (word) {
      case "nothing" -> new Finding.Nothing();
      case "no-word" -> new Finding.NoWord("unavailable: 503");
      case "voided" -> new Finding.TakenBack();
      case "several" -> new Finding.Several(List.of("1ZA", "1ZB"));
      case "sold" ->
          new Finding.Sold(new PurchasedShipment("1ZA", List.of(), Optional.empty(), List.of()));
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static String words(Then then) {
    return switch (then) {
      case Then.GoOn goOn -> "go on";
      case Then.Wait(Duration delay) -> delay.toSeconds() + " s";
      case Then.Retry retry -> "retry";
      case Then.Rest rest -> "rest";
    };
  }
}
