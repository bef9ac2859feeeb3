package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoodsWeightTest {
  private static final FlagSettings.Weights POUNDS = FlagSettings.Weights.in(Weight.Unit.POUND);
  private static final Item BLUE = item("Blue mug", "MUG-B", "12", Weight.Unit.OUNCE);
  private static final Item RED = item("Red mug", "MUG-R", "1", Weight.Unit.POUND);
  private static final Item WRAP = item("Gift wrap", "", "0", Weight.Unit.GRAM);
  private static final ItemWeights TABLE = new ItemWeights(List.of(BLUE, RED, WRAP));

  @Test
  void the_sum_is_exact_and_only_its_end_is_rounded_up() {
    // 3 x 12 oz = 2.25 lb, and a pound and a half of red.
    GoodsWeight.Known known = known(line("Blue mug", "", "3"), line("Red mug", "", "1.5"));
    assertThat(known.total()).isEqualTo(Weight.of("3.8", Weight.Unit.POUND));
    assertThat(known.remarks()).isEmpty();
  }

  @Test
  void ten_times_a_tenth_is_one() {
    ItemWeights tenth = new ItemWeights(List.of(item("Pin", "", "0.1", Weight.Unit.POUND)));
    assertThat(of(tenth, null, POUNDS, line("Pin", "", "10")))
        .isEqualTo(new GoodsWeight.Known(Weight.of("1", Weight.Unit.POUND), List.of()));
  }

  @Test
  void the_box_joins_and_the_unit_is_the_accounts() {
    FlagSettings.Box box =
        new FlagSettings.Box(
            Dimensions.of("10", "8", "4", Dimensions.Unit.INCH),
            Weight.of("101", Weight.Unit.GRAM));
    ItemWeights kilogram = new ItemWeights(List.of(item("Pin", "", "1", Weight.Unit.KILOGRAM)));
    FlagSettings.Weights kilograms = FlagSettings.Weights.in(Weight.Unit.KILOGRAM);
    assertThat(of(kilogram, box, kilograms, line("Pin", "", "1")))
        .isEqualTo(new GoodsWeight.Known(Weight.of("1.2", Weight.Unit.KILOGRAM), List.of()));
  }

  @Test
  void what_weighs_next_to_nothing_is_a_tenth_and_what_weighs_nothing_is_told() {
    ItemWeights gram = new ItemWeights(List.of(item("Stamp", "", "0.01", Weight.Unit.GRAM), WRAP));
    assertThat(((GoodsWeight.Known) of(gram, null, POUNDS, line("Stamp", "", "1"))).total())
        .isEqualTo(Weight.of("0.1", Weight.Unit.POUND));
    assertThat(missing(line("Gift wrap", "", "2")).sentence())
        .isEqualTo("By the item table, the goods weigh nothing.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Blue mug",
        "  BLUE   MUG ",
        "blue\u00a0mug",
        "Blué mug.",
        "\"Blue mug\"",
        "- Blue mug -",
        "Blue\tmug\u0000",
        "Blue&nbsp;mug",
        "Blue mu\u200bg",
      })
  void a_name_is_known_in_any_case_and_dress(String name) {
    assertThat(known(line(name, "", "1")).total()).isEqualTo(Weight.of("0.8", Weight.Unit.POUND));
  }

  @ParameterizedTest
  @CsvSource({
    "Cup,                 MUG-B",
    "Cup,                 sku: mug-b",
    "Cup,                 '(MUG-B), blue'",
    "Cup MUG-B,           ''",
    "'',                  the MUG-B.",
    "Red mug XL,          'SKU:MUG-B'",
    "Cup,                 'MUG-B and again mug-b'",
    // A name beats a SKU.
    "Blue mug,            in place of MUG-R",
  })
  void a_sku_is_known_as_a_word_of_its_own(String name, String description) {
    assertThat(known(line(name, description, "1")).total())
        .isEqualTo(Weight.of("0.8", Weight.Unit.POUND));
  }

  @ParameterizedTest
  @CsvSource({
    "Cup, MUG-BR",
    "Cup, XMUG-B",
    "Cup, MUG B",
    "Mug, ''",
    "Blue mugs, ''",
    "Mug blue, ''"
  })
  void what_only_resembles_is_not_known(String name, String description) {
    assertThat(missing(line(name, description, "1")).names()).containsExactly(name);
  }

  @Test
  void two_skus_of_different_weight_in_one_line_are_not_known_and_of_equal_weight_are() {
    GoodsWeight.Missing missing = missing(line("Set", "MUG-B + MUG-R", "1"));
    assertThat(missing.names()).containsExactly("Set");
    assertThat(missing.sentence())
        .isEqualTo("No weight in the flag, and the item table has different ones for \"Set\".");
    ItemWeights equal =
        new ItemWeights(
            List.of(
                item("", "MUG-1", "1", Weight.Unit.POUND),
                item("", "MUG-2", "16.0", Weight.Unit.OUNCE)));
    assertThat(of(equal, null, POUNDS, line("Set", "MUG-1 MUG-2", "1")))
        .isInstanceOf(GoodsWeight.Known.class);
  }

  @Test
  void items_of_one_name_are_told_apart_by_sku_and_one_without_sku_is_the_general_one() {
    Item small = item("Mug", "M-S01", "1", Weight.Unit.POUND);
    Item large = item("Mug", "M-L01", "2", Weight.Unit.POUND);
    Item any = item("Mug", "", "3", Weight.Unit.POUND);
    ItemWeights two = new ItemWeights(List.of(small, large));
    assertThat(of(two, null, POUNDS, line("Mug", "large, M-L01", "1")))
        .isEqualTo(new GoodsWeight.Known(Weight.of("2", Weight.Unit.POUND), List.of()));
    assertThat(of(two, null, POUNDS, line("Mug", "", "1"))).isInstanceOf(GoodsWeight.Missing.class);
    assertThat(of(new ItemWeights(List.of(small, large, any)), null, POUNDS, line("Mug", "", "1")))
        .isEqualTo(new GoodsWeight.Known(Weight.of("3", Weight.Unit.POUND), List.of()));
  }

  @Test
  void nothing_counts_nothing_and_a_credit_is_remarked() {
    GoodsWeight.Known known =
        known(line("Blue mug", "", "1"), line("Unknown", "", "0"), line("Red mug", "", "-2"));
    assertThat(known.total()).isEqualTo(Weight.of("0.8", Weight.Unit.POUND));
    assertThat(known.remarks())
        .containsExactly("\"Red mug\" has a negative quantity and was not weighed.");
    assertThat(missing(line("Blue mug", "", "0"), line("Blue mug", "", "-1")))
        .isEqualTo(new GoodsWeight.Missing(List.of(), "The invoice has no goods to weigh."));
    assertThat(missing().sentence()).isEqualTo("The invoice has no goods to weigh.");
  }

  @Test
  void the_sentence_names_five_at_most_each_once_and_the_nameless_by_place() {
    assertThat(missing(line("Cup", "", "1")).sentence())
        .isEqualTo("No weight in the flag and none known for \"Cup\".");
    assertThat(missing(line("Cup", "", "1"), line("Cup", "x", "1"), line(" ", "?", "1")).sentence())
        .isEqualTo("No weight in the flag and none known for \"Cup\" and line 3.");
    GoodsWeight.Missing many =
        missing(
            line("A1", "", "1"),
            line("B1", "", "1"),
            line("C1", "", "1"),
            line("D1", "", "1"),
            line("E1", "", "1"),
            line("F1", "", "1"),
            line("G1", "", "1"),
            line("H1", "", "1"));
    assertThat(many.sentence())
        .isEqualTo(
            "No weight in the flag and none known for \"A1\", \"B1\", \"C1\", \"D1\", \"E1\" and 3"
                + " more.");
    assertThat(many.names()).hasSize(8);
  }

  @Test
  void a_name_of_any_length_makes_a_sentence_of_one_line() {
    GoodsWeight.Missing missing = missing(line("x\n".repeat(5_000), "y ".repeat(50_000), "1"));
    assertThat(missing.sentence()).hasSizeLessThan(150).doesNotContain("\n");
  }

  @Test
  void lines_that_bill_the_shipping_are_no_goods() {
    List<InvoiceLine> lines =
        List.of(
            line("Shipping: UPS Ground", "", "1"),
            line("Blue mug", "", "1"),
            line("Freight & handling", "", "1"),
            line("UPS Ground", "", "1"),
            line("Shipped by UPS Ground", "1Z", "1"),
            line("Shipyard model", "", "1"),
            line("", "", "1"));
    assertThat(Goods.among(lines, place -> place == 3, Set.of("shipping", "freight")))
        .extracting(Goods::label)
        .containsExactly("Blue mug", "Shipyard model", "line 7");
  }

  @Test
  void a_monstrous_quantity_is_over_every_limit_and_costs_no_memory() {
    GoodsWeight.Known known = known(line("Red mug", "", "1e400000000"));
    assertThat(POUNDS.objection(known.total())).contains(ReasonCode.WEIGHT_OVER_LIMIT);
  }

  @Test
  void whatever_stands_in_the_lines_is_weighed_or_named() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      List<InvoiceLine> lines = new ArrayList<>();
      for (int j = random.nextInt(6); j >= 0; j--) {
        lines.add(line(noise(random), noise(random), Integer.toString(random.nextInt(5) - 1)));
      }
      GoodsWeight weight = of(TABLE, null, POUNDS, lines.toArray(InvoiceLine[]::new));
      switch (weight) {
        case GoodsWeight.Known(Weight total, List<String> remarks) ->
            assertThat(total.grams()).as("seed %s", seed).isPositive();
        case GoodsWeight.Missing missing ->
            assertThat(missing.sentence()).as("seed %s", seed).endsWith(".").doesNotContain("\n");
      }
    }
  }

  private static String noise(Random random) {
    String[] pieces = {
      "Blue mug", "Red", " ", "MUG-R", "\u0000", "\uD83D", "é", "(", "–", "&amp;", "📦", "\n", "mug"
    };
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  private static GoodsWeight.Known known(InvoiceLine... lines) {
    GoodsWeight weight = of(TABLE, null, POUNDS, lines);
    assertThat(weight).isInstanceOf(GoodsWeight.Known.class);
    return (GoodsWeight.Known) weight;
  }

  private static GoodsWeight.Missing missing(InvoiceLine... lines) {
    GoodsWeight weight = of(TABLE, null, POUNDS, lines);
    assertThat(weight).isInstanceOf(GoodsWeight.Missing.class);
    return (GoodsWeight.Missing) weight;
  }

  private static GoodsWeight of(
      ItemWeights items,
      FlagSettings.@Nullable Box box,
      FlagSettings.Weights units,
      InvoiceLine... lines) {
    List<Goods> goods = Goods.among(List.of(lines), place -> false, Set.of());
    return GoodsWeight.of(goods, items, box, units);
  }

  private static InvoiceLine line(String name, String description, String quantity) {
    return new InvoiceLine(1, name, description, new BigDecimal(quantity));
  }

  private static Item item(String name, String sku, String amount, Weight.Unit unit) {
    return new Item(name, sku, ItemWeight.of(amount, unit));
  }
}
