package com.mlconnector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.SenderKeys;
import com.mlconnector.support.HostileJson;
import com.mlconnector.webhook.UpsPush.Genuine;
import com.mlconnector.webhook.UpsPush.Rejected;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpsPushTest {
  private static final String KEY = "x7WmQ2pL9sVt4RbN";
  private static final String NUMBER = "1ZA1B2C30300001011";
  private static final Buffer BODY = push(NUMBER);
  private static final SenderKeys.Keys KEYS =
      new SenderKeys.Keys(new ConnectionId("shop"), "kQ7x2M", List.of(), KEY);

  @ParameterizedTest
  @CsvSource({
    "credential,    x7WmQ2pL9sVt4RbN",
    "Credential,    Bearer x7WmQ2pL9sVt4RbN",
    "credential,    bearer x7WmQ2pL9sVt4RbN",
    "Authorization, Bearer x7WmQ2pL9sVt4RbN",
    "x-api-key,     anything",
  })
  void the_right_path_with_the_right_credential_is_genuine(String header, String value) {
    assertThat(read(BODY, KEY, MultiMap.caseInsensitiveMultiMap().add(header, value)))
        .isEqualTo(new Genuine("track-alert", NUMBER, BODY));
  }

  @Test
  void a_push_without_a_credential_is_believed_for_its_path() {
    assertThat(read(BODY)).isInstanceOf(Genuine.class);
  }

  @ParameterizedTest
  @CsvSource({
    "credential,    x7WmQ2pL9sVt4RbM",
    "credential,    Bearer",
    "credential,    ''",
    "credential,    X7WMQ2PL9SVT4RBN",
    "Authorization, Bearer other",
    "Authorization, Basic x7WmQ2pL9sVt4RbN",
  })
  void the_right_path_does_not_excuse_a_wrong_credential(String header, String value) {
    assertThat(rejected(read(BODY, KEY, MultiMap.caseInsensitiveMultiMap().add(header, value))))
        .isEqualTo("401 bad-credential");
  }

  @Test
  void one_right_credential_does_not_excuse_another() {
    MultiMap both =
        MultiMap.caseInsensitiveMultiMap()
            .add("credential", KEY)
            .add("authorization", "Bearer other");
    assertThat(rejected(read(BODY, KEY, both))).isEqualTo("401 bad-credential");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "x7WmQ2pL9sVt4Rb", "x7WmQ2pL9sVt4RbNN", "é"})
  void a_right_credential_does_not_excuse_a_wrong_path(String path) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("credential", KEY);
    assertThat(rejected(read(BODY, path, headers))).isEqualTo("401 bad-credential");
  }

  @ParameterizedTest
  @ValueSource(strings = {" 1ZA1B2C30300001011", "1za1b2c30300001011", "\\t1ZA1B2C30300001011 "})
  void a_number_is_tidied(String written) {
    assertThat(read(push(written)))
        .isInstanceOfSatisfying(
            Genuine.class, push -> assertThat(push.trackingNumber()).isEqualTo(NUMBER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1Z",
        "9400111899223197428490",
        "1ZA1B2C3030000101",
        "1ZA1B2C3030000101é"
      })
  void another_number_is_refused(String number) {
    assertThat(rejected(read(push(number)))).isEqualTo("400 bad-fields");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"trackingNumber\":null}",
        "{\"trackingNumber\":1}",
        "{\"trackingNumber\":{}}",
        "{\"trackingNumber\":[\"1ZA1B2C30300001011\"]}",
      })
  void an_object_without_a_number_is_refused(String body) {
    assertThat(rejected(read(Buffer.buffer(body)))).isEqualTo("400 bad-fields");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "[1]", "1", "true", "\"text\"", "{", "{]", "x"})
  void a_body_that_is_no_object_is_refused(String body) {
    assertThat(rejected(read(Buffer.buffer(body)))).isEqualTo("400 not-json");
  }

  @Test
  void no_body_and_bytes_that_are_no_text_are_refused() {
    assertThat(rejected(read(null))).isEqualTo("400 not-json");
    assertThat(rejected(read(Buffer.buffer(new byte[] {'{', '"', (byte) 0xff, '"'}))))
        .isEqualTo("400 not-json");
    assertThat(rejected(read(Buffer.buffer("{\"a\":".repeat(100_000))))).isEqualTo("400 not-json");
  }

  @Test
  void a_damaged_push_is_genuine_or_refused_but_never_throws() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      Buffer body = HostileJson.damaged(BODY.toString(), random);
      assertThat(read(body)).as("seed %s: %s", seed, body).isNotNull();
    }
  }

  private static Buffer push(String number) {
    return Buffer.buffer(
        "{\"trackingNumber\":\""
            + number
            + "\",\"activityStatus\":{\"type\":\"D\",\"code\":\"FS\"}}");
  }

  private static UpsPush read(@Nullable Buffer body) {
    return read(body, KEY, MultiMap.caseInsensitiveMultiMap());
  }

  private static UpsPush read(@Nullable Buffer body, String path, MultiMap headers) {
    return UpsPush.read(body, path, headers, KEYS);
  }

  private static String rejected(UpsPush push) {
    assertThat(push).isInstanceOf(Rejected.class);
    Rejected rejected = (Rejected) push;
    return rejected.problem().status() + " " + rejected.why();
  }
}
