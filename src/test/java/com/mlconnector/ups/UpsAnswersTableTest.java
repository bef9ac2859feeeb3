package com.mlconnector.ups;

import static com.mlconnector.ups.UpsClientTest.BOUGHT;
import static com.mlconnector.ups.UpsClientTest.GIF;
import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Outcome;
import com.mlconnector.vendor.Effect;
import com.mlconnector.vendor.VendorAnswer.Answered;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every form UPS has been seen or is documented to answer in, and what it means for a question and
 * for a call that changes something.
 */
class UpsAnswersTableTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"good":"1"}                                                  | done | same
          206 | {"good":"1"}                                                  | done | same
          200 | {"good":" 1 &#xD;","more":[{}],"other":""}                    | done | same
          200 | {"good":1}                                                    | done | same
          200 | {"good":true}                                                 | done | same
          200 | {}                                                            | unavailable: unreadable answer: good is missing | unknown: unreadable answer: good is missing
          206 | {}                                                            | unavailable: unreadable answer: good is missing | unknown: unreadable answer: good is missing
          200 | {"good":""}                                                   | unavailable: unreadable answer: good is empty or no text | unknown: unreadable answer: good is empty or no text
          200 | {"good":{"a":1}}                                              | unavailable: unreadable answer: good is empty or no text | unknown: unreadable answer: good is empty or no text
          200 | {"good":null}                                                 | unavailable: unreadable answer: good is empty or no text | unknown: unreadable answer: good is empty or no text
          200 | [{"good":"1"}]                                                | unavailable: unreadable answer: good is missing | unknown: unreadable answer: good is missing
          200 | "good"                                                        | unavailable: unreadable answer: good is missing | unknown: unreadable answer: good is missing
          200 | null                                                          | unavailable: unreadable answer: the body is not JSON | unknown: unreadable answer: the body is not JSON
          200 | {"good":"1"                                                   | unavailable: unreadable answer: the body is not JSON | unknown: unreadable answer: the body is not JSON
          200 | {"good":"1"}{"good":"2"}                                      | unavailable: unreadable answer: the body is not JSON | unknown: unreadable answer: the body is not JSON
          200 | <html>                                                        | unavailable: unreadable answer: the body is not JSON | unknown: unreadable answer: the body is not JSON
          200 | ''                                                            | unavailable: unreadable answer: good is missing | unknown: unreadable answer: good is missing
          204 | ''                                                            | unavailable: unreadable answer: good is missing | unknown: unreadable answer: good is missing
          200 | {"good":"1","response":"","errors":""}                        | done | same
          200 | {"good":"1","errors":[{"code":"","message":" "}]}             | done | same
          200 | {"good":"1","Fault":""}                                       | done | same
          """)
  void a_success_is_read_or_it_is_none(int status, String body, String question, String change) {
    means(answered(status, body), question, change);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | {"response":{"errors":[{"code":"120209","message":"Phone"}]}} | refused: UPS answered 400 120209 (Phone) | same
          400 | {"response":{"errors":{"code":120209,"message":"Phone "}}}    | refused: UPS answered 400 120209 (Phone) | same
          400 | {"response":{"errors":[{"code":"&#xD;190102","message":"a"},{"code":"2","message":"b"}]}} | refused: UPS answered 400 190102 (a; b) | same
          400 | {"errors":[{"code":"VSS300","message":"Locale"}]}             | refused: UPS answered 400 VSS300 (Locale) | same
          400 | {"Fault":{"faultstring":"x","detail":{"Errors":{"ErrorDetail":{"Severity":"Hard","PrimaryErrorCode":{"Code":"111210","Description":"No service"}}}}}} | refused: UPS answered 400 111210 (No service) | same
          400 | {"Fault":{"detail":{"Errors":{"ErrorDetail":[{"PrimaryErrorCode":{"Code":"1","Description":"a"}},{"PrimaryErrorCode":""}]}}}} | refused: UPS answered 400 1 (a) | same
          400 | {"invalidTrackingNumbers":["1Z"],"response":{"errors":[{"code":"VSS210","message":"None"}]}} | refused: UPS answered 400 VSS210 (None) | same
          400 | {"response":{"errors":[{"message":"No code"}]}}               | refused: UPS answered 400 (No code) | same
          400 | {"response":{"errors":[{"code":1e999999999}]}}                | refused: UPS answered 400 Infinity | same
          400 | {"response":{"errors":[{"code":["1"],"message":{}}]}}         | unavailable: UPS answered 400 | unknown: UPS answered 400
          400 | {"response":{"errors":["120209",null,7]}}                     | unavailable: UPS answered 400 | unknown: UPS answered 400
          400 | {"response":"","errors":""}                                   | unavailable: UPS answered 400 | unknown: UPS answered 400
          400 | {"response":{"errors":[{"code":"264001","message":"Down"}]}}  | unavailable: UPS answered 400 264001 (Down) | unknown: UPS answered 400 264001 (Down)
          400 | {"response":{"errors":[{"code":"20001","message":"Oops"}]}}   | unavailable: UPS answered 400 20001 (Oops) | unknown: UPS answered 400 20001 (Oops)
          400 | {"response":{"errors":[{"code":"10429","message":"Many"}]}}   | throttled | same
          400 | {"response":{"errors":[{"code":"250002","message":"Auth"}]}}  | not allowed: UPS answered 400 250002 (Auth) | same
          400 | {"errors":[{"code":"UJ0001","message":"Token"}]}              | not allowed: UPS answered 400 UJ0001 (Token) | same
          400 | <html>                                                        | unavailable: UPS answered 400 | unknown: UPS answered 400
          400 | ''                                                            | unavailable: UPS answered 400 | unknown: UPS answered 400
          400 | {"response":{"errors":[{"code":"12                            | unavailable: UPS answered 400 | unknown: UPS answered 400
          401 | {"response":{"errors":[{"code":"250002","message":"Auth"}]}}  | not allowed: UPS answered 401 250002 (Auth) | same
          401 | {"response":{"errors":[{"code":"251004","message":"Old"}]}}   | not allowed: UPS answered 401 251004 (Old) | same
          401 | <html>                                                        | not allowed: UPS answered 401 | same
          403 | {"response":{"errors":[{"code":"403","message":"Blocked Merchant"}]}} | not allowed: UPS answered 403 403 (Blocked Merchant) | same
          403 | ''                                                            | not allowed: UPS answered 403 | same
          404 | {"response":{"errors":[{"code":"404","message":"Nothing"}]}}  | refused: UPS answered 404 404 (Nothing) | same
          404 | <html>                                                        | unavailable: UPS answered 404 | unknown: UPS answered 404
          408 | {"response":{"errors":[{"code":"1","message":"Slow"}]}}       | unavailable: UPS answered 408 1 (Slow) | unknown: UPS answered 408 1 (Slow)
          429 | {"response":{"errors":[{"code":"10429","message":"Many"}]}}   | throttled | same
          429 | <html>                                                        | throttled | same
          302 | ''                                                            | unavailable: UPS answered 302 | unknown: UPS answered 302
          307 | {"good":"1"}                                                  | unavailable: UPS answered 307 | unknown: UPS answered 307
          500 | {"response":{"errors":[{"code":"10004","message":"Oops"}]}}   | unavailable: UPS answered 500 10004 (Oops) | unknown: UPS answered 500 10004 (Oops)
          500 | {"response":{"errors":[{"code":"120209","message":"Phone"}]}} | unavailable: UPS answered 500 120209 (Phone) | unknown: UPS answered 500 120209 (Phone)
          503 | <html>                                                        | unavailable: UPS answered 503 | unknown: UPS answered 503
          504 | ''                                                            | unavailable: UPS answered 504 | unknown: UPS answered 504
          """)
  void an_error_means(int status, String body, String question, String change) {
    means(answered(status, body), question, change);
  }

  /** Status, body and the body's own status contradict each other: what changed is not guessed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"response":{"errors":[{"code":"120209","message":"Phone"}]}} | refused: UPS answered 200 120209 (Phone) | unknown: UPS answered 200 120209 (Phone)
          200 | {"good":"1","errors":[{"code":"1","message":"a"}]}            | refused: UPS answered 200 1 (a) | unknown: UPS answered 200 1 (a)
          200 | {"response":{"errors":[{"code":"10429","message":"Many"}]}}   | throttled | unknown: UPS answered 200 10429 (Many)
          200 | {"response":{"errors":[{"code":"250002","message":"Auth"}]}}  | not allowed: UPS answered 200 250002 (Auth) | unknown: UPS answered 200 250002 (Auth)
          200 | {"response":{"errors":[{"code":"10004","message":"Oops"}]}}   | unavailable: UPS answered 200 10004 (Oops) | unknown: UPS answered 200 10004 (Oops)
          200 | {"good":"1","ShipmentResponse":{"Response":{"ResponseStatus":{"Code":"0"}}}} | unavailable: UPS answered 200, with response status 0 | unknown: UPS answered 200, with response status 0
          200 | {"good":"1","ShipmentResponse":{"Response":{"ResponseStatus":{"Code":"1 "}}}} | done | same
          200 | {"ShipmentResponse":{},"errors":[{"code":"1"}]}               | unavailable: UPS answered 200 1, together with a result | unknown: UPS answered 200 1, together with a result
          400 | {"good":"1"}                                                  | unavailable: UPS answered 400 | unknown: UPS answered 400
          400 | {"ShipmentResponse":{}}                                       | unavailable: UPS answered 400, together with a result | unknown: UPS answered 400, together with a result
          400 | {"ShipmentResponse":{},"response":{"errors":[{"code":"120209"}]}} | unavailable: UPS answered 400 120209, together with a result | unknown: UPS answered 400 120209, together with a result
          400 | {"ShipmentResponse":"","response":{"errors":[{"code":"120209"}]}} | refused: UPS answered 400 120209 | same
          401 | {"VoidShipmentResponse":{}}                                   | unavailable: UPS answered 401, together with a result | unknown: UPS answered 401, together with a result
          429 | {"ShipmentResponse":{}}                                       | unavailable: UPS answered 429, together with a result | unknown: UPS answered 429, together with a result
          503 | {"ShipmentResponse":{}}                                       | unavailable: UPS answered 503, together with a result | unknown: UPS answered 503, together with a result
          """)
  void contradictions_are_nobodys_refusal(int status, String body, String question, String change) {
    means(answered(status, body), question, change);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | Errorcode: 120202    | ''           | refused: UPS answered 200 120202 | unknown: UPS answered 200 120202
          200 | Apierrorcode: 120202 | ''           | refused: UPS answered 200 120202 | unknown: UPS answered 200 120202
          200 | ERRORCODE: 120202    | ' '          | refused: UPS answered 200 120202 | unknown: UPS answered 200 120202
          200 | Errorcode: 10429     | ''           | throttled | unknown: UPS answered 200 10429
          400 | Errorcode: 120202    | ''           | refused: UPS answered 400 120202 | same
          200 | Errorcode:           | ''           | unavailable: unreadable answer: good is missing | unknown: unreadable answer: good is missing
          200 | Errorcode: 120202    | {"good":"1"} | done | same
          429 | Retry-After: 9       | ''           | throttled for 9 s | same
          429 | Retry-After: Wed, 17 Jun 2026 12:01:30 GMT | '' | throttled for 90 s | same
          429 | Retry-After: Wed, 17 Jun 2026 11:00:00 GMT | '' | throttled for 0 s | same
          429 | Retry-After: 999999999999 | ''      | throttled for 3600 s | same
          429 | Retry-After: 99999999999999999999 | '' | throttled | same
          429 | Retry-After: -5      | ''           | throttled | same
          429 | Retry-After: soon    | ''           | throttled | same
          400 | Retry-After: 9       | {"errors":[{"code":"10429"}]} | throttled for 9 s | same
          """)
  void headers_speak_where_the_body_is_silent(
      int status, String header, String body, String question, String change) {
    String[] parts = header.split(":", 2);
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(parts[0], parts[1].strip());
    means(new Answered(status, headers, Buffer.buffer(body)), question, change);
  }

  @Test
  void neither_a_deep_nor_a_long_answer_breaks_the_reading() {
    for (String body :
        List.of(
            "[".repeat(100_000),
            "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
            "{\"good\":" + "9".repeat(5_000) + "}")) {
      means(
          answered(200, body),
          "unavailable: unreadable answer: the body is not JSON",
          "unknown: unreadable answer: the body is not JSON");
    }
    String endless = "x".repeat(5_000);
    Outcome<String> refused =
        settle(
            answered(
                400,
                "{\"errors\":[{\"code\":\"" + endless + "\",\"message\":\"" + endless + "\"}]}"),
            Effect.READS);
    assertThat(refused.summary()).hasSizeLessThan(400);
  }

  static List<Arguments> purchases() {
    JsonObject two = new JsonObject(BOUGHT);
    var parcels =
        two.getJsonObject("ShipmentResponse")
            .getJsonObject("ShipmentResults")
            .getJsonArray("PackageResults");
    parcels.add(parcels.getJsonObject(0).copy().put("TrackingNumber", "1ZA1B2C30300001020"));
    String fewer =
        "unknown: unreadable answer: ShipmentResponse.ShipmentResults.PackageResults has ";
    return List.of(
        Arguments.of("as documented", 200, BOUGHT, "done"),
        Arguments.of("created", 201, BOUGHT, "done"),
        Arguments.of("lists of one", 200, BOUGHT.replace("[", "").replace("]", ""), "done"),
        Arguments.of("no price", 200, BOUGHT.replace("22.51", "a lot"), "done"),
        Arguments.of("a huge price", 200, BOUGHT.replace("\"22.51\"", "1e999999999"), "done"),
        Arguments.of("numbers", 200, BOUGHT.replace("\"22.51\"", "22.51"), "done"),
        Arguments.of("trailing blanks", 200, BOUGHT.replace("1011\"", "1011 &#xD;\""), "done"),
        Arguments.of("a label more", 200, two.encode(), fewer + "2 of 1"),
        Arguments.of(
            "no labels",
            200,
            BOUGHT.replace("PackageResults", "Other"),
            "unknown: unreadable answer: ShipmentResponse.ShipmentResults.PackageResults is"
                + " missing"),
        Arguments.of(
            "an empty list",
            200,
            BOUGHT.replaceAll("(?s)\\[\\{\"Track.*}}]", "\"\""),
            fewer + "0 of 1"),
        Arguments.of(
            "an unknown kind of label",
            200,
            BOUGHT.replace(GIF, "AAECAwQFBgc="),
            "unknown: unreadable answer:"
                + " ShipmentResponse.ShipmentResults.PackageResults[0].ShippingLabel.GraphicImage"
                + " is no label"),
        Arguments.of(
            "half of it",
            200,
            BOUGHT.substring(0, BOUGHT.length() / 2),
            "unknown: unreadable answer: the body is not JSON"),
        Arguments.of(
            "results are text",
            200,
            "{\"ShipmentResponse\":{\"ShipmentResults\":\"ok\"}}",
            "unknown: unreadable answer: ShipmentResponse.ShipmentResults is not an object"),
        Arguments.of(
            "under a 400", 400, BOUGHT, "unknown: UPS answered 400, together with a result"),
        Arguments.of(
            "under a 500", 500, BOUGHT, "unknown: UPS answered 500, together with a result"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("purchases")
  void a_purchase_is_bought_with_number_and_label_or_unknown(
      String form, int status, String body, String meaning) {
    AnsweringUps ups = new AnsweringUps();
    ups.answers(status, Buffer.buffer(body));
    assertThat(AnsweringUps.summary(ups.client.ship(AnsweringUps.CALLER, UpsOrderJsonTest.order())))
        .isEqualTo(meaning);
  }

  private static void means(Answered answered, String question, String change) {
    assertThat(settle(answered, Effect.READS).summary()).isEqualTo(question);
    assertThat(settle(answered, Effect.CHANGES).summary())
        .isEqualTo(change.equals("same") ? question : change);
  }

  private static Answered answered(int status, String body) {
    return new Answered(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body));
  }

  private static Outcome<String> settle(Answered answered, Effect effect) {
    return UpsFault.settle(answered, effect, AnsweringUps.NOW, json -> json.needText("good"));
  }
}
