package com.mlconnector.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.csv.CsvErrors;
import com.mlconnector.domain.Item;
import com.mlconnector.domain.ItemWeight;
import com.mlconnector.domain.Weight;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  private static final Item MUG = item("Blue mug", "MUG-B", "2.5", Weight.Unit.POUND);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name,sku,weight,unit\nBlue mug,MUG-B,2.5,lb\n",
        "name,sku,weight,unit\r\nBlue mug,MUG-B,2.5,lb",
        "name,sku,weight,unit\rBlue mug,MUG-B,2.5,lb",
        "\uFEFFname;sku;weight;unit\r\nBlue mug;MUG-B;2,5;lb\r\n",
        "name\tsku\tweight\tunit\nBlue mug\tMUG-B\t2,50\tLBS\n",
        "\"name\",\"sku\",\"weight\",\"unit\"\n\"Blue mug\",\"MUG-B\",\"2.5\",\"lb\"",
        "Unit, Weight ,SKU,NAME\nlb, 2.500 ,MUG-B, Blue mug \n",
        "name,sku,weight,unit,,\nBlue mug,MUG-B,2.5,lb,,\n,,,,,\n\n",
        "name;sku;weight;unit\nBlue mug;MUG-B;2.5;lb",
      })
  void a_table_is_read_as_spreadsheets_write_it(String file) {
    assertThat(read(file)).containsExactly(MUG);
  }

  @Test
  void names_may_hold_what_they_like_and_columns_may_be_missing() {
    assertThat(read("name,weight,unit\n\"Mug, \"\"large\"\"; blue\",0,g\n"))
        .containsExactly(item("Mug, \"large\"; blue", "", "0", Weight.Unit.GRAM));
    assertThat(read("sku,weight,unit\nMUG-B,.5,kg"))
        .containsExactly(item("", "MUG-B", "0.5", Weight.Unit.KILOGRAM));
    assertThat(read("name,sku,weight,unit\n")).isEmpty();
  }

  @Test
  void nothing_that_begins_like_a_formula_leaves_as_one_and_all_comes_back_the_same() {
    List<Item> items = new ArrayList<>();
    for (String name :
        List.of("=1+1 a", "+b", "-c", "@d", "'e", "'=f", "''-g", "＝h", "i=j", "k,\"l;m", "é 📦")) {
      items.add(item(name, "-" + name, "1", Weight.Unit.OUNCE));
    }
    String file = ItemsCsv.write(items);
    assertThat(read(file)).isEqualTo(items);
    assertThat(file.lines().skip(1)).noneMatch(line -> line.matches("\"?[=+@＝-].*"));
    assertThat(file).contains("'=1+1 a,'-=1+1 a,").contains("''=f").contains("\n'e,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                   | Line 1: the columns must be named",
        "Blue mug,MUG-B,2.5,lb                | Line 1: 'blue mug' is no column.",
        "name,sku,wieght,unit\\nMug,,1,lb      | Line 1: 'wieght' is no column; is 'weight' meant?",
        "name,name,weight,unit\\nMug,,1,lb     | Line 1: the column 'name' is there twice.",
        "name,sku,weight,unit\\nMug,,heavy,lb  | Line 2: 'weight' must be a number, not 'heavy'.",
        "name,sku,weight,unit\\nMug,,-1,lb     | Line 2: 'weight' must be a number, not '-1'.",
        "name,sku,weight,unit\\nMug,,1e9,lb    | Line 2: 'weight' must be a number, not '1e9'.",
        "name,sku,weight,unit\\nMug,,'1,5',lb  | Line 2: 5 fields under 4 columns",
        "name,sku,weight,unit\\nMug,,99999,lb  | Line 2: 'weight' is more than 10000.",
        "name,sku,weight,unit\\nMug,,,lb       | Line 2: 'weight' is missing.",
        "name,sku,weight,unit\\nMug,,1,        | Line 2: 'unit' must be lb, oz, kg or g.",
        "name,sku,weight,unit\\nMug,,1,stone   | Line 2: 'unit' must be lb, oz, kg or g.",
        "name,sku,weight,unit\\n,,1,lb         | Line 2: 'name' or 'sku' is needed.",
        "name,sku,weight,unit\\nMu\\0g,,1,lb    | Line 2: 'name' and 'sku' must be one line",
        "name;sku;weight;unit\\nMug;;1.250;g   | Line 2: 'weight' can be read in two ways",
        "name,sku,weight,unit\\nA1,,1,lb\\nB,\"x,1,lb | From line 2 on, the file can't be read",
        "name,sku,weight,unit\\nMug,,1,lb\\n\\nmug.,,2,lb | Line 4: the same item as in line 2.",
      })
  void what_is_wrong_is_told_with_its_line(String file, String sentence) {
    assertThat(errors(file.replace("\\n", "\n").replace("\\0", "\0")).getFirst())
        .startsWith(sentence);
  }

  @Test
  void twenty_sentences_are_enough() {
    StringBuilder file = new StringBuilder("name,sku,weight,unit\n");
    for (int i = 0; i < 100; i++) {
      file.append("Mug ").append(i).append(",,x,lb\n");
    }
    assertThat(errors(file.toString())).hasSize(20).last().isEqualTo("And 81 more.");
  }

  @Test
  void fifty_thousand_rows_are_enough() {
    StringBuilder file = new StringBuilder("name,weight,unit\n");
    for (int i = 0; i < 50_000; i++) {
      file.append("Mug ").append(i).append(",1,lb\n");
    }
    assertThat(read(file.toString())).hasSize(50_000);
    assertThat(errors(file + "Mug,1,lb\n")).containsExactly("The file has more than 50000 rows.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-16LE"})
  void another_encoding_is_named_as_the_cause(String charset) {
    CsvErrors errors = new CsvErrors();
    byte[] bytes = "name,weight,unit\nCafé mug,1,lb\n".getBytes(Charset.forName(charset));
    assertThat(ItemsCsv.read(Buffer.buffer(bytes), errors)).isEmpty();
    assertThat(errors.sentences().getFirst()).containsAnyOf("UTF-8", "no column");
  }

  @Test
  void damaged_files_are_read_or_explained_but_nothing_throws() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] good =
        "name,sku,weight,unit\r\n\"Mug, blue\",M-1,2.5,lb\r\nCup;\"x\",,1,oz\r\n"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = good.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) (random.nextInt(4) == 0 ? 34 : random.nextInt());
      }
      CsvErrors errors = new CsvErrors();
      List<Item> items = ItemsCsv.read(Buffer.buffer(bytes), errors);
      assertThat(errors.isEmpty() || !errors.sentences().isEmpty()).as("seed %s", seed).isTrue();
      assertThat(items.size()).as("seed %s", seed).isLessThanOrEqualTo(10);
    }
  }

  @Test
  void boxes_go_out_and_come_back() {
    JsonObject settings =
        new JsonObject(
            """
            {"unit": "kg", "standardBox": "SMALL",
             "boxes": {"small": {"sides": [30, "20.5", 10], "tare": 0.25},
                       "flat": {"sides": [10, 8, 1], "unit": "in"}}}
            """);
    String file = BoxesCsv.write(settings);
    assertThat(file)
        .isEqualToNormalizingNewlines(
            """
            name,length,width,height,unit,tare,tare_unit,standard
            flat,10,8,1,in,,,
            small,30,20.5,10,cm,0.25,kg,yes
            """);
    CsvErrors errors = new CsvErrors();
    BoxesCsv.Boxes boxes = BoxesCsv.read(Buffer.buffer(file), errors);
    assertThat(errors.isEmpty()).isTrue();
    assertThat(boxes.standard()).isEqualTo("small");
    assertThat(boxes.byName().getJsonObject("small"))
        .isEqualTo(
            new JsonObject(
                """
                {"sides": ["30", "20.5", "10"], "unit": "cm", "tare": "0.25", "tareUnit": "kg"}
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "small,1,2,3,ft,,,            | Line 2: 'unit' must be in or cm.",
        "small,1,2,,in,,,             | Line 2: 'height' is missing.",
        "small,1,2,3,in,1,,           | Line 2: 'tare_unit' must be lb, oz, kg or g.",
        "small,1,2,3,in,,,perhaps     | Line 2: 'standard' must be yes or empty.",
        ",1,2,3,in,,,                 | Line 2: 'name' is missing.",
        "a,1,2,3,in,,,\\nA,1,2,3,in,,, | Line 3: the same name as in line 2.",
        "a,1,2,3,in,,,x\\nb,1,2,3,in,,,x | Line 3: 'a' is the standard box already.",
      })
  void a_wrong_box_is_told_with_its_line(String rows, String sentence) {
    CsvErrors errors = new CsvErrors();
    String file = "name,length,width,height,unit,tare,tare_unit,standard\n" + rows;
    BoxesCsv.read(Buffer.buffer(file.replace("\\n", "\n")), errors);
    assertThat(errors.sentences().getFirst()).isEqualTo(sentence);
  }

  private static List<Item> read(String file) {
    CsvErrors errors = new CsvErrors();
    List<Item> items = ItemsCsv.read(Buffer.buffer(file), errors);
    assertThat(errors.sentences()).isEmpty();
    return items;
  }

  private static List<String> errors(String file) {
    CsvErrors errors = new CsvErrors();
    ItemsCsv.read(Buffer.buffer(file), errors);
    assertThat(errors.isEmpty()).isFalse();
    return errors.sentences();
  }

  private static Item item(String name, String sku, String amount, Weight.Unit unit) {
    return new Item(name, sku, ItemWeight.of(amount, unit));
  }
}
