package com.mlconnector.freshbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Outcome;
import com.mlconnector.vendor.Effect;
import com.mlconnector.vendor.VendorAnswer.Answered;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshBooksFaultTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  /** The outcome of a read, and of a write. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | {"response":{"errors":[{"errno":1012,"message":"Invoice not found."}]}} | refused: FreshBooks answered 404 1012 (Invoice not found.) | same
          404 | {"response":{"errors":{"errno":"1012","message":"Invoice not found."}}} | refused: FreshBooks answered 404 1012 (Invoice not found.) | same
          404 | {"errno":404,"message":"Requested resource could not be found."}        | refused: FreshBooks answered 404 1012 (Requested resource could not be found.) | same
          404 | {"code":5,"message":"Request failed","details":[{"reason":"1012","metadata":{"message":"Client not found."}}]} | refused: FreshBooks answered 404 1012 (Client not found.) | same
          404 | <html>                                                                  | unavailable: FreshBooks answered 404 1012 | unknown: FreshBooks answered 404 1012
          200 | {"response":{"errors":[{"errno":1012,"message":"Gone."}]}}              | refused: FreshBooks answered 200 1012 (Gone.) | same
          200 | {"response":{"errors":[{"errno":1003,"message":"No."}]}}                | not allowed: FreshBooks answered 200 1003 (No.) | same
          200 | {"response":{"errors":[{"errno":1015,"message":"A number."}]}}          | refused: FreshBooks answered 200 1015 (A number.) | same
          200 | {"response":{"errors":[{"errno":409}]}}                                 | unavailable: FreshBooks answered 200 409 | same
          200 | {"response":{"errors":[{"errno":429}]}}                                 | throttled for 7 s | same
          200 | {"response":{"errors":[{"errno":1104,"message":"System."}]}}            | unavailable: FreshBooks answered 200 1104 (System.) | unknown: FreshBooks answered 200 1104 (System.)
          200 | {"response":{"errors":[]},"good":1}                                     | done | done
          200 | {"response":{"result":{}}}                                              | unavailable: unreadable answer: good is missing | unknown: unreadable answer: good is missing
          200 | <html>                                                                  | unavailable: unreadable answer: the body is not JSON | unknown: unreadable answer: the body is not JSON
          200 | ''                                                                      | unavailable: unreadable answer: good is missing | unknown: unreadable answer: good is missing
          401 | {"error":"unauthenticated","error_description":"Log in."}               | not allowed: FreshBooks answered 401 unauthenticated (Log in.) | same
          401 | {"response":{"errors":[{"errno":1003,"message":"No."}]}}                | not allowed: FreshBooks answered 401 1003 (No.) | same
          401 | {"code":16,"message":"Bad token.","details":[]}                         | not allowed: FreshBooks answered 401 16 (Bad token.) | same
          401 | <html>                                                                  | not allowed: FreshBooks answered 401 | same
          403 | {"response":{"errors":[{"errno":1003,"message":"Insufficient scope"}]}} | not allowed: FreshBooks answered 403 1003 (Insufficient scope) | same
          403 | {"response":{"errors":[{"errno":1038,"message":"Write access denied"}]}} | refused: FreshBooks answered 403 1038 (Write access denied) | same
          409 | {"response":{"errors":[{"errno":409,"message":"Conflict"}]}}            | unavailable: FreshBooks answered 409 409 (Conflict) | same
          429 | {"response":{"errors":[{"errno":429,"message":"Slow down"}]}}           | throttled for 7 s | same
          429 | ''                                                                      | throttled for 7 s | same
          422 | {"response":{"errors":[{"errno":1015,"message":"A number."}]}}          | refused: FreshBooks answered 422 1015 (A number.) | same
          402 | {"response":{"errors":[{"errno":7005,"message":"Limit"}]}}              | refused: FreshBooks answered 402 7005 (Limit) | same
          400 | {"errno":422,"message":"Semantic errors.","details":["event: Unrecognized event."]} | refused: FreshBooks answered 400 422 (Semantic errors. event: Unrecognized event.) | same
          400 | {"code":3,"message":"Invalid data.","details":[{"fieldViolations":[]}]} | refused: FreshBooks answered 400 3 (Invalid data.) | same
          400 | {"message":"The server could not verify"}                               | refused: FreshBooks answered 400 (The server could not verify) | same
          400 | <html>                                                                  | unavailable: FreshBooks answered 400 | unknown: FreshBooks answered 400
          408 | {"message":"Too slow"}                                                  | unavailable: FreshBooks answered 408 (Too slow) | unknown: FreshBooks answered 408 (Too slow)
          302 | ''                                                                      | unavailable: FreshBooks answered 302 | unknown: FreshBooks answered 302
          500 | {"response":{"errors":[{"errno":500,"message":"Oops"}]}}                | unavailable: FreshBooks answered 500 500 (Oops) | unknown: FreshBooks answered 500 500 (Oops)
          503 | <html>                                                                  | unavailable: FreshBooks answered 503 | unknown: FreshBooks answered 503
          """)
  void an_answer_means(int status, String body, String read, String write) {
    assertThat(settle(status, body, Effect.READS).summary()).isEqualTo(read);
    assertThat(settle(status, body, Effect.CHANGES).summary())
        .isEqualTo(write.equals("same") ? read : write);
  }

  @Test
  void a_wait_is_only_heeded_on_429() {
    assertThat(settle(200, "{\"good\":1}", Effect.READS)).isEqualTo(new Outcome.Done<>("1"));
    assertThat(settle(429, "", Effect.READS))
        .isEqualTo(new Outcome.Throttled<>(Optional.of(Duration.ofSeconds(7))));
  }

  @Test
  void a_long_message_is_cut() {
    String body = "{\"message\":\"" + "x".repeat(5000) + "\"}";
    assertThat(settle(400, body, Effect.READS).summary()).hasSizeLessThan(350);
  }

  private static Outcome<String> settle(int status, String body, Effect effect) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("retry-after", "7");
    Answered answered = new Answered(status, headers, Buffer.buffer(body));
    return FreshBooksFault.settle(answered, effect, NOW, json -> json.needText("good"));
  }
}
