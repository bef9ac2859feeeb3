package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ShipFlag.Asked;
import com.mlconnector.domain.ShipFlag.Flagged;
import com.mlconnector.domain.ShipFlag.Unclear;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators say about flags, and what becomes of it. */
class FlagAdviceTest {
  private static final FlagSettings SETTINGS =
      FlagSettings.standard(Weight.Unit.POUND)
          .withBoxes(
              new FlagSettings.Boxes(
                  Map.of(
                      "small",
                      new FlagSettings.Box(
                          Dimensions.of("8", "6", "4", Dimensions.Unit.INCH), null)),
                  null));

  // Words

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ground 2lb          | 2day             | service=02;parcels=907g",
        "ground 2day 2lb     | svc=03           | service=03;parcels=907g",
        "ground              | 2lb              | service=03;parcels=907g",
        "ground 2lb 3lb      | 4lb              | service=03;parcels=1814g",
        "ground 2lb 10x8x4   | 4lb              | service=03;parcels=1814g/254x203x102mm",
        "ground 2lb box=smal | box=small        | service=03;parcels=907g/box:small",
        "ground 2lb 10x8     | 10x8x4           | service=03;parcels=907g/254x203x102mm",
        "ground 25000lb      | 2.5lb            | service=03;parcels=1134g",
        "ground pkgs=2       | 2lb              | service=03;parcels=907g+907g",
        "ground 2lb pkgs=3   | pkgs=2           | service=03;parcels=907g+907g",
        "ground 2lb / 3lb    | 4lb              | service=03;parcels=1814g",
        "ground 2lb / sig    | 4lb sig          | service=03;parcels=1814g;signature=any",
        "ground 2lb / 300lb  | 2lb / 3lb        | service=03;parcels=1361g+907g",
        "ground 5lb 9x9x9    | 2lb 8x6x4 / 3lb  | service=03;parcels=1361g+907g/203x152x102mm",
        "ground 5lb pkgs=2   | 2lb / 3lb        | service=03;parcels=1361g+907g",
        "ground 2lb sig      | adult-sig        | service=03;parcels=907g;signature=adult",
        "ground 2lb bill=?   | bill=us          | service=03;parcels=907g;bill=us",
        "ground 2lb          | #ship sig        | service=03;parcels=907g;signature=any",
      })
  void what_an_operator_says_beats_the_invoice_value_by_value(
      String flag, String words, String fingerprint) {
    Flagged flagged = flagged("#ship " + flag, says("#ship " + flag, words));
    assertThat(flagged.values().fingerprint()).isEqualTo(fingerprint);
  }

  @Test
  void the_line_said_last_beats_those_before_it() {
    String flag = "#ship ground";
    assertThat(flagged(flag, says(flag, "2day 2lb / 3lb\n4lb 3day")).values().fingerprint())
        .isEqualTo("service=12;parcels=1814g");
  }

  @Test
  void an_operators_own_mistake_is_reported_as_his() {
    String flag = "#ship ground 2lb";
    Unclear unclear = (Unclear) read(flag, says(flag, "sig\ngruond"));
    assertThat(unclear.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.place()).isEqualTo(new FlagPlace(FlagField.OPERATOR, -1, 4, "gruond"));
          assertThat(problem.sentence())
              .isEqualTo(
                  "\"gruond\" (word 1 of the operator's correction) is not a service or option."
                      + " Did you mean ground?");
          assertThat(problem.reading())
              .isEqualTo(new Halt.Reading("operator's correction", "gruond", 0, 6));
          assertThat(problem.correctedLine()).isEqualTo("ground");
          assertThat(problem.choices()).isEmpty();
        });
  }

  // Ignored words

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ground 2lb gruond      | gruond        | service=03;parcels=907g",
        "ground 2lb GRUOND      | grüond        | service=03;parcels=907g",
        "ground 2lb 2nd   Day   | 2ND DAY       | service=03;parcels=907g",
        "ground 2lb 10x8        | 10x8          | service=03;parcels=907g",
        "ground 2lb 10 × 8      | 10 x 8        | service=03;parcels=907g",
        "ground 2lb 25000lb     | 25000lb       | service=03;parcels=907g",
        "ground 2lb bill=1A2B3C | bill=1A2B3C   | service=03;parcels=907g",
        "ground 2lb bill=1A2B3C | bill=…3C      | service=03;parcels=907g",
        "ground 2lb pkgs=0      | pkgs=0        | service=03;parcels=907g",
        "ground 2lb 3lb         | 2lb           | service=03;parcels=1361g",
      })
  void struck_out_words_are_not_there(String flag, String ignored, String fingerprint) {
    FlagAdvice advice = new FlagAdvice("", Set.of(ignored), false, heard("#ship " + flag));
    assertThat(flagged("#ship " + flag, advice).values().fingerprint()).isEqualTo(fingerprint);
  }

  @Test
  void a_word_of_the_clients_defaults_can_be_struck_out_too() {
    FlagSources sources =
        new FlagSources(List.of(), "#ship ground 2lb", "", "", "#ship-default bx=small sig");
    FlagAdvice advice = new FlagAdvice("", Set.of("bx=small"), false, "notes: #ship ground 2lb");
    assertThat(ShipFlag.read(sources, SETTINGS, advice))
        .isInstanceOfSatisfying(
            Flagged.class, flag -> assertThat(flag.values().options().words()).contains("sig"));
  }

  @Test
  void an_operator_may_say_a_word_that_he_struck_out_of_the_invoice() {
    String flag = "#ship ground 2lb";
    FlagAdvice advice = new FlagAdvice("2lb sig", Set.of("2lb"), false, heard(flag));
    assertThat(flagged(flag, advice).values().fingerprint())
        .isEqualTo("service=03;parcels=907g;signature=any");
  }

  // Instead

  @Test
  void advice_may_stand_in_place_of_all_flags() {
    String flag = "#ship gruond 25000lb sig";
    assertThat(
            flagged(flag, new FlagAdvice("2day 2lb", Set.of(), true, heard(flag)))
                .values()
                .fingerprint())
        .isEqualTo("service=02;parcels=907g");
  }

  @Test
  void advice_alone_never_flags_and_never_overrules_a_stop_word() {
    FlagAdvice advice = new FlagAdvice("ground 2lb", Set.of(), true, "");
    assertThat(read("Thank you!", advice)).isEqualTo(new ShipFlag.NotFlagged());
    assertThat(read("#ship #noship", advice)).isInstanceOf(ShipFlag.NoShip.class);
    String held = "#ship #hold";
    assertThat(read(held, new FlagAdvice("ground 2lb", Set.of(), true, "notes: #ship")))
        .isInstanceOfSatisfying(
            ShipFlag.Held.class, hold -> assertThat(hold.flag()).isInstanceOf(Flagged.class));
  }

  // About

  @Test
  void advice_lapses_when_the_flag_changes() {
    FlagAdvice advice = says("#ship ground 2lb", "sig");
    Flagged flagged = flagged("#ship ground 3lb 10x8x4", advice);
    assertThat(flagged.values().options().words()).isEmpty();
    assertThat(flagged.remarks())
        .containsExactly(
            new Remark(
                FlagField.OPERATOR,
                "The operator's correction was not used: the invoice's flag has changed since."));
  }

  @Test
  void no_advice_is_never_missed() {
    assertThat(flagged("#ship ground 3lb 10x8x4", FlagAdvice.NONE).remarks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#ship ground 2lb",
        "  #SHIP   ground\u00a0 2lb  ",
        "Hello\r\n#ship gr\u00f6und 2lb\r\nBye",
        "#ship ground #hold 2lb",
        "#ship&nbsp;ground 2lb"
      })
  void what_is_heard_ignores_blanks_case_accents_and_prose(String notes) {
    assertThat(heard(notes)).isEqualTo("notes: #ship ground 2lb");
  }

  @Test
  void what_is_heard_are_all_flags_of_the_invoice_and_nothing_else() {
    FlagSources sources =
        new FlagSources(
            List.of(
                new FlagSources.Line("Brass cleat", "2lb"),
                new FlagSources.Line("UPS Ground", "2lb")),
            "#ship sig",
            "[ship sat] thanks",
            "SHIP 10x8x4",
            "#ship-default residential");
    assertThat(((Asked) ShipFlag.read(sources, SETTINGS, says("", "adult-sig"))).heard())
        .isEqualTo(
            """
            line item: ups ground
            line item: 2lb
            notes: #ship sig
            terms: [ship sat
            PO number: ship 10x8x4\
            """);
  }

  @Test
  void what_is_heard_holds_no_account_number() {
    assertThat(heard("#ship ground bill=1A2B3C")).isEqualTo("notes: #ship ground bill=…3c");
  }

  // One choice after the other

  @Test
  void choices_add_up_and_the_last_one_wins() {
    FlagAdvice first =
        FlagAdvice.NONE.plus(new Halt.Choice("", "ground", List.of("gruond")), "heard");
    assertThat(first).isEqualTo(new FlagAdvice("ground", Set.of("gruond"), false, "heard"));
    assertThat(first.plus(new Halt.Choice("", "", List.of("10x8")), "heard"))
        .isEqualTo(new FlagAdvice("ground", Set.of("gruond", "10x8"), false, "heard"));
    assertThat(first.plus(new Halt.Choice("", "2day", List.of()), "heard"))
        .isEqualTo(new FlagAdvice("ground\n2day", Set.of("gruond"), false, "heard"));
    assertThat(first.plus(new Halt.Choice("", "2day", List.of()), "something else"))
        .isEqualTo(new FlagAdvice("2day", Set.of(), false, "something else"));
  }

  @Test
  void one_choice_after_the_other_leads_to_a_shipment() {
    String notes = "#ship gruond 2lb 3lb 10x8 sgi pkgs=2\n#ship 2day";
    FlagAdvice advice = FlagAdvice.NONE;
    int steps = 0;
    while (read(notes, advice) instanceof Unclear unclear && steps++ < 10) {
      advice = advice.plus(unclear.problems().getFirst().choices().getFirst(), unclear.heard());
    }
    assertThat(flagged(notes, advice).values().fingerprint())
        .isEqualTo("service=03;parcels=907g+907g;signature=any");
    assertThat(steps).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gruond            | Read it as ground > ground - gruond; Ignore the word >  - gruond",
        "ground xylophone  | Ignore the word >  - xylophone",
        "ground 2 lbb      | Ignore the word >  - lbb",
        "ground boxx=small | Read it as box=small > box=small - boxx=small; Ignore the word >  -"
            + " boxx=small",
        "ground 2lb box=smal / 3lb | Ignore the word >  - box=smal",
        "ground 10x8       | Send without size >  - 10x8",
        "saver 2day        | UPS Next Day Air Saver or UPS Worldwide Saver > saver - ; UPS 2nd Day"
            + " Air > svc=02 - ",
        "ground 2lb 3kg    | 2 lb > 2lb - ; 6.7 lb > 3kg - ",
        "ground 2.51lb 2.52lb | 2.51lb > 2.51lb - ; 2.52lb > 2.52lb - ",
        "ground 10x8x4 box=small | 10 x 8 x 4 in > 10x8x4in - ; box small > box=small - ",
        "ground 10x8x4 20x20x20cm | 10 x 8 x 4 in > 10x8x4in - ; 8 x 8 x 8 in > 20x20x20cm - ",
        "ground 1lb pkgs=2 pkgs=3 | 2 parcels > pkgs=2 - ; 3 parcels > pkgs=3 - ",
        "ground sig adult-sig | any signature > sig - ; adult signature > adult-sig - ",
        "ground residential commercial | residential > residential - ; commercial > commercial - ",
        "ground to=billing to=invoice | billing address > to=billing - ; invoice address >"
            + " to=invoice - ",
        "ground bill=us bill=acme | bill=us > bill=us - ; bill=acme > bill=acme - ",
        "ground 3lb / 5lb 10x8x4 ref=A pkgs=2 | The list: 3lb / 5lb 10x8x4in ref=A > 3lb / 5lb"
            + " 10x8x4in ref=A -",
        "ground 200lb 2lb  | ",
        "ground 60lb       | ",
        "2lb               | ",
        "ground 5lb 6lb / 7lb | ",
      })
  void each_kind_of_problem_offers_its_choices(String flag, @Nullable String choices) {
    Unclear unclear = (Unclear) read("#ship " + flag, FlagAdvice.NONE);
    assertThat(unclear.problems().getFirst().choices())
        .extracting(choice ->
            (choice.label() + " > " + choice.words() + " - " + String.join(",", choice.ignored()))
                .strip())
        .containsExactly(
            choices == null
                ? new String[0]
                : Stream.of(choices.split(";")).map(String::strip).toArray(String[]::new));
  }

  // Reading

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#ship gruond bill=1A2B3C sgi | #ship gruond bill=…3C sgi | bill=…3C; gruond; sgi",
        "[ship gruond bill=1A2B3C] x  | [ship gruond bill=…3C] x  | bill=…3C; gruond",
        "#ship 2lb bill=1A-2B3C. gruond | #ship 2lb bill=…3C. gruond | bill=…3C.; gruond",
        "#ship bill= 1A2B3C, gruond   | #ship bill=…3C, gruond | bill=…3C; gruond",
        "#ship acct=1A2B3C gruond     | #ship acct=…3C gruond | acct=…3C; gruond",
      })
  void a_reading_points_at_the_token_and_masks_account_numbers(
      String notes, String line, String tokens) {
    Unclear unclear = (Unclear) read("Hi\n" + notes + "\nBye", FlagAdvice.NONE);
    assertThat(unclear.problems())
        .allSatisfy(problem -> {
          assertThat(problem.reading().text()).isEqualTo(line);
          assertThat(problem.correctedLine()).isNull();
        })
        .extracting(problem ->
            problem.reading().text().substring(problem.reading().from(), problem.reading().to()))
        .containsExactly(tokens.split("; "));
    assertThat(unclear.problems().toString() + unclear.heard())
        .doesNotContainIgnoringCase("1a2b3c")
        .doesNotContainIgnoringCase("1a-2b3c");
  }

  // Reship

  @Test
  void a_reship_request_is_known_by_what_it_means() {
    String key = String.valueOf(reshipKey("#reship ground 2lb"));
    assertThat(reshipKey("  #RESHIP  GND,  32 oz")).isEqualTo(key);
    assertThat(reshipKey("#reship 2lb ground\nThanks!")).isEqualTo(key);
    assertThat(reshipKey("#ship sig\n#reship ground 2lb")).isEqualTo(key);
    assertThat(reshipKey("#reship ground 3lb")).isNotEqualTo(key);
    assertThat(reshipKey("#reship ground 2lb\n#reship")).isNotEqualTo(key);
    assertThat(reshipKey("#ship ground 2lb")).isNull();
  }

  private static @Nullable String reshipKey(String notes) {
    return flagged(notes, FlagAdvice.NONE).values().reshipKey();
  }

  private static FlagAdvice says(String notes, String words) {
    return new FlagAdvice(words, Set.of(), false, notes.isEmpty() ? "" : heard(notes));
  }

  private static String heard(String notes) {
    ShipFlag flag = read(notes, FlagAdvice.NONE);
    return (flag instanceof ShipFlag.Held held ? held.flag() : (Asked) flag).heard();
  }

  private static Flagged flagged(String notes, FlagAdvice advice) {
    ShipFlag flag = read(notes, advice);
    assertThat(flag).isInstanceOf(Flagged.class);
    return (Flagged) flag;
  }

  private static ShipFlag read(String notes, FlagAdvice advice) {
    return ShipFlag.read(FlagSources.notes(notes), SETTINGS, advice);
  }
}
