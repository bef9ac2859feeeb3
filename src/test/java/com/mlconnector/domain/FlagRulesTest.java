package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.FlagOptions.Payer;
import com.mlconnector.domain.FlagOptions.ShipTo;
import com.mlconnector.domain.FlagOptions.Signature;
import com.mlconnector.domain.FlagValues.Packing;
import com.mlconnector.domain.ShipFlag.Flagged;
import com.mlconnector.domain.ShipFlag.Held;
import com.mlconnector.domain.ShipFlag.NoShip;
import com.mlconnector.domain.ShipFlag.NotFlagged;
import com.mlconnector.domain.ShipFlag.Unclear;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One test per rule of the grammar. */
class FlagRulesTest {
  private static final Dimensions SMALL = Dimensions.of("8", "6", "4", Dimensions.Unit.INCH);
  private static final FlagSettings PLAIN = FlagSettings.standard(Weight.Unit.POUND);
  private static final FlagSettings SETTINGS =
      PLAIN.withBoxes(
          new FlagSettings.Boxes(Map.of("Small", new FlagSettings.Box(SMALL, null)), null));

  // Triggers

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Shipping: UPS Ground",
        "shipping - ups ground",
        "Shipping (UPS Ground)",
        "Shipping & Handling: UPS Ground",
        "Delivery UPS-Ground",
        "Freight, UPS Ground",
        "Postage | UPS gnd",
        "Ship UPS Ground",
        "UPS Ground",
        "UPS Ground shipping charge",
        "ups-ground"
      })
  void a_line_item_with_ups_and_a_service_is_a_flag(String name) {
    assertThat(values(line(name, "2lb")).service()).isEqualTo(ServiceChoice.of(Service.GROUND));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Shipping",
        "Shipping & handling",
        "Shipping: Ground",
        "Shipping: FedEx Ground",
        "Shipped by UPS Ground",
        "Shipments of UPS Ground",
        "UPS",
        "UPS battery, 1500 VA",
        "Brass cleat",
        ""
      })
  void a_line_item_without_both_is_not(String name) {
    assertThat(read(line(name, "2lb"))).isEqualTo(new NotFlagged());
  }

  @Test
  void every_shipping_line_is_a_flag_when_the_shop_says_so() {
    FlagSettings every = SETTINGS.withEveryShippingLine(Service.GROUND);
    for (String name : List.of("Shipping", "Shipping & handling", "Delivery to Boston")) {
      assertThat(flagged(line(name, "2lb"), every).values().service())
          .isEqualTo(ServiceChoice.of(Service.GROUND));
    }
    assertThat(flagged(line("Shipping 2 day", ""), every).values().service())
        .isEqualTo(ServiceChoice.of(Service.SECOND_DAY_AIR));
    assertThat(ShipFlag.read(line("Shipping: FedEx Ground", ""), every))
        .isEqualTo(new NotFlagged());
    assertThat(ShipFlag.read(line("Brass cleat", ""), every)).isEqualTo(new NotFlagged());
  }

  @Test
  void shipping_words_can_be_switched_off() {
    FlagSettings none =
        new FlagSettings(
            Set.of("postage"),
            false,
            PLAIN.fields(),
            null,
            PLAIN.weights(),
            FlagSettings.Boxes.NONE);
    assertThat(ShipFlag.read(line("Shipping: UPS Ground", ""), none)).isEqualTo(new NotFlagged());
    assertThat(ShipFlag.read(line("Postage: UPS Ground", ""), none)).isInstanceOf(Flagged.class);
  }

  @Test
  void a_number_in_an_ordinary_shipping_line_is_no_weight() {
    FlagSettings every = SETTINGS.withEveryShippingLine(Service.GROUND);
    Flagged flag = flagged(line("Shipping, zone 2", ""), every);
    assertThat(flag.values().packing()).isEqualTo(new Packing.WeightNotGiven(null, null));
    assertThat(flag.remarks())
        .contains(new Remark(FlagField.LINE_NAME, "\"2\" was not read as a shipping word."));
    assertThat(weight(flagged(line("Shipping 2 lb", ""), every).values())).isEqualTo(pounds("2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shipping", "ship", "delivery", "freight", "postage"})
  void each_shipping_word_can_be_switched_off(String word) {
    Set<String> others = new HashSet<>(PLAIN.shippingWords());
    others.remove(word);
    FlagSettings without =
        new FlagSettings(others, false, PLAIN.fields(), null, PLAIN.weights(), PLAIN.boxes());
    FlagSources flag = line(word + ": UPS Ground", "");
    assertThat(ShipFlag.read(flag, PLAIN)).isInstanceOf(Flagged.class);
    assertThat(ShipFlag.read(flag, without)).isEqualTo(new NotFlagged());
  }

  @ParameterizedTest
  @EnumSource(names = {"LINE_NAME", "NOTES", "TERMS", "PO_NUMBER"})
  void each_field_can_be_switched_off(FlagField field) {
    FlagSources flag =
        switch (field) {
          case LINE_NAME, LINE_DESCRIPTION -> line("UPS Ground", "");
          case NOTES -> FlagSources.notes("#ship ground");
          case TERMS -> terms("ship: ground");
          case PO_NUMBER -> po("SHIP GND");
          case CLIENT_NOTE, OPERATOR -> throw new AssertionError(field);
        };
    assertThat(ShipFlag.read(flag, PLAIN)).isInstanceOf(Flagged.class);
    assertThat(ShipFlag.read(flag, PLAIN.withFields(EnumSet.complementOf(EnumSet.of(field)))))
        .isEqualTo(new NotFlagged());
  }

  @Test
  void details_and_defaults_can_be_switched_off() {
    FlagSources flag =
        new FlagSources(
            List.of(new FlagSources.Line("UPS Ground", "2lb")), "", "", "", "#ship-default sig");
    FlagSettings fewer = PLAIN.withFields(EnumSet.of(FlagField.LINE_NAME, FlagField.NOTES));
    assertThat(flagged(flag, PLAIN).values().options().signature()).isEqualTo(Signature.ANY);
    FlagValues values = flagged(flag, fewer).values();
    assertThat(values.options().signature()).isNull();
    assertThat(values.packing()).isEqualTo(new Packing.WeightNotGiven(null, null));
  }

  // Our own words

  @Test
  void our_own_line_item_is_not_there() {
    FlagSources.Line own =
        new FlagSources.Line("Shipped by UPS Ground", "#noship 1Z999AA10123456784 - Delivered");
    FlagSettings shipped =
        new FlagSettings(
            Set.of("shipped"),
            true,
            PLAIN.fields(),
            Service.GROUND,
            PLAIN.weights(),
            PLAIN.boxes());
    FlagSources alone = new FlagSources(List.of(own), "", "", "", "");
    assertThat(ShipFlag.read(alone, shipped)).isEqualTo(new NotFlagged());
    FlagSources beside = new FlagSources(List.of(own), "#ship ground 2lb", "", "", "");
    assertThat(read(beside)).isEqualTo(read(FlagSources.notes("#ship ground 2lb")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPS tracking: 1Z999AA10123456784",
        "UPS tracking 1Z999AA10123456784 - Delivered",
        "  ups Tracking: 1Z999AA10123456784 and 2 more",
        "1Z999AA10123456784",
        "1Z999AA10123456784 - Out for delivery (2026-08-05)"
      })
  void our_own_lines_in_a_description_are_not_there(String own) {
    ShipFlag without = read(line("Shipping: UPS Ground", "2lb 10x8x4"));
    assertThat(read(line("Shipping: UPS Ground", "2lb 10x8x4\n" + own))).isEqualTo(without);
    assertThat(read(line("Shipping: UPS Ground", own + "\r\n2lb 10x8x4"))).isEqualTo(without);
  }

  @Test
  void a_misspelt_catalogue_item_is_reported_and_not_lost() {
    FlagProblem problem = onlyProblem(line("UPS Gruond", "2lb"));
    assertThat(problem.suggestion()).isEqualTo("ground");
    assertThat(problem.place()).isEqualTo(new FlagPlace(FlagField.LINE_NAME, 0, 4, "Gruond"));
    assertThat(problem.correctedLine()).isEqualTo("UPS ground");
  }

  @Test
  void a_newer_service_is_never_taken_for_an_older_one() {
    assertThat(onlyProblem(line("UPS Ground Saver", "")).code())
        .isEqualTo(ReasonCode.FLAG_CONFLICT);
  }

  @Test
  void prose_in_a_description_is_left_alone_with_a_remark() {
    Flagged flag = flagged(line("UPS Ground", "Leaves our shop on Friday.\n2lb 10x8x4"), SETTINGS);
    assertThat(weight(flag.values())).isEqualTo(pounds("2"));
    assertThat(flag.remarks())
        .containsExactly(
            new Remark(
                FlagField.LINE_DESCRIPTION,
                "The line beginning \"Leaves\" was not read as shipping details."));
  }

  @Test
  void the_quantity_of_a_shipping_line_is_no_number_of_parcels() {
    FlagSources.Line three =
        new FlagSources.Line("UPS Ground", "2lb 10x8x4", new BigDecimal("3.00"));
    Flagged flag = flagged(new FlagSources(List.of(three), "", "", "", ""), SETTINGS);
    assertThat(parcels(flag.values())).hasSize(1);
    assertThat(flag.remarks())
        .containsExactly(
            new Remark(FlagField.LINE_NAME, "The quantity 3 was not read as a number of parcels."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#ship ground 2lb",
        "  #SHIP ground 2lb",
        "#ship: ground 2lb",
        "#ship, ground; 2lb",
        "ship: ground 2lb",
        "Ship : ground 2lb",
        "[ship ground 2lb]",
        "[ship: ground 2lb] and thank you, see you soon",
        "[ship ground 2lb",
        "Thank you!\r\n#ship ground 2lb\r\nBye",
        "Thank you!\r#ship ground 2lb",
        "Thank you!&#10;#ship ground 2lb",
        "#ship\u00a0gr\u00f6und 2lb",
        "&#35;ship ground 2lb",
        "\ufeff#ship ground\u200b 2lb"
      })
  void a_line_of_text_that_begins_with_the_trigger_is_a_flag(String text) {
    for (FlagSources sources : List.of(FlagSources.notes(text), terms(text))) {
      FlagValues values = values(sources);
      assertThat(values.service()).isEqualTo(ServiceChoice.of(Service.GROUND));
      assertThat(weight(values)).isEqualTo(pounds("2"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Please #ship ground 2lb",
        "Please ship: ground 2lb",
        "#shipping ground",
        "#shipto ground",
        "#ship-ground",
        "#ship-default ground",
        "#ship_ground",
        "##ship ground",
        "Ship to: 5 Main St",
        "> #ship ground 2lb",
        "  >> #ship ground 2lb",
        "&gt; #ship ground 2lb",
        "&amp;gt; #ship ground",
        "ship ground 2lb"
      })
  void anything_else_in_a_text_is_not(String text) {
    assertThat(read(FlagSources.notes(text))).isEqualTo(new NotFlagged());
  }

  @ParameterizedTest
  @CsvSource({"SHIP", "ship", "SHIP GND 2LB", "#ship gnd", "SHIP: GND"})
  void a_po_number_is_a_flag_when_it_begins_with_the_word_ship(String po) {
    FlagSettings settings = SETTINGS.withDefaultService(Service.GROUND);
    assertThat(ShipFlag.read(po(po), settings)).isInstanceOf(Flagged.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHIPMENT 55", "SHIP-55", "PO 55 SHIP GND", "55", ""})
  void any_other_po_number_is_not(String po) {
    assertThat(read(po(po))).isEqualTo(new NotFlagged());
  }

  @Test
  void a_field_that_is_switched_off_carries_no_flag_but_still_stops() {
    FlagSettings noNotes = SETTINGS.withFields(EnumSet.of(FlagField.LINE_NAME));
    assertThat(ShipFlag.read(FlagSources.notes("#ship ground 2lb"), noNotes))
        .isEqualTo(new NotFlagged());
    FlagSources stopped =
        new FlagSources(List.of(new FlagSources.Line("UPS Ground", "")), "#noship", "", "", "");
    assertThat(ShipFlag.read(stopped, noNotes)).isInstanceOf(NoShip.class);
  }

  // Stop words

  @Test
  void noship_counts_wherever_it_stands() {
    String flag = "#ship ground 2lb";
    assertThat(
            List.of(
                read(FlagSources.notes(flag + "\nsorry, #noship please")),
                read(FlagSources.notes(flag + " #NoShip")),
                read(FlagSources.notes(flag + " #no-ship")),
                read(new FlagSources(List.of(), flag, "#noship", "", "")),
                read(new FlagSources(List.of(), flag, "", "#noship", "")),
                read(new FlagSources(List.of(), flag, "", "", "never: #noship")),
                read(
                    new FlagSources(
                        List.of(new FlagSources.Line("Cleat", "#noship")), flag, "", "", ""))))
        .allSatisfy(result -> assertThat(result).isInstanceOf(NoShip.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#noshipping today", "x#noship", "> #noship", "#nosh", "#holding"})
  void what_only_resembles_a_stop_word_stops_nothing(String text) {
    assertThat(read(FlagSources.notes("#ship ground 2lb\n" + text))).isInstanceOf(Flagged.class);
  }

  @Test
  void hold_keeps_the_flag_and_says_until_when() {
    Flagged flag = flagged(FlagSources.notes("#ship ground 2lb"), SETTINGS);
    assertThat(read(FlagSources.notes("#ship ground 2lb #hold"))).isEqualTo(new Held(null, flag));
    assertThat(read(FlagSources.notes("#ship ground 2lb\nThis is on #hold until 2026-08-15.")))
        .isEqualTo(new Held(LocalDate.of(2026, 8, 15), flag));
    assertThat(read(FlagSources.notes("#hold until 2026-08-15 #hold until 2026-08-20\n#ship gnd")))
        .isInstanceOfSatisfying(
            Held.class, held -> assertThat(held.until()).isEqualTo(LocalDate.of(2026, 8, 20)));
    assertThat(read(FlagSources.notes("#hold #hold until 2026-08-20\n#ship gnd")))
        .isInstanceOfSatisfying(Held.class, held -> assertThat(held.until()).isNull());
  }

  @Test
  void hold_until_no_date_holds_without_end_and_says_so() {
    Held held = (Held) read(FlagSources.notes("#ship ground 2lb 10x8x4\n#hold until friday"));
    assertThat(held.until()).isNull();
    assertThat(((Flagged) held.flag()).remarks())
        .containsExactly(
            new Remark(
                FlagField.NOTES, "\"friday\" is not a date like 2026-08-15: held without end."));
  }

  @Test
  void hold_on_an_unclear_flag_holds_the_problem() {
    assertThat(read(FlagSources.notes("#ship gruond #hold")))
        .isInstanceOfSatisfying(
            Held.class, held -> assertThat(held.flag()).isInstanceOf(Unclear.class));
  }

  @Test
  void hold_without_a_flag_is_nothing_to_hold() {
    assertThat(read(FlagSources.notes("#hold"))).isEqualTo(new NotFlagged());
  }

  @Test
  void reship_is_a_flag_that_asks_for_a_second_label() {
    assertThat(values(FlagSources.notes("#reship ground 2lb")).reship()).isTrue();
    assertThat(values(FlagSources.notes("#ship ground 2lb\n#reship")).reship()).isTrue();
    assertThat(values(FlagSources.notes("#ship ground 2lb")).reship()).isFalse();
    assertThat(values(FlagSources.notes("#reship ground 2lb")).fingerprint())
        .isEqualTo(values(FlagSources.notes("#ship ground 2lb")).fingerprint());
  }

  // Merging, defaults, conflicts

  @Test
  void identical_and_complementary_flags_merge() {
    FlagSources everywhere =
        new FlagSources(
            List.of(new FlagSources.Line("Shipping: UPS Ground", "2.5 lb")),
            "#ship 10x8x4 gnd",
            "#ship 40oz sig",
            "SHIP to=billing",
            "");
    FlagValues values = values(everywhere);
    assertThat(parcels(values))
        .containsExactly(
            new Parcel(pounds("2.5"), Dimensions.of("10", "8", "4", Dimensions.Unit.INCH), null));
    assertThat(values.options().signature()).isEqualTo(Signature.ANY);
    assertThat(values.options().shipTo()).isEqualTo(ShipTo.BILLING);
  }

  @Test
  void flags_that_differ_halt_and_name_both_places() {
    FlagSources twoPlaces =
        new FlagSources(
            List.of(new FlagSources.Line("Shipping: UPS Ground", "")), "#ship 2day", "", "", "");
    FlagProblem problem = onlyProblem(twoPlaces);
    assertThat(problem.code()).isEqualTo(ReasonCode.FLAG_CONFLICT);
    assertThat(problem.sentence())
        .isEqualTo("Line item 1 says UPS Ground, notes say UPS 2nd Day Air.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2lb 3lb",
        "10x8x4 12x8x4",
        "10x8x4 box=small",
        "sig adult-sig",
        "residential commercial",
        "to=billing to=secondary",
        "bill=us bill=recipient",
        "2lb pkgs=2 pkgs=3",
        "value=10 value=20",
        "ref=a ref=b",
        "date=2026-08-15 date=2026-08-16",
        "5lb / 3lb pkgs=2"
      })
  void no_value_may_be_said_in_two_ways(String values) {
    assertThat(onlyProblem(FlagSources.notes("#ship ground " + values)).code())
        .isEqualTo(ReasonCode.FLAG_CONFLICT);
  }

  @Test
  void the_clients_defaults_fill_in_and_never_flag() {
    String standing = "VIP, call first.\n#ship-default 2day box=small sig bill=recipient 3lb";
    assertThat(read(new FlagSources(List.of(), "", "", "", standing))).isEqualTo(new NotFlagged());
    FlagValues values =
        values(new FlagSources(List.of(), "#ship ground adult sig", "", "", standing));
    assertThat(values.service()).isEqualTo(ServiceChoice.of(Service.GROUND));
    assertThat(values.options().signature()).isEqualTo(Signature.ADULT);
    assertThat(values.options().payer()).isEqualTo(new Payer.Recipient());
    assertThat(values.options().box()).isEqualTo("small");
    assertThat(values.packing()).isEqualTo(new Packing.WeightNotGiven(SMALL, pounds("3")));
  }

  @Test
  void a_mistake_in_the_clients_defaults_halts_a_flagged_invoice() {
    FlagProblem problem =
        onlyProblem(new FlagSources(List.of(), "#ship gnd 2lb", "", "", "#ship-default box=smal"));
    assertThat(problem.place()).isEqualTo(new FlagPlace(FlagField.CLIENT_NOTE, -1, 14, "box=smal"));
    assertThat(problem.suggestion()).isEqualTo("box=small");
    assertThat(problem.correctedLine()).isEqualTo("#ship-default box=small");
  }

  @Test
  void a_number_of_parcels_has_no_place_in_the_clients_defaults() {
    assertThat(
            onlyProblem(new FlagSources(List.of(), "#ship gnd", "", "", "#ship-default pkgs=2"))
                .sentence())
        .isEqualTo("\"pkgs=2\" belongs to one invoice, not to a client's defaults.");
  }

  @Test
  void the_service_falls_back_to_the_account_and_then_halts() {
    FlagSources bare = FlagSources.notes("#ship 2lb");
    assertThat(flagged(bare, SETTINGS.withDefaultService(Service.STANDARD)).values().service())
        .isEqualTo(ServiceChoice.of(Service.STANDARD));
    assertThat(onlyProblem(bare).code()).isEqualTo(ReasonCode.FLAG_SERVICE_MISSING);
  }

  @Test
  void the_standard_box_serves_parcels_without_a_size() {
    FlagSettings boxed =
        SETTINGS.withBoxes(new FlagSettings.Boxes(SETTINGS.boxes().byName(), "small"));
    FlagValues one = flagged(FlagSources.notes("#ship gnd 2lb"), boxed).values();
    assertThat(parcels(one)).containsExactly(new Parcel(pounds("2"), SMALL, null));
    FlagValues two = flagged(FlagSources.notes("#ship gnd 2lb / 3lb 10x8x4"), boxed).values();
    assertThat(parcels(two).getFirst().dimensions()).isEqualTo(SMALL);
    assertThat(parcels(two).getLast().dimensions()).isNotEqualTo(SMALL);
  }

  @Test
  void the_clients_box_beats_the_standard_box_for_listed_parcels_too() {
    Dimensions big = Dimensions.of("20", "20", "20", Dimensions.Unit.INCH);
    FlagSettings boxed =
        PLAIN.withBoxes(
            new FlagSettings.Boxes(
                Map.of(
                    "small",
                    new FlagSettings.Box(SMALL, null),
                    "big",
                    new FlagSettings.Box(big, null)),
                "small"));
    FlagSources flag =
        new FlagSources(List.of(), "#ship gnd 2lb / 3lb", "", "", "#ship-default box=big");
    assertThat(parcels(flagged(flag, boxed).values()))
        .extracting(Parcel::dimensions)
        .containsExactly(big, big);
  }

  // Services

  @ParameterizedTest
  @CsvSource({
    "ground, 03",
    "gnd, 03",
    "ups-ground, 03",
    "UPS Ground, 03",
    "G.N.D., 03",
    "3day, 12",
    "3-day, 12",
    "three day, 12",
    "3ds, 12",
    "UPS 3 Day Select, 12",
    "2day, 02",
    "2da, 02",
    "second day, 02",
    "UPS 2nd Day Air, 02",
    "2day am, 59",
    "2nd day air a.m., 59",
    "nda, 01",
    "next day, 01",
    "next-day-air, 01",
    "overnight, 01",
    "nda saver, 13",
    "UPS Next Day Air Saver, 13",
    "nda early, 14",
    "standard, 11",
    "wwe, 07",
    "worldwide express, 07",
    "worldwide express plus, 54",
    "worldwide expedited, 08",
    "worldwide saver, 65",
    "svc=03, 03",
    "svc=3, 03",
    "svc=65, 65"
  })
  void services_have_many_names(String words, String code) {
    assertThat(values(FlagSources.notes("#ship 2lb " + words + " sig")).service())
        .isEqualTo(ServiceChoice.of(Service.byCode(code).orElseThrow()));
  }

  @Test
  void every_service_understands_its_own_label() {
    for (Service service : Service.values()) {
      assertThat(values(FlagSources.notes("#ship " + service.label())).service())
          .isEqualTo(ServiceChoice.of(service));
    }
  }

  @Test
  void saver_alone_depends_on_the_destination() {
    Flagged flag = flagged(FlagSources.notes("#ship saver 2lb 10x8x4"), SETTINGS);
    assertThat(flag.values().service().towards(false)).isEqualTo(Service.NEXT_DAY_AIR_SAVER);
    assertThat(flag.values().service().towards(true)).isEqualTo(Service.WORLDWIDE_SAVER);
    assertThat(flag.remarks())
        .containsExactly(
            new Remark(
                FlagField.NOTES,
                "\"saver\" is UPS Next Day Air Saver or UPS Worldwide Saver, by destination."));
  }

  @Test
  void overnight_is_remarked() {
    assertThat(flagged(FlagSources.notes("#ship Overnight 2lb 10x8x4"), SETTINGS).remarks())
        .containsExactly(
            new Remark(FlagField.NOTES, "\"overnight\" was read as UPS Next Day Air."));
  }

  // Weights and sides

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2.5lb | 2.5",
        "2.5 lbs | 2.5",
        "2,5 lb | 2.5",
        ".5lb | 0.5",
        "5# | 5",
        "5 # | 5",
        "40oz | 2.5",
        "1lb 4oz | 1.25",
        "1lb4oz | 1.25",
        "2 lbs, 8 ounces | 2.5",
        "2lb 0oz | 2",
        "2.5 lb. | 2.5",
        "3 pounds | 3",
        "2.5 | 2.5"
      })
  void weights_in_pounds_and_ounces(String text, String pounds) {
    assertThat(weight(values(FlagSources.notes("#ship ground " + text + " sig"))))
        .isEqualTo(pounds(pounds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.2kg | 1200",
        "1,2 kg | 1200",
        "0,250 kg | 250",
        "250g | 250",
        "1,250 g | 1250",
        "1.250,5 g | 1250.5",
        "2 kilos | 2000"
      })
  void weights_in_kilograms_and_grams(String text, String grams) {
    assertThat(weight(values(FlagSources.notes("#ship ground " + text))))
        .isEqualTo(Weight.of(grams, Weight.Unit.GRAM));
  }

  @Test
  void a_missing_unit_is_the_accounts() {
    FlagSettings metric = FlagSettings.standard(Weight.Unit.KILOGRAM);
    Flagged flag = flagged(FlagSources.notes("#ship ground 2,5 30x20x10"), metric);
    assertThat(parcels(flag.values()))
        .containsExactly(
            new Parcel(
                Weight.of("2.5", Weight.Unit.KILOGRAM),
                Dimensions.of("30", "20", "10", Dimensions.Unit.CENTIMETRE),
                null));
    assertThat(flag.remarks())
        .containsExactly(new Remark(FlagField.NOTES, "\"2,5\" was read as 2.5 kg."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0lb", "1.2.3 lb", "1,2,3lb", "1234567890123lb"})
  void a_weight_that_is_none_halts(String text) {
    assertThat(onlyProblem(FlagSources.notes("#ship ground " + text)).code())
        .isEqualTo(ReasonCode.WEIGHT_UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "150lb, WEIGHT_UNUSUAL",
    "150.1lb, WEIGHT_OVER_LIMIT",
    "50.1lb, WEIGHT_UNUSUAL",
    "1/2lb, FLAG_UNKNOWN_WORD",
    "3lb / sig, WEIGHT_UNKNOWN",
    "pkgs=3, WEIGHT_UNKNOWN",
    "10x8x4x2, DIMS_INCOMPLETE",
    "10x8x, DIMS_INCOMPLETE",
    "10x0x4, DIMS_INCOMPLETE",
    "109x4x4, DIMS_OVER_LIMIT",
    "80x30x30, DIMS_OVER_LIMIT"
  })
  void limits_and_gaps_halt(String text, ReasonCode code) {
    assertThat(onlyProblem(FlagSources.notes("#ship ground " + text)).code()).isEqualTo(code);
  }

  @Test
  void the_soft_limit_yields_to_an_operator_who_is_sure() {
    FlagSources heavy = FlagSources.notes("#ship ground 60lb");
    assertThat(ShipFlag.read(heavy, SETTINGS)).isInstanceOf(Unclear.class);
    assertThat(ShipFlag.read(heavy, SETTINGS.withSoftLimit(pounds("70"))))
        .isInstanceOf(Flagged.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10x8x4",
        "10 x 8 x 4",
        "10X8X4 in",
        "10×8×4\"",
        "10&times;8&times;4",
        "10*8*4 inches",
        "10 by 8 by 4",
        "10\" x 8\" x 4\"",
        "10\u201dx8\u201dx4\u201d",
        "10in x 8in x 4in",
        "10inx8inx4in",
        "4x10x8",
        "25.4x20,32x10.16cm",
        "(10x8x4)"
      })
  void sides_in_many_forms(String text) {
    FlagValues values = values(FlagSources.notes("#ship ground 2lb " + text + ", sig"));
    assertThat(parcels(values))
        .containsExactly(
            new Parcel(pounds("2"), Dimensions.of("10", "8", "4", Dimensions.Unit.INCH), null));
  }

  @Test
  void listed_parcels_have_their_own_size_and_reference() {
    FlagValues values =
        values(
            FlagSources.notes(
                "#ship gnd 5lb box=SMALL ref=A-1 /3lb 10x8x4 ref=\u201cB\u00e92\u201d"));
    assertThat(parcels(values))
        .containsExactly(
            new Parcel(pounds("5"), SMALL, "A-1"),
            new Parcel(
                pounds("3"), Dimensions.of("10", "8", "4", Dimensions.Unit.INCH), "B\u00e92"));
    assertThat(values.options().reference()).isNull();
  }

  // Options

  @Test
  void all_options_together() {
    FlagValues values =
        values(
            FlagSources.notes(
                "#ship nda 2lb box=small adult-sig sat value=$1,250.50 ref=PO-Az/7 to=invoice"
                    + " bill=acme-2 residential date=2026-08-15 return"));
    assertThat(values.options())
        .isEqualTo(
            new FlagOptions(
                "small",
                Signature.ADULT,
                true,
                new BigDecimal("1250.5"),
                "PO-Az/7",
                ShipTo.INVOICE,
                new Payer.Key("acme-2"),
                true,
                LocalDate.of(2026, 8, 15),
                true));
    assertThat(values.fingerprint())
        .isEqualTo(
            "service=01;parcels=907g/box:small;bill=acme-2;to=invoice;signature=adult;saturday=yes;"
                + "value=1250.5;ref=PO-Az/7;residential=true;date=2026-08-15;return=yes");
  }

  @ParameterizedTest
  @CsvSource({
    "bill=us, us",
    "bill=recipient, recipient",
    "bill=thirdparty, thirdparty",
    "bill=third-party, thirdparty",
    "bill=ACME, acme"
  })
  void payers(String option, String word) {
    Payer payer = values(FlagSources.notes("#ship gnd 2lb " + option)).options().payer();
    assertThat(payer).isNotNull().extracting(Payer::word).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bill=1A2B3C", "bill=012345", "bil=a1b2c3"})
  void an_account_number_is_reported_and_repeated_nowhere(String option) {
    Unclear unclear = (Unclear) read(FlagSources.notes("#ship gruond 2lb " + option));
    assertThat(unclear.problems())
        .extracting(FlagProblem::code)
        .containsExactly(ReasonCode.ACCOUNT_NUMBER_VISIBLE, ReasonCode.FLAG_UNKNOWN_WORD);
    assertThat(unclear.toString()).doesNotContainIgnoringCase(option.substring(5));
  }

  @ParameterizedTest
  @CsvSource({
    "grond, ground", "goundr, ground", "nextday-air-savr, next-day-air-saver", "sgi, sig",
    "staurday, saturday", "residental, residential", "bil=us, bill=us",
        "to=secundary, to=secondary",
    "bill=recipent, bill=recipient", "boxx=small, box=small", "box=smal, box=small"
  })
  void the_nearest_word_is_suggested(String typed, String suggestion) {
    FlagProblem problem = onlyProblem(FlagSources.notes("#ship ground 2lb " + typed));
    assertThat(problem.code()).isEqualTo(ReasonCode.FLAG_UNKNOWN_WORD);
    assertThat(problem.suggestion()).isEqualTo(suggestion);
    assertThat(problem.correctedLine()).isEqualTo("#ship ground 2lb " + suggestion);
    assertThat(problem.sentence()).endsWith("Did you mean " + suggestion + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xylophone",
        "colour=red",
        "to=home",
        "box=",
        "date=tomorrow",
        "pkgs=0",
        "pkgs=201",
        "svc=99",
        "value=lots",
        "ref=",
        "bill=?",
        "@"
      })
  void what_nothing_resembles_gets_no_suggestion(String typed) {
    FlagProblem problem = onlyProblem(FlagSources.notes("#ship ground " + typed));
    assertThat(problem.code()).isEqualTo(ReasonCode.FLAG_UNKNOWN_WORD);
    assertThat(problem.suggestion()).isNull();
    assertThat(problem.correctedLine()).isNull();
  }

  @Test
  void positions_and_corrections_are_in_the_text_as_it_came() {
    String notes =
        "Caf\u00e9 &amp; Co \ud83d\ude00\r\n\u00a0#Ship&nbsp;Gr\u00fcond, 2 lb &amp;c.\r\nBye";
    Unclear unclear = (Unclear) read(FlagSources.notes(notes));
    FlagProblem first = unclear.problems().getFirst();
    assertThat(first.place().token()).isEqualTo("Gr\u00fcond");
    assertThat(notes.substring(first.place().position())).startsWith("Gr\u00fcond");
    assertThat(first.correctedLine()).isEqualTo("\u00a0#Ship&nbsp;ground, 2 lb &amp;c.");
    assertThat(unclear.problems().getLast().place().token()).isEqualTo("&amp;c.");
  }

  @Test
  void one_correction_mends_all_words_of_a_line() {
    Unclear unclear = (Unclear) read(FlagSources.notes("#ship gruond 2lb sgi"));
    assertThat(unclear.problems())
        .hasSize(2)
        .allSatisfy(p -> assertThat(p.correctedLine()).isEqualTo("#ship ground 2lb sig"));
  }

  @Test
  void a_text_full_of_nonsense_gives_ten_problems() {
    String nonsense = "#ship " + "blah ".repeat(500);
    assertThat(((Unclear) read(FlagSources.notes(nonsense))).problems()).hasSize(10);
  }

  // Fingerprint

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#ship ground 2.5lb 10x8x4 sig",
        "#SHIP   sig, GND 40 oz 4 x 8 x 10 in",
        "ship: ups-ground 2 lb 8 oz 25.4x20.32x10.16 cm signature"
      })
  void flags_that_mean_the_same_have_one_fingerprint(String flag) {
    assertThat(values(FlagSources.notes(flag)).fingerprint())
        .isEqualTo("service=03;parcels=1134g/254x203x102mm;signature=any");
  }

  @Test
  void defaults_do_not_show_in_the_fingerprint() {
    FlagSources flag = new FlagSources(List.of(), "#ship 2lb", "", "", "#ship-default sig");
    assertThat(flagged(flag, SETTINGS.withDefaultService(Service.GROUND)).values().fingerprint())
        .isEqualTo("parcels=907g");
  }

  @Test
  void the_order_of_listed_parcels_does_not_show_in_the_fingerprint() {
    assertThat(values(FlagSources.notes("#ship gnd 5lb / 3lb")).fingerprint())
        .isEqualTo(values(FlagSources.notes("#ship gnd 3lb / 5lb")).fingerprint());
    assertThat(values(FlagSources.notes("#ship gnd 5lb / 5lb")).fingerprint())
        .isEqualTo(values(FlagSources.notes("#ship gnd 5lb pkgs=2")).fingerprint());
  }

  private static ShipFlag read(FlagSources sources) {
    return ShipFlag.read(sources, SETTINGS);
  }

  private static FlagValues values(FlagSources sources) {
    return flagged(sources, SETTINGS).values();
  }

  private static Flagged flagged(FlagSources sources, FlagSettings settings) {
    ShipFlag flag = ShipFlag.read(sources, settings);
    assertThat(flag).isInstanceOf(Flagged.class);
    return (Flagged) flag;
  }

  private static FlagProblem onlyProblem(FlagSources sources) {
    ShipFlag flag = read(sources);
    assertThat(flag).isInstanceOf(Unclear.class);
    assertThat(((Unclear) flag).problems()).hasSize(1);
    return ((Unclear) flag).problems().getFirst();
  }

  private static List<Parcel> parcels(FlagValues values) {
    assertThat(values.packing()).isInstanceOf(Packing.Parcels.class);
    return ((Packing.Parcels) values.packing()).parcels();
  }

  private static Weight weight(FlagValues values) {
    return parcels(values).getFirst().weight();
  }

  private static Weight pounds(String amount) {
    return Weight.of(amount, Weight.Unit.POUND);
  }

  private static FlagSources line(String name, String description) {
    return new FlagSources(List.of(new FlagSources.Line(name, description)), "", "", "", "");
  }

  private static FlagSources terms(String terms) {
    return new FlagSources(List.of(), "", terms, "", "");
  }

  private static FlagSources po(String po) {
    return new FlagSources(List.of(), "", "", po, "");
  }
}
