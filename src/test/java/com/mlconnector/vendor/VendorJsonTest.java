package com.mlconnector.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.vendor.VendorJson.Reading;
import com.mlconnector.vendor.VendorJson.Reading.Read;
import com.mlconnector.vendor.VendorJson.Reading.Unreadable;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorJsonTest {

  @Test
  void numbers_and_strings_read_alike() {
    String json =
        """
        {"a": "5", "b": 5, "c": 5.0, "d": true}
        """;
    assertThat(read(json, o -> List.of(o.needLong("a"), o.needLong("b"), o.needLong("c"))))
        .isEqualTo(new Read<>(List.of(5L, 5L, 5L)));
    assertThat(read(json, o -> o.text("b") + o.text("d"))).isEqualTo(new Read<>("5true"));
  }

  @Test
  void one_thing_is_a_list_of_one_and_an_empty_string_is_a_list_of_none() {
    Function<VendorJson, List<String>> names =
        json -> json.each("a").stream().map(e -> e.text("n")).toList();
    assertThat(read("{\"a\":[{\"n\":1},null,{\"n\":2}]}", names))
        .isEqualTo(new Read<>(List.of("1", "2")));
    assertThat(read("{\"a\":{\"n\":1}}", names)).isEqualTo(new Read<>(List.of("1")));
    assertThat(read("{\"a\":\"\"}", names)).isEqualTo(new Read<>(List.of()));
    assertThat(read("{\"a\":null}", names)).isEqualTo(new Read<>(List.of()));
    assertThat(read("{}", names)).isEqualTo(new Read<>(List.of()));
  }

  @Test
  void a_list_stands_for_its_first_object_where_one_object_was_promised() {
    assertThat(read("{\"a\":[{\"n\":1},{\"n\":2}]}", json -> json.need("a").needLong("n")))
        .isEqualTo(new Read<>(1L));
  }

  @Test
  void presence_is_a_name_with_any_value() {
    assertThat(read("{\"a\":\"\",\"b\":null}", o -> List.of(o.has("a"), o.has("b"), o.has("c"))))
        .isEqualTo(new Read<>(List.of(true, true, false)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                | response is missing
          {"response":""}                   | response is not an object
          {"response":7}                    | response is not an object
          {"response":{}}                   | response.rows is missing
          {"response":{"rows":[{}]}}        | response.rows[0].id is missing
          {"response":{"rows":[{"id":1},{"id":{}}]}} | response.rows[1].id is empty or no text
          {"response":{"rows":[{"id":"x"}]}} | response.rows[0].id is no number
          {"response":{"rows":[{"id":1.5}]}} | response.rows[0].id is no whole number
          {"response":{"rows":[{"id":1e99}]}} | response.rows[0].id is no number
          []                                | response is missing
          7                                 | response is missing
          {"a":                             | the body is not JSON
          <html>                            | the body is not JSON
          null                              | the body is not JSON
          """)
  void what_is_missing_is_named_by_its_path(String json, String sentence) {
    assertThat(
            read(
                json,
                o ->
                    o.need("response").needEach("rows").stream()
                        .map(e -> e.needLong("id"))
                        .toList()))
        .isEqualTo(new Unreadable<>(sentence));
  }

  @Test
  void an_empty_body_is_an_empty_object() {
    assertThat(read("", o -> o.text("a"))).isEqualTo(new Read<>(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "\"1e999999999\"", "\"1e-999999999\"", "\"ten\"", "[1]"})
  void a_number_nobody_could_print_is_none(String number) {
    assertThat(read("{\"a\":" + number + "}", o -> o.decimal("a").isEmpty()))
        .isEqualTo(new Read<>(true));
  }

  @Test
  void a_long_fraction_keeps_every_digit() {
    assertThat(read("{\"a\":\"12.00000000000000000000000001\"}", o -> o.decimal("a").orElseThrow()))
        .isEqualTo(new Read<>(new BigDecimal("12.00000000000000000000000001")));
  }

  private static <T> Reading<T> read(String json, Function<VendorJson, T> reader) {
    return VendorJson.of(Buffer.buffer(json)).read(reader);
  }
}
