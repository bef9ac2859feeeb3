package com.mlconnector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FreshBooksSignatureTest {
  private static final JsonObject FILE = file();
  private static final String VERIFIER = FILE.getString("verifier");

  record Vector(
      String name, String body, String canonical, String signature, Map<String, Object> wrong) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Vector> vectors() {
    return FILE.getJsonArray("vectors").stream()
        .map(JsonObject.class::cast)
        .map(json ->
            new Vector(
                json.getString("name"),
                json.getString("body"),
                json.getString("canonical"),
                json.getString("signature"),
                json.getJsonObject("wrong").getMap()));
  }

  @Test
  void all_six_vectors_are_there() {
    assertThat(vectors()).hasSize(6);
    assertThat(vectors().mapToInt(vector -> vector.wrong().size()).sum()).isEqualTo(23);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void the_canonical_form_is_what_python_prints(Vector vector) {
    assertThat(FreshBooksSignature.canonicalForm(fields(vector))).isEqualTo(vector.canonical());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void the_right_signature_matches(Vector vector) {
    assertThat(FreshBooksSignature.matches(fields(vector), vector.signature(), VERIFIER)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void a_signature_of_another_form_does_not_match(Vector vector) {
    assertThat(vector.wrong())
        .isNotEmpty()
        .allSatisfy((form, signature) ->
            assertThat(FreshBooksSignature.matches(fields(vector), (String) signature, VERIFIER))
                .as(form)
                .isFalse());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void another_verifier_does_not_match(Vector vector) {
    assertThat(FreshBooksSignature.matches(fields(vector), vector.signature(), VERIFIER + "x"))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void the_signature_is_text_of_one_spelling(Vector vector) {
    String right = vector.signature();
    assertThat(Stream.of("", right.substring(0, 43), right + "=", " " + right, "é", "!"))
        .noneMatch(other -> FreshBooksSignature.matches(fields(vector), other, VERIFIER));
  }

  @Test
  void an_empty_form_is_an_empty_object() {
    assertThat(FreshBooksSignature.canonicalForm(Map.of())).isEqualTo("{}");
  }

  @Test
  void half_a_surrogate_pair_is_signed_as_it_stands() {
    assertThat(FreshBooksSignature.canonicalForm(Map.of("a", "\ud83d")))
        .isEqualTo("{\"a\": \"\\ud83d\"}");
  }

  private static Map<String, String> fields(Vector vector) {
    return FormFields.parse(vector.body()).orElseThrow();
  }

  private static JsonObject file() {
    String name = "/freshbooks/webhook-signatures.json";
    try (InputStream in =
        Objects.requireNonNull(FreshBooksSignatureTest.class.getResourceAsStream(name), name)) {
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }
}
