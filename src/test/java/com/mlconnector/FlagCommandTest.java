package com.mlconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlagCommandTest {
  @Test
  void a_line_item_shows_service_and_parcel() {
    CommandRun run =
        CommandRun.of(
            "flag", "--line", "Shipping: UPS Ground", "--description", "2.5 lb 10x8x4 sig");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualToIgnoringNewLines(
            """
            Ships.
              service      UPS Ground
              parcel       2.5 lb, 10 x 8 x 4 in
              options      sig
            """);
  }

  @Test
  void remarks_and_parcels_are_told_one_by_one() {
    CommandRun run = CommandRun.of("flag", "#reship gnd 5lb 12x12x6 ref=A / 3lb");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualToIgnoringNewLines(
            """
            Ships, once more if it has shipped before.
              service      UPS Ground
              parcel       5 lb, 12 x 12 x 6 in, ref=A
              parcel       3 lb
              remark       2 parcels, 8 lb in all.
              remark       Sent without dimensions: none are given.
            """);
  }

  @Test
  void a_halt_underlines_the_token_and_corrects_the_line() {
    CommandRun run = CommandRun.of("flag", "Hello!\n\t#ship gruond 2lb\nBye");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .isEqualToIgnoringNewLines(
            """
            Halts, FLAG_UNKNOWN_WORD: "gruond" (word 2 of the notes flag) is not a service or option. \
            Did you mean ground?
              notes        \t#ship gruond 2lb
                           \t      ^^^^^^
              corrected    \t#ship ground 2lb
              choice       Read it as ground
              choice       Ignore the word
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#ship ground 2lb 10x8 | Halts, DIMS_INCOMPLETE: \"10x8\" has two sides",
        "#ship ground 2lb 2day | Halts, FLAG_CONFLICT: The notes say both UPS Ground",
        "#ship ground 25000lb | Halts, WEIGHT_OVER_LIMIT: A parcel of 25000 lb",
        "#ship ground bill=1A2B3C | Halts, ACCOUNT_NUMBER_VISIBLE: An account number ending in 3C",
        "#ship | Halts, FLAG_SERVICE_MISSING: The flag names no UPS service",
        "#hold #ship | Held until #hold is taken out.",
      })
  void what_would_halt_exits_with_1(String notes, String beginning) {
    CommandRun run = CommandRun.of("flag", notes.replace(" #ship", "\n#ship"));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).startsWith(beginning).doesNotContainIgnoringCase("1a2b3c");
  }

  @Test
  void other_fields_and_settings_are_read_too() {
    assertThat(CommandRun.of("flag", "--po", "SHIP GND 2.5LB").out()).contains("2.5 lb");
    assertThat(CommandRun.of("flag", "--terms", "#ship gnd 1,2 kg to=secondary").out())
        .contains("to=secondary");
    assertThat(CommandRun.of("flag", "#ship 2,5", "--unit", "kg", "--default-service", "11").out())
        .contains("UPS Standard", "2.5 kg");
    assertThat(CommandRun.of("flag", "#ship gnd", "--client-note", "#ship-default sat").out())
        .contains("weight from the items", "options      sat");
    assertThat(
            CommandRun.of(
                    "flag", "--line", "Delivery", "--every-shipping-line", "--default-service", "3")
                .out())
        .contains("UPS Ground");
  }

  @ParameterizedTest
  @CsvSource({
    "Please ship before Friday, Not a flag.",
    "#shipping is free!, Not a flag.",
    "#noship, Not shipped: The notes say #noship.",
    "> #ship ground 2lb, Not a flag."
  })
  void what_does_not_ship_is_no_mistake(String notes, String answer) {
    CommandRun run = CommandRun.of("flag", notes);

    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEqualToIgnoringNewLines(answer + "\n");
  }

  @Test
  void a_hold_shows_its_day_and_what_ships_then() {
    CommandRun run = CommandRun.of("flag", "#ship ground 2lb #hold until 2026-08-15");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Held until 2026-08-15.").contains("Ships.", "UPS Ground");
  }

  @Test
  void json_holds_all_of_a_flag() {
    CommandRun run = CommandRun.of("flag", "#ship saver 2lb sig #hold until 2026-08-15", "--json");

    assertThat(run.exit()).isZero();
    JsonObject label =
        new JsonObject()
            .put("label", "UPS Next Day Air Saver or UPS Worldwide Saver")
            .put("code", "13")
            .put("codeAbroad", "65");
    assertThat(new JsonObject(run.out()))
        .isEqualTo(
            new JsonObject()
                .put("result", "flagged")
                .put("service", label)
                .put(
                    "parcels",
                    JsonArray.of(
                        new JsonObject()
                            .put("weight", "2 lb")
                            .putNull("size")
                            .putNull("reference")))
                .put("options", JsonArray.of("sig"))
                .put("reship", false)
                .put(
                    "remarks",
                    JsonArray.of(
                        remark("\"saver\" is " + label.getString("label") + ", by destination."),
                        remark("Sent without dimensions: none are given.")))
                .put("held", true)
                .put("heldUntil", "2026-08-15"));
  }

  private static JsonObject remark(String sentence) {
    return new JsonObject().put("place", "notes").put("sentence", sentence);
  }

  @Test
  void json_holds_all_of_a_problem() {
    CommandRun run = CommandRun.of("flag", "--json", "#ship ground 2lb 10x8");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(new JsonObject(run.out()))
        .isEqualTo(
            new JsonObject()
                .put("result", "unclear")
                .put(
                    "problems",
                    JsonArray.of(
                        new JsonObject()
                            .put("reason", "DIMS_INCOMPLETE")
                            .put("owner", "data")
                            .put("sentence", "\"10x8\" has two sides; three are needed.")
                            .put("place", "notes")
                            .put("text", "#ship ground 2lb 10x8")
                            .put("from", 17)
                            .put("to", 21)
                            .putNull("suggestion")
                            .putNull("correctedLine")
                            .put(
                                "choices",
                                JsonArray.of(
                                    new JsonObject()
                                        .put("label", "Send without size")
                                        .put("words", "")
                                        .put("ignored", JsonArray.of("10x8")))))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flag",
        "flag --description 2lb",
        "flag --line UPS --unit stone",
        "flag --line UPS --default-service 99",
        "flag --line Shipping --every-shipping-line",
        "flag a b"
      })
  void wrong_usage_exits_with_2(String command) {
    CommandRun run = CommandRun.of(command.split(" "));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: ml-connector flag");
  }
}
