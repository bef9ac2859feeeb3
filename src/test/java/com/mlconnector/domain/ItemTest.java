package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemTest {
  private static final ItemWeight POUND = ItemWeight.of("1", Weight.Unit.POUND);

  @ParameterizedTest
  @CsvSource({
    "Mug,         ''",
    "'',          MUG-1",
    "Mug,         12",
    "'',          A B C",
    "Mug 📦,      ''",
    "'',          SKU:7",
  })
  void an_item_has_a_name_or_a_sku(String name, String sku) {
    assertThat(Item.objection(name, sku)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'',          '',        is needed",
    "---,         ' ',       is needed",
    "'',          12,        3 characters or more",
    "'',          A1 B2 C3 D4, three words",
    "'Mug\u0000', '',        control characters",
    "'Mug\nB',    '',        control characters",
  })
  void what_can_never_be_found_again_is_no_item(String name, String sku, String why) {
    assertThat(Item.objection(name, sku).orElseThrow()).contains(why);
    assertThatThrownBy(() -> new Item(name, sku, POUND))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void names_and_skus_have_a_longest_form() {
    assertThat(Item.objection("x".repeat(500), "")).isEmpty();
    assertThat(Item.objection("x".repeat(501), "").orElseThrow()).contains("500");
    assertThat(Item.objection("", "x".repeat(65)).orElseThrow()).contains("64");
  }

  @ParameterizedTest
  @CsvSource({"2.5, POUND", "40.3, OUNCE", "1.2, KILOGRAM", "7, GRAM"})
  void a_weight_is_shown_as_it_was_typed(String amount, Weight.Unit unit) {
    ItemWeight given = ItemWeight.of(amount, unit);
    assertThat(given.grams()).isEqualByComparingTo(Weight.of(amount, unit).grams());
    assertThat(given.show()).isEqualTo(amount + " " + unit.symbol());
  }

  @Test
  void an_item_may_weigh_nothing_but_not_less_and_not_without_end() {
    assertThat(ItemWeight.of("0.000", Weight.Unit.POUND).show()).isEqualTo("0 lb");
    assertThat(ItemWeight.of("1E+2", Weight.Unit.GRAM).show()).isEqualTo("100 g");
    for (String wrong : new String[] {"-1", "10000.1", "1e-7", "1e999999999"}) {
      assertThatThrownBy(() -> ItemWeight.of(wrong, Weight.Unit.POUND))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
