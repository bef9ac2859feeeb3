package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.FlagValues.Packing;
import com.mlconnector.domain.ShipFlag.Asked;
import com.mlconnector.domain.ShipFlag.Flagged;
import com.mlconnector.domain.ShipFlag.Unclear;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What must hold for any flag that people write; a failure names its seed. */
class FlagPropertyTest {
  private static final FlagSettings SETTINGS =
      FlagSettings.standard(Weight.Unit.POUND)
          .withBoxes(
              new FlagSettings.Boxes(
                  Map.of(
                      "small",
                      new FlagSettings.Box(
                          Dimensions.of("8", "6", "4", Dimensions.Unit.INCH), null)),
                  null));
  private static final String BLOCK =
      new NotesBlock(
              "1042",
              List.of(
                  new BlockShipment(
                      Service.GROUND,
                      LocalDate.of(2026, 8, 3),
                      List.of(
                          new BlockShipment.Piece(
                              "1Z999AA10123456784",
                              TrackingStatus.IN_TRANSIT,
                              LocalDate.of(2026, 8, 4))),
                      null)))
          .render();

  @Test
  void no_text_breaks_the_reader() {
    forAll(programs -> {
      FlagSources.Line line = new FlagSources.Line(programs.text(), programs.text());
      FlagSources sources =
          new FlagSources(
              List.of(line), programs.text(), programs.text(), programs.text(), programs.text());
      FlagAdvice advice =
          new FlagAdvice(
              programs.text(), Set.of(programs.text()), programs.random.nextBoolean(), "");
      assertThat(ShipFlag.read(sources, SETTINGS, advice)).isNotNull();
      if (ShipFlag.read(sources, SETTINGS) instanceof Asked asked) {
        FlagAdvice about = new FlagAdvice(advice.words(), advice.ignored(), false, asked.heard());
        assertThat(ShipFlag.read(sources, SETTINGS, about)).isInstanceOf(Asked.class);
      }
    });
  }

  @Test
  void our_block_is_never_heard() {
    forAll(programs -> {
      String human = programs.text();
      assertThat(read(human + "\n\n" + BLOCK)).isEqualTo(read(human));
    });
  }

  @Test
  void tokens_come_in_any_order() {
    forAll(programs -> {
      List<String> tokens = programs.tokens();
      FlagValues values = values("#ship" + programs.joined(tokens));
      Collections.shuffle(tokens, programs.random);
      assertThat(values("#ship" + programs.joined(tokens))).isEqualTo(values);
    });
  }

  @Test
  void case_blanks_accents_and_signs_change_nothing() {
    forAll(programs -> {
      String flag = "#ship " + String.join(" ", programs.tokens());
      Flagged plain = (Flagged) read(flag);
      Flagged fancy = (Flagged) read(fancy(flag, programs.random));
      assertThat(fancy.values()).isEqualTo(plain.values());
      assertThat(fancy.heard()).isEqualTo(plain.heard());
    });
  }

  private static String fancy(String flag, Random random) {
    String accents = "a\u00e1e\u00e9i\u00efo\u00f6u\u00fcn\u00f1c\u00e7s\u0161d\u010f";
    StringBuilder text = new StringBuilder("Hello \ud83d\ude00,\r\n");
    for (int i = 0; i < flag.length(); i++) {
      char c = flag.charAt(i);
      int accent = accents.indexOf(c);
      int dice = random.nextInt(8);
      if (c == ' ') {
        text.append(List.of(" ", "\u00a0", "  ", "\t", "&nbsp;").get(dice % 5));
      } else if (c == 'x' && dice < 4) {
        text.append(dice < 2 ? "\u00d7" : "&times;");
      } else if (dice == 0 && accent >= 0 && accent % 2 == 0) {
        text.append(accents.charAt(accent + 1));
      } else if (dice == 1) {
        text.append(c).append('\u200b');
      } else {
        text.append(dice == 2 ? Character.toUpperCase(c) : c);
      }
    }
    return text.append("  \r\nBye").toString();
  }

  @Test
  void canonical_words_read_back_to_the_same_values() {
    FlagWords words = new FlagWords(SETTINGS);
    forAll(programs -> {
      String parcels =
          programs.random.nextBoolean()
              ? programs.list()
              : String.join(" ", programs.weight(), "10.5x8x4.25cm ref=A&amp;\u00c4");
      FlagValues values = values("#ship svc=12 to=billing sig " + parcels);
      List<FlagDraft.ListedParcel> list =
          ((Packing.Parcels) values.packing())
              .parcels().stream().map(FlagPropertyTest::listed).toList();
      String written =
          list.size() > 1
              ? words.list(list).orElseThrow()
              : words.weight(list.getFirst().weight()).orElseThrow()
                  + " "
                  + words.size(Objects.requireNonNull(list.getFirst().size())).orElseThrow();
      assertThat(
              values(
                  "#ship "
                      + words.service(values.service()).orElseThrow()
                      + " "
                      + String.join(" ", values.options().words())
                      + " "
                      + written))
          .usingRecursiveComparison()
          .ignoringFields("fingerprint")
          .isEqualTo(values);
    });
  }

  private static FlagDraft.ListedParcel listed(Parcel parcel) {
    Dimensions size = parcel.dimensions();
    return new FlagDraft.ListedParcel(
        parcel.weight(), size == null ? null : new FlagDraft.Size(size, null), parcel.reference());
  }

  @Test
  void options_read_back_from_their_words() {
    forAll(programs -> {
      FlagValues values = values("#ship" + programs.joined(programs.tokens()));
      FlagValues again = values("#ship gnd 1lb " + String.join(" ", values.options().words()));
      assertThat(again.options()).isEqualTo(values.options());
    });
  }

  @Test
  void a_problem_points_at_its_token() {
    forAll(programs -> {
      String notes = "Hi \ud83d\ude00 &amp;\r\n" + programs.mistaken() + "\r\nBye";
      for (FlagProblem problem : problems(read(notes))) {
        String token = problem.place().token();
        String typed = token.endsWith("\u2026") ? token.substring(0, token.length() - 1) : token;
        assertThat(notes.substring(problem.place().position())).startsWith(typed);
        Halt.Reading reading = problem.reading();
        assertThat(reading.text().substring(reading.from(), reading.to())).startsWith(typed);
        assertThat(notes.lines()).contains(reading.text());
      }
    });
  }

  @Test
  void a_corrected_line_has_the_problem_no_more() {
    forAll(programs -> {
      for (FlagProblem problem : problems(read(programs.mistaken()))) {
        String corrected = problem.correctedLine();
        if (corrected != null) {
          assertThat(problems(read(corrected)))
              .extracting(other -> other.place().token())
              .doesNotContain(problem.place().token());
        }
      }
    });
  }

  @Test
  void every_choice_settles_its_problem() {
    forAll(programs -> {
      FlagSources sources = mistakenEverywhere(programs);
      if (ShipFlag.read(sources, SETTINGS) instanceof Unclear unclear) {
        for (FlagProblem problem : unclear.problems()) {
          for (Halt.Choice choice : problem.choices()) {
            FlagAdvice advice = FlagAdvice.NONE.plus(choice, unclear.heard());
            ShipFlag after = ShipFlag.read(sources, SETTINGS, advice);
            assertThat(problems(after))
                .as("%s in %s", choice, sources)
                .noneMatch(other -> isSame(other, problem))
                .noneMatch(FlagPropertyTest::isOperatorsMistake);
          }
        }
      }
    });
  }

  @Test
  void any_choices_one_after_the_other_come_to_an_end() {
    forAll(programs -> {
      FlagSources sources = mistakenEverywhere(programs);
      FlagAdvice advice = FlagAdvice.NONE;
      int steps = 0;
      while (ShipFlag.read(sources, SETTINGS, advice) instanceof Unclear unclear
          && !unclear.problems().getFirst().choices().isEmpty()) {
        Halt.Choice choice = programs.any(unclear.problems().getFirst().choices());
        advice = advice.plus(choice, unclear.heard());
        assertThat(++steps).isLessThan(50);
      }
    });
  }

  private static FlagSources mistakenEverywhere(FlagPrograms programs) {
    boolean line = programs.random.nextBoolean();
    List<FlagSources.Line> lines = new ArrayList<>();
    if (line) {
      lines.add(new FlagSources.Line("Shipping: UPS Ground", "2lb gruond\n" + programs.weight()));
    }
    String terms = programs.random.nextInt(3) == 0 ? programs.mistaken() : "";
    String standing = programs.mistaken().replaceFirst("^\\W*(re)?ship\\W*", "#ship-default ");
    return new FlagSources(
        lines, programs.mistaken() + "\n" + programs.mistaken(), terms, "", standing);
  }

  private static boolean isSame(FlagProblem one, FlagProblem other) {
    return one.code() == other.code()
        && one.place().equals(other.place())
        && one.sentence().equals(other.sentence());
  }

  private static boolean isOperatorsMistake(FlagProblem problem) {
    return problem.place().field() == FlagField.OPERATOR
        && problem.code() != ReasonCode.WEIGHT_UNUSUAL
        && problem.code() != ReasonCode.WEIGHT_UNKNOWN;
  }

  private static void forAll(Consumer<FlagPrograms> property) {
    for (long seed = 0; seed < FlagPrograms.COUNT; seed++) {
      try {
        property.accept(new FlagPrograms(seed));
      } catch (AssertionError | RuntimeException broken) {
        throw new AssertionError("seed " + seed, broken);
      }
    }
  }

  private static List<FlagProblem> problems(ShipFlag flag) {
    return switch (flag) {
      case Unclear unclear -> unclear.problems();
      case ShipFlag.Held held -> problems(held.flag());
      case Flagged _, ShipFlag.NoShip _, ShipFlag.NotFlagged _ -> List.of();
    };
  }

  private static FlagValues values(String notes) {
    ShipFlag flag = read(notes);
    assertThat(flag).as(notes).isInstanceOf(Flagged.class);
    return ((Flagged) flag).values();
  }

  private static ShipFlag read(String notes) {
    return ShipFlag.read(FlagSources.notes(notes), SETTINGS);
  }
}
