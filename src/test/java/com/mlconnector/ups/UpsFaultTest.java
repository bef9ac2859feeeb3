package com.mlconnector.ups;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Outcome;
import com.mlconnector.vendor.Effect;
import com.mlconnector.vendor.VendorAnswer.Answered;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpsFaultTest {

  /** The outcome of a question, and of a purchase. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"good":"1"}                                                  | done | done
          200 | {}                                                            | unavailable: unreadable answer: good is missing | unknown: unreadable answer: good is missing
          200 | {"good":                                                      | unavailable: unreadable answer: the body is not JSON | unknown: unreadable answer: the body is not JSON
          200 | <html>                                                        | unavailable: unreadable answer: the body is not JSON | unknown: unreadable answer: the body is not JSON
          200 | {"response":{"errors":[{"code":"120209","message":"Phone"}]}} | refused: UPS answered 200 120209 (Phone) | unknown: UPS answered 200 120209 (Phone)
          200 | {"response":{"errors":[{"code":"10429","message":"Many"}]}}   | throttled | unknown: UPS answered 200 10429 (Many)
          400 | {"response":{"errors":[{"code":"120209","message":"Phone"}]}} | refused: UPS answered 400 120209 (Phone) | same
          400 | {"response":{"errors":{"code":120209,"message":"Phone "}}}    | refused: UPS answered 400 120209 (Phone) | same
          400 | {"response":{"errors":[{"code":"&#xD;190102","message":"a"},{"code":"2","message":"b"}]}} | refused: UPS answered 400 190102 (a; b) | same
          400 | {"errors":[{"code":"VSS300","message":"Locale"}]}             | refused: UPS answered 400 VSS300 (Locale) | same
          400 | {"Fault":{"detail":{"Errors":{"ErrorDetail":{"PrimaryErrorCode":{"Code":"111210","Description":"No service"}}}}}} | refused: UPS answered 400 111210 (No service) | same
          400 | {"invalidTrackingNumbers":["1Z"],"response":{"errors":[{"code":"VSS210","message":"None"}]}} | refused: UPS answered 400 VSS210 (None) | same
          400 | {"response":{"errors":[{"code":"264001","message":"Down"}]}}  | unavailable: UPS answered 400 264001 (Down) | unknown: UPS answered 400 264001 (Down)
          400 | {"response":{"errors":[{"code":"10429","message":"Many"}]}}   | throttled | same
          400 | <html>                                                        | unavailable: UPS answered 400 | unknown: UPS answered 400
          400 | ''                                                            | unavailable: UPS answered 400 | unknown: UPS answered 400
          401 | {"response":{"errors":[{"code":"250002","message":"Auth"}]}}  | not allowed: UPS answered 401 250002 (Auth) | same
          401 | <html>                                                        | not allowed: UPS answered 401 | same
          403 | ''                                                            | not allowed: UPS answered 403 | same
          404 | {"response":{"errors":[{"code":"404","message":"Nothing"}]}}  | refused: UPS answered 404 404 (Nothing) | same
          408 | {"response":{"errors":[{"code":"1","message":"Slow"}]}}       | unavailable: UPS answered 408 1 (Slow) | unknown: UPS answered 408 1 (Slow)
          429 | {"response":{"errors":[{"code":"10429","message":"Many"}]}}   | throttled | same
          429 | <html>                                                        | throttled | same
          302 | ''                                                            | unavailable: UPS answered 302 | unknown: UPS answered 302
          500 | {"response":{"errors":[{"code":"10004","message":"Oops"}]}}   | unavailable: UPS answered 500 10004 (Oops) | unknown: UPS answered 500 10004 (Oops)
          503 | <html>                                                        | unavailable: UPS answered 503 | unknown: UPS answered 503
          """)
  void an_answer_means(int status, String body, String question, String purchase) {
    assertThat(settle(status, body, Effect.READS).summary()).isEqualTo(question);
    assertThat(settle(status, body, Effect.CHANGES).summary())
        .isEqualTo(purchase.equals("same") ? question : purchase);
  }

  @Test
  void an_error_may_be_told_in_the_headers_of_an_empty_200() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("errorcode", "120202");
    Answered answered = new Answered(200, headers, Buffer.buffer());
    assertThat(settle(answered, Effect.READS).summary())
        .isEqualTo("refused: UPS answered 200 120202");
    assertThat(settle(answered, Effect.CHANGES).summary())
        .isEqualTo("unknown: UPS answered 200 120202");
  }

  @Test
  void retry_after_is_heeded_should_ups_ever_send_it() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Retry-After", "9");
    assertThat(settle(new Answered(429, headers, Buffer.buffer()), Effect.CHANGES).summary())
        .isEqualTo("throttled for 9 s");
  }

  private static Outcome<String> settle(int status, String body, Effect effect) {
    return settle(
        new Answered(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body)), effect);
  }

  private static Outcome<String> settle(Answered answered, Effect effect) {
    return UpsFault.settle(answered, effect, Instant.EPOCH, json -> json.needText("good"));
  }
}
