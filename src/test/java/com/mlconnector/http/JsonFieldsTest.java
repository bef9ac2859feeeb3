package com.mlconnector.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "1", "\"x\"", "{", "{]", "\u0000"})
  void a_body_that_is_no_object_is_one_error(String body) {
    JsonFields fields = JsonFields.of(Buffer.buffer(body));
    assertThat(fields.errors()).containsExactly("The body must be a JSON object.");
  }

  @Test
  void no_body_at_all_is_one_error() {
    assertThat(JsonFields.of((Buffer) null).errors()).hasSize(1);
  }

  @Test
  void text_is_stripped() {
    JsonFields fields = read("{\"a\":\" x \"}");
    assertThat(fields.text("a", 3)).isEqualTo("x");
    assertThat(fields.optionalText("a", 3)).contains("x");
    assertThat(fields.problem()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":null}",
        "{\"a\":\"\"}",
        "{\"a\":\" \"}",
        "{\"a\":\"1234\"}",
        "{\"a\":1}",
        "{\"a\":true}",
        "{\"a\":{}}",
        "{\"a\":[\"x\"]}"
      })
  void anything_but_short_text_is_an_error_with_the_members_name(String body) {
    JsonFields fields = read(body);
    assertThat(fields.text("a", 3)).isEmpty();
    assertThat(fields.errors()).containsExactly("'a' must be text of 1 to 3 characters.");
  }

  @Test
  void optional_text_may_be_missing_but_not_wrong() {
    JsonFields fields = read("{\"a\":null,\"c\":7}");
    assertThat(fields.optionalText("a", 3)).isEmpty();
    assertThat(fields.optionalText("b", 3)).isEmpty();
    assertThat(fields.errors()).isEmpty();
    assertThat(fields.optionalText("c", 3)).isEmpty();
    assertThat(fields.errors()).containsExactly("'c' must be text of 1 to 3 characters.");
  }

  @Test
  void errors_of_members_carry_their_path_and_come_together() {
    JsonFields fields = read("{\"ups\":{\"inner\":{\"x\":1}},\"typo\":1}");
    fields.only(List.of("ups"));
    fields.object("ups").object("inner").text("x", 5);
    fields.wrong("And this.");
    assertThat(fields.errors())
        .containsExactly(
            "'typo' is not known here.",
            "'ups.inner.x' must be text of 1 to 5 characters.",
            "And this.");
    Optional<Problem> problem = fields.problem();
    assertThat(problem).isPresent();
    assertThat(problem.get().status()).isEqualTo(400);
    assertThat(problem.get().errors()).isEqualTo(fields.errors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"ups\":null}", "{\"ups\":1}", "{\"ups\":[]}", "{\"ups\":\"x\"}"})
  void a_missing_member_object_is_one_error_and_not_one_for_each_of_its_fields(String body) {
    JsonFields fields = read(body);
    JsonFields ups = fields.object("ups");
    assertThat(ups.text("clientId", 5)).isEmpty();
    assertThat(ups.object("more").text("x", 5)).isEmpty();
    assertThat(fields.errors()).containsExactly("'ups' must be an object.");
  }

  private static JsonFields read(String body) {
    return JsonFields.of(Buffer.buffer(body));
  }
}
