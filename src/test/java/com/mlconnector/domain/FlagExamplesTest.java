package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.FlagOptions.Payer;
import com.mlconnector.domain.FlagOptions.ShipTo;
import com.mlconnector.domain.FlagOptions.Signature;
import com.mlconnector.domain.FlagValues.Packing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the manual, each with its exact result. */
class FlagExamplesTest {
  private static final Dimensions TEN_EIGHT_FOUR =
      Dimensions.of("10", "8", "4", Dimensions.Unit.INCH);
  private static final Dimensions TWELVE_TWELVE_SIX =
      Dimensions.of("12", "12", "6", Dimensions.Unit.INCH);
  private static final Dimensions SMALL = Dimensions.of("8", "6", "4", Dimensions.Unit.INCH);
  private static final FlagOptions NOTHING_ELSE = options(null, null, null, null);
  private static final String NO_SIZE = "Sent without dimensions: none are given.";
  private static final FlagSettings SETTINGS =
      FlagSettings.standard(Weight.Unit.POUND)
          .withBoxes(
              new FlagSettings.Boxes(Map.of("small", new FlagSettings.Box(SMALL, null)), null));

  record Example(String name, FlagSources sources, ShipFlag result) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Example> examples() {
    return Stream.of(
        new Example(
            "line item with details in the description",
            line("Shipping: UPS Ground", "2.5 lb 10x8x4"),
            theFirst("line item: shipping: ups ground\nline item: 2.5 lb 10x8x4")),
        new Example(
            "catalogue item",
            line("UPS Ground", ""),
            flagged(
                Service.GROUND,
                new Packing.WeightNotGiven(null, null),
                NOTHING_ELSE,
                "service=03",
                "line item: ups ground",
                remark(FlagField.LINE_NAME, NO_SIZE))),
        new Example(
            "hash line",
            FlagSources.notes("#ship ups-ground 2.5lb 10x8x4"),
            theFirst("notes: #ship ups-ground 2.5lb 10x8x4")),
        new Example(
            "hash line with other words, units and signs",
            FlagSources.notes("#Ship: Ground, 2 lbs 8 oz, 10 × 8 × 4\""),
            theFirst("notes: #ship: ground, 2 lbs 8 oz, 10 x 8 x 4\"")),
        new Example(
            "ounces, box, signature",
            FlagSources.notes("ship: 2day 40oz box=small sig"),
            flagged(
                Service.SECOND_DAY_AIR,
                parcels(new Parcel(pounds("2.5"), SMALL, null)),
                options("small", Signature.ANY, null, null),
                "service=02;parcels=1134g/box:small;signature=any",
                "notes: ship: 2day 40oz box=small sig")),
        new Example(
            "two different parcels",
            FlagSources.notes("#ship gnd 5lb 12x12x6 / 3lb 10x8x4"),
            flagged(
                Service.GROUND,
                parcels(
                    new Parcel(pounds("5"), TWELVE_TWELVE_SIX, null),
                    new Parcel(pounds("3"), TEN_EIGHT_FOUR, null)),
                NOTHING_ELSE,
                "service=03;parcels=1361g/254x203x102mm+2268g/305x305x152mm",
                "notes: #ship gnd 5lb 12x12x6 / 3lb 10x8x4",
                remark(FlagField.NOTES, "2 parcels, 8 lb in all."))),
        new Example(
            "three equal parcels",
            FlagSources.notes("#ship gnd pkgs=3 5lb"),
            flagged(
                Service.GROUND,
                parcels(unsized(pounds("5")), unsized(pounds("5")), unsized(pounds("5"))),
                NOTHING_ELSE,
                "service=03;parcels=2268g+2268g+2268g",
                "notes: #ship gnd pkgs=3 5lb",
                remark(FlagField.NOTES, "3 parcels, 15 lb in all."),
                remark(FlagField.NOTES, NO_SIZE))),
        new Example(
            "PO number",
            new FlagSources(List.of(), "", "", "SHIP GND 2.5LB", ""),
            flagged(
                Service.GROUND,
                parcels(unsized(pounds("2.5"))),
                NOTHING_ELSE,
                "service=03;parcels=1134g",
                "PO number: ship gnd 2.5lb",
                remark(FlagField.PO_NUMBER, NO_SIZE))),
        new Example(
            "decimal comma, secondary address",
            FlagSources.notes("#ship ground 1,2 kg to=secondary"),
            flagged(
                Service.GROUND,
                parcels(unsized(Weight.of("1.2", Weight.Unit.KILOGRAM))),
                options(null, null, ShipTo.SECONDARY, null),
                "service=03;parcels=1200g;to=secondary",
                "notes: #ship ground 1,2 kg to=secondary",
                remark(FlagField.NOTES, NO_SIZE))),
        new Example(
            "the recipient pays",
            FlagSources.notes("#ship ground 2lb bill=recipient"),
            flagged(
                Service.GROUND,
                parcels(unsized(pounds("2"))),
                options(null, null, null, new Payer.Recipient()),
                "service=03;parcels=907g;bill=recipient",
                "notes: #ship ground 2lb bill=recipient",
                remark(FlagField.NOTES, NO_SIZE))),
        new Example(
            "typing error",
            FlagSources.notes("#ship gruond 2lb"),
            unclear(
                "notes: #ship gruond 2lb",
                new FlagProblem(
                    ReasonCode.FLAG_UNKNOWN_WORD,
                    "\"gruond\" (word 2 of the notes flag) is not a service or option."
                        + " Did you mean ground?",
                    notes(6, "gruond"),
                    "ground",
                    "#ship ground 2lb",
                    reading(notes(6, "gruond"), "#ship gruond 2lb"),
                    List.of(
                        choice("Read it as ground", "ground", "gruond"),
                        choice("Ignore the word", "", "gruond"))))),
        new Example(
            "unit missing",
            FlagSources.notes("#ship ground 2.5"),
            flagged(
                Service.GROUND,
                parcels(unsized(pounds("2.5"))),
                NOTHING_ELSE,
                "service=03;parcels=1134g",
                "notes: #ship ground 2.5",
                remark(FlagField.NOTES, "\"2.5\" was read as 2.5 lb."),
                remark(FlagField.NOTES, NO_SIZE))),
        new Example(
            "two of three sides",
            FlagSources.notes("#ship ground 2lb 10x8"),
            unclear(
                "notes: #ship ground 2lb 10x8",
                problem(
                    ReasonCode.DIMS_INCOMPLETE,
                    "\"10x8\" has two sides; three are needed.",
                    notes(17, "10x8"),
                    "#ship ground 2lb 10x8",
                    choice("Send without size", "", "10x8")))),
        new Example(
            "two services",
            FlagSources.notes("#ship ground 2lb 2day"),
            unclear(
                "notes: #ship ground 2lb 2day",
                problem(
                    ReasonCode.FLAG_CONFLICT,
                    "The notes say both UPS Ground and UPS 2nd Day Air; there can be one service.",
                    notes(17, "2day"),
                    "#ship ground 2lb 2day",
                    choice("UPS Ground", "svc=03"),
                    choice("UPS 2nd Day Air", "svc=02")))),
        new Example(
            "too heavy",
            FlagSources.notes("#ship ground 25000lb"),
            unclear(
                "notes: #ship ground 25000lb",
                problem(
                    ReasonCode.WEIGHT_OVER_LIMIT,
                    "A parcel of 25000 lb is over the UPS limit of 150 lb.",
                    notes(13, "25000lb"),
                    "#ship ground 25000lb"))),
        new Example(
            "account number in a text that customers read",
            FlagSources.notes("#ship ground bill=1A2B3C"),
            unclear(
                "notes: #ship ground bill=…3c",
                problem(
                    ReasonCode.ACCOUNT_NUMBER_VISIBLE,
                    "An account number ending in 3C stands in a text that customers read. Store"
                        + " it with the client, write bill=recipient, and remove the number.",
                    notes(13, "bill=…3C"),
                    "#ship ground bill=…3C"))),
        new Example(
            "ordinary sentence",
            FlagSources.notes("Please ship before Friday"),
            new ShipFlag.NotFlagged()),
        new Example(
            "word that goes on",
            FlagSources.notes("#shipping is free!"),
            new ShipFlag.NotFlagged()),
        new Example(
            "bare flag, as on a draft: the status decides when, the text needs a service",
            FlagSources.notes("#ship"),
            unclear("notes: #ship", serviceMissing())),
        new Example(
            "never ship",
            new FlagSources(
                List.of(new FlagSources.Line("Shipping: UPS Ground", "")), "#noship", "", "", ""),
            new ShipFlag.NoShip("The notes say #noship.")),
        new Example(
            "flag of a deleted invoice reads as any other: the status decides",
            FlagSources.notes("#ship ground 2lb"),
            flagged(
                Service.GROUND,
                parcels(unsized(pounds("2"))),
                NOTHING_ELSE,
                "service=03;parcels=907g",
                "notes: #ship ground 2lb",
                remark(FlagField.NOTES, NO_SIZE))),
        new Example(
            "flag in a quoted e-mail, or inside our own block",
            FlagSources.notes(
                """
                > #ship ground 2lb
                &gt; #ship ground 2lb
                --- UPS shipment for invoice 7 (kept up to date automatically) ---
                #ship ground 2lb
                --- end of UPS shipment ---\
                """),
            new ShipFlag.NotFlagged()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void reads(Example example) {
    assertThat(ShipFlag.read(example.sources(), SETTINGS)).isEqualTo(example.result());
  }

  private static ShipFlag theFirst(String heard) {
    return flagged(
        Service.GROUND,
        parcels(new Parcel(pounds("2.5"), TEN_EIGHT_FOUR, null)),
        NOTHING_ELSE,
        "service=03;parcels=1134g/254x203x102mm",
        heard);
  }

  private static FlagSources line(String name, String description) {
    return new FlagSources(List.of(new FlagSources.Line(name, description)), "", "", "", "");
  }

  private static ShipFlag flagged(
      Service service,
      Packing packing,
      FlagOptions options,
      String fingerprint,
      String heard,
      Remark... remarks) {
    FlagValues values =
        new FlagValues(ServiceChoice.of(service), packing, options, null, fingerprint);
    return new ShipFlag.Flagged(values, List.of(remarks), heard);
  }

  private static ShipFlag unclear(String heard, FlagProblem... problems) {
    return new ShipFlag.Unclear(List.of(problems), heard);
  }

  private static FlagProblem problem(
      ReasonCode code, String sentence, FlagPlace place, String line, Halt.Choice... choices) {
    return new FlagProblem(
        code, sentence, place, null, null, reading(place, line), List.of(choices));
  }

  /** Every example's line begins its text. */
  private static Halt.Reading reading(FlagPlace place, String line) {
    return new Halt.Reading(
        "notes", line, place.position(), place.position() + place.token().length());
  }

  private static Halt.Choice choice(String label, String words, String... ignored) {
    return new Halt.Choice(label, words, List.of(ignored));
  }

  private static FlagProblem serviceMissing() {
    return problem(
        ReasonCode.FLAG_SERVICE_MISSING,
        "The flag names no UPS service, and there is no default.",
        notes(0, "#ship"),
        "#ship");
  }

  private static FlagPlace notes(int position, String token) {
    return new FlagPlace(FlagField.NOTES, -1, position, token);
  }

  private static Remark remark(FlagField field, String sentence) {
    return new Remark(field, sentence);
  }

  private static Packing parcels(Parcel... parcels) {
    return new Packing.Parcels(List.of(parcels));
  }

  private static Parcel unsized(Weight weight) {
    return new Parcel(weight, null, null);
  }

  private static Weight pounds(String amount) {
    return Weight.of(new BigDecimal(amount), Weight.Unit.POUND);
  }

  private static FlagOptions options(
      @Nullable String box,
      @Nullable Signature signature,
      @Nullable ShipTo shipTo,
      @Nullable Payer payer) {
    return new FlagOptions(box, signature, false, null, null, shipTo, payer, null, null, false);
  }
}
