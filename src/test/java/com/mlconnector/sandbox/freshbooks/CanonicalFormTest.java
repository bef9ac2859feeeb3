package com.mlconnector.sandbox.freshbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** Vectors computed with Python's json and hmac modules. */
class CanonicalFormTest {
  private static final String VERIFIER = "k7Hq2ZtVb9XcRm4LpWs8YdNf3GjT6aEuQx";

  @Test
  void an_event_is_signed_over_spaced_json_in_body_order() {
    SequencedMap<String, String> event = event("invoice.create", "1804477");
    event.put("user_id", "1");

    assertThat(CanonicalForm.body(event))
        .isEqualTo(
            "name=invoice.create&object_id=1804477&account_id=kQ7x2M&business_id=4815162"
                + "&identity_id=2342108&user_id=1");
    assertThat(CanonicalForm.json(event))
        .isEqualTo(
            "{\"name\": \"invoice.create\", \"object_id\": \"1804477\", \"account_id\": \"kQ7x2M\","
                + " \"business_id\": \"4815162\", \"identity_id\": \"2342108\", \"user_id\":"
                + " \"1\"}");
    assertThat(CanonicalForm.signature(VERIFIER, event))
        .isEqualTo("Mu8NzxrqK0V2eWmjtx++HCZIr2isUz1OiImzNZVsPQI=");
  }

  @Test
  void another_event_has_another_signature() {
    SequencedMap<String, String> event = event("invoice.update", "1804477");
    event.put("user_id", "1");

    assertThat(CanonicalForm.signature(VERIFIER, event))
        .isEqualTo("I2W4CZfjzAWzjXU2fyG2fP4Jibed8EvD0ZnRfuzdNEY=");
  }

  @Test
  void slashes_and_colons_of_a_verification_are_not_escaped() {
    SequencedMap<String, String> verification = new LinkedHashMap<>();
    verification.put("user_id", "1");
    verification.put("name", "callback.verify");
    verification.put("verifier", VERIFIER);
    verification.put("object_id", "2001");
    verification.put("account_id", "kQ7x2M");
    verification.put("system", "https://harborsupply.freshbooks.com");

    assertThat(CanonicalForm.body(verification))
        .endsWith("&system=https%3A%2F%2Fharborsupply.freshbooks.com");
    assertThat(CanonicalForm.signature(VERIFIER, verification))
        .isEqualTo("yGbzhwgjZS6XTg/cp8Q7Jd2Je/rXXM6COc7b5Rjzjh0=");
  }

  @Test
  void characters_outside_printable_ascii_become_utf_16_escapes() {
    SequencedMap<String, String> event = event("invoice.create", "1804479");
    event.put("user_id", "1");
    event.put("system", "https://café-zürich.freshbooks.com/a:b,c");
    event.put("label", "Crème \"brûlée\" \\ 東京 📦 + & 100%");

    assertThat(CanonicalForm.json(event)).contains("\\u6771\\u4eac \\ud83d\\udce6 + & 100%");
    assertThat(CanonicalForm.body(event)).endsWith("+%F0%9F%93%A6+%2B+%26+100%25");
    assertThat(CanonicalForm.signature(VERIFIER, event))
        .isEqualTo("q7R8Yl0dku5V9X7guaBn0B+PeSgc+Kb8tZFMfbbxDMQ=");
  }

  @Test
  void blank_values_stay_and_control_characters_have_their_short_escapes() {
    SequencedMap<String, String> event = event("invoice.update", "1804480");
    event.put("identity_id", "");
    event.put("user_id", "1");
    event.put("note", "tab\tnl\ncr\rbs\bff\fsoh\u0001del\u007fls\u2028end");

    assertThat(CanonicalForm.json(event)).contains("\\fsoh\\u0001del\\u007fls\\u2028end\"}");
    assertThat(CanonicalForm.signature(VERIFIER, event))
        .isEqualTo("PqHPx5KKWIgU1seU9sheteqeaEWsIg2UVvqQWpoedxU=");
  }

  @Test
  void no_fields_are_an_empty_object() {
    assertThat(CanonicalForm.json(new LinkedHashMap<>())).isEqualTo("{}");
  }

  private static SequencedMap<String, String> event(String name, String object) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("object_id", object);
    fields.put("account_id", "kQ7x2M");
    fields.put("business_id", "4815162");
    fields.put("identity_id", "2342108");
    return fields;
  }
}
