package com.mlconnector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.SenderKeys;
import com.mlconnector.store.Work;
import com.mlconnector.webhook.FreshBooksDelivery.Genuine;
import com.mlconnector.webhook.FreshBooksDelivery.Offer;
import com.mlconnector.webhook.FreshBooksDelivery.Rejected;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreshBooksDeliveryTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String FIRST = "first-verifier-of-ours";
  private static final String SECOND = "second-verifier-of-ours";
  private static final String GOOD = "name=invoice.update&object_id=1804477&account_id=kQ7x2M";
  private static final SenderKeys.Keys KEYS =
      new SenderKeys.Keys(new ConnectionId("shop"), "kQ7x2M", List.of(FIRST, SECOND), "push-key");

  @ParameterizedTest
  @ValueSource(strings = {FIRST, SECOND})
  void a_delivery_signed_with_any_of_our_verifiers_is_genuine(String verifier) {
    assertThat(read(GOOD, sign(GOOD, verifier)))
        .isEqualTo(new Genuine("invoice.update", "1804477", Buffer.buffer(GOOD)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded; charset=utf-8",
        "APPLICATION/X-WWW-FORM-URLENCODED",
        " application/x-www-form-urlencoded ;q=1",
      })
  void the_media_type_is_read_as_http_means_it(String type) {
    assertThat(FreshBooksDelivery.read(Buffer.buffer(GOOD), type, sign(GOOD, FIRST), KEYS))
        .isInstanceOf(Genuine.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "application/json", "multipart/form-data", "text/plain", ";"})
  void another_media_type_is_refused(String type) {
    assertThat(
            rejected(FreshBooksDelivery.read(Buffer.buffer(GOOD), type, sign(GOOD, FIRST), KEYS)))
        .isEqualTo("415 not-a-form");
  }

  @ParameterizedTest
  @CsvSource({
    "name=invoice.update&object_id=7&account_id=other,          422 foreign-account",
    "name=invoice.update&object_id=7&account_id=KQ7X2M,         422 foreign-account",
    "name=invoice.update&object_id=7&account_id=,               422 foreign-account",
    "name=invoice.update&object_id=7,                           422 foreign-account",
    "name=invoice.update&object_id=7&account_id=x&account_id=kQ7x2M, 422 foreign-account",
    "name=invoice.update&object_id=0&account_id=kQ7x2M,         400 bad-fields",
    "name=invoice.update&object_id=-7&account_id=kQ7x2M,        400 bad-fields",
    "name=invoice.update&object_id=07&account_id=kQ7x2M,        400 bad-fields",
    "name=invoice.update&object_id=7a&account_id=kQ7x2M,        400 bad-fields",
    "name=invoice.update&object_id=7%0A&account_id=kQ7x2M,      400 bad-fields",
    "name=invoice.update&object_id=%D9%A7&account_id=kQ7x2M,    400 bad-fields",
    "name=invoice.update&object_id=9223372036854775808&account_id=kQ7x2M, 400 bad-fields",
    "name=invoice.update&object_id=&account_id=kQ7x2M,          400 bad-fields",
    "name=invoice.update&account_id=kQ7x2M,                     400 bad-fields",
    "name=&object_id=7&account_id=kQ7x2M,                       400 bad-fields",
    "object_id=7&account_id=kQ7x2M,                             400 bad-fields",
    "name=invoice.%00&object_id=7&account_id=kQ7x2M,            400 bad-fields",
    "name=a.b.c.d&object_id=7&account_id=kQ7x2M,                400 bad-fields",
    "name=invoice+update&object_id=7&account_id=kQ7x2M,         400 bad-fields",
  })
  void a_signed_delivery_with_odd_fields_is_refused(String body, String expected) {
    assertThat(rejected(read(body, sign(body, FIRST)))).isEqualTo(expected);
  }

  @Test
  void a_delivery_without_a_good_signature_is_refused() {
    assertThat(rejected(read(GOOD, ""))).isEqualTo("401 unsigned");
    assertThat(rejected(read(GOOD, sign(GOOD, "a-verifier-of-somebody-else"))))
        .isEqualTo("401 bad-signature");
    assertThat(rejected(read(GOOD + "&user_id=1", sign(GOOD, FIRST))))
        .isEqualTo("401 bad-signature");
  }

  @Test
  void nothing_is_genuine_while_no_callback_is_known() {
    SenderKeys.Keys none = new SenderKeys.Keys(new ConnectionId("shop"), "", List.of(), "push-key");
    assertThat(
            rejected(FreshBooksDelivery.read(Buffer.buffer(GOOD), FORM, sign(GOOD, FIRST), none)))
        .isEqualTo("401 bad-signature");
  }

  @Test
  void an_account_that_is_not_known_yet_is_nobodys_account() {
    String body = "name=invoice.update&object_id=7";
    SenderKeys.Keys early =
        new SenderKeys.Keys(new ConnectionId("shop"), "", List.of(FIRST), "push-key");
    assertThat(
            rejected(FreshBooksDelivery.read(Buffer.buffer(body), FORM, sign(body, FIRST), early)))
        .isEqualTo("422 foreign-account");
  }

  @Test
  void a_body_that_is_no_form_is_refused() {
    assertThat(rejected(FreshBooksDelivery.read(null, FORM, "x", KEYS)))
        .isEqualTo("400 not-a-form");
    assertThat(rejected(read("name=%", "x"))).isEqualTo("400 not-a-form");
    Buffer latin1 = Buffer.buffer("name=café".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(rejected(FreshBooksDelivery.read(latin1, FORM, "x", KEYS)))
        .isEqualTo("400 not-a-form");
  }

  @Test
  void a_verification_needs_no_signature_and_no_account() {
    Offer offer = new Offer(2001, "k7Hq2ZtVb9XcRm4LpWs8YdNf3GjT6aEuQx");
    String bare = "name=callback.verify&verifier=" + offer.verifier() + "&object_id=2001";
    assertThat(read(bare, "")).isEqualTo(offer);
    assertThat(read(bare + "&account_id=kQ7x2M&user_id=1", "")).isEqualTo(offer);
    assertThat(read(bare, "any signature")).isEqualTo(offer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name=callback.verify&object_id=2001",
        "name=callback.verify&object_id=2001&verifier=",
        "name=callback.verify&object_id=2001&verifier=short12",
        "name=callback.verify&object_id=2001&verifier=with+a+blank+inside",
        "name=callback.verify&object_id=2001&verifier=with%0Aline%0Afeeds",
        "name=callback.verify&object_id=2001&verifier=v%C3%A9rificateur",
        "name=callback.verify&verifier=long-enough",
        "name=callback.verify&object_id=abc&verifier=long-enough",
        "name=callback.verify&object_id=0&verifier=long-enough",
      })
  void a_verification_without_number_or_verifier_is_refused(String body) {
    assertThat(rejected(read(body, ""))).isEqualTo("400 bad-fields");
  }

  @Test
  void a_verifier_has_at_most_256_characters() {
    String most = "name=callback.verify&object_id=1&verifier=" + "x".repeat(256);
    assertThat(read(most, "")).isInstanceOf(Offer.class);
    assertThat(rejected(read(most + "x", ""))).isEqualTo("400 bad-fields");
  }

  @ParameterizedTest
  @CsvSource({
    "invoice.create,      INVOICE",
    "invoice.update,      INVOICE",
    "invoice.delete,      INVOICE",
    "invoice.sendByEmail, INVOICE",
    "client.update,       CLIENT",
    "payment.create,",
    "invoices.create,",
    "recurring.create,",
    "invoice,",
  })
  void events_of_invoices_and_clients_are_reasons_for_work(String event, Work.Kind kind) {
    assertThat(FreshBooksDelivery.reason(event)).isEqualTo(kind);
  }

  private static FreshBooksDelivery read(String body, String signature) {
    return FreshBooksDelivery.read(Buffer.buffer(body), FORM, signature, KEYS);
  }

  private static String rejected(FreshBooksDelivery delivery) {
    assertThat(delivery).isInstanceOf(Rejected.class);
    Rejected rejected = (Rejected) delivery;
    return rejected.problem().status() + " " + rejected.why();
  }

  /** By hand for plain fields, so that the test does not believe the code under test. */
  private static String sign(String body, String verifier) {
    String canonical =
        FormFields.parse(body).orElseThrow().entrySet().stream()
            .map(field -> "\"" + field.getKey() + "\": \"" + escaped(field.getValue()) + "\"")
            .collect(Collectors.joining(", ", "{", "}"));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(verifier.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String escaped(String value) {
    return IntStream.range(0, value.length())
        .mapToObj(i -> escaped(value.charAt(i)))
        .collect(Collectors.joining());
  }

  private static String escaped(char c) {
    if (c == '\n') {
      return "\\n";
    }
    return c >= ' ' && c < 127 ? String.valueOf(c) : "\\u%04x".formatted((int) c);
  }
}
