package com.mlconnector.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.domain.ConnectionId;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditEntryTest {
  private static final ConnectionId SHOP = new ConnectionId("shop-1");
  private static final Instant AT = Instant.parse("2026-08-03T14:05:06.123456Z");

  @Test
  void the_canonical_form_is_flat_sorted_and_without_blanks() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("verdict", "ships");
    details.put("invoice", "1804477");
    assertThat(AuditEntry.of(SHOP, AT, Action.INVOICE_READ, details).canonical())
        .isEqualTo(
            "{\"action\":\"invoice-read\",\"at\":\"2026-08-03T14:05:06.123456Z\","
                + "\"connection\":\"shop-1\",\"d.invoice\":\"1804477\",\"d.verdict\":\"ships\","
                + "\"v\":\"1\"}");
  }

  @Test
  void a_shipment_is_named_where_there_is_one() {
    UUID id = UUID.fromString("3f9a2c1b-0000-4000-8000-000000000001");
    assertThat(AuditEntry.of(SHOP, id, AT, Action.PURCHASE_INTENDED, Map.of()).canonical())
        .isEqualTo(
            "{\"action\":\"purchase-intended\",\"at\":\"2026-08-03T14:05:06.123456Z\","
                + "\"connection\":\"shop-1\","
                + "\"shipment\":\"3f9a2c1b-0000-4000-8000-000000000001\",\"v\":\"1\"}");
  }

  @Test
  void a_detail_never_takes_the_place_of_a_member() {
    Map<String, String> details = Map.of("action", "x", "v", "2", "at", "y", "connection", "z");
    assertThat(AuditEntry.of(SHOP, AT, Action.SWEEP_DONE, details).canonical())
        .isEqualTo(
            "{\"action\":\"sweep-done\",\"at\":\"2026-08-03T14:05:06.123456Z\","
                + "\"connection\":\"shop-1\",\"d.action\":\"x\",\"d.at\":\"y\","
                + "\"d.connection\":\"z\",\"d.v\":\"2\",\"v\":\"1\"}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain /~,            plain /~",
        "say \"hi\",          say \\\"hi\\\"",
        "back\\slash,         back\\\\slash",
        "café,                caf\\u00e9",
        "東京,                  \\u6771\\u4eac",
        "📦,                  \\ud83d\\udce6",
      })
  void quotes_and_everything_beyond_ascii_are_escaped(String value, String written) {
    assertThat(detail(value)).isEqualTo(written);
  }

  @Test
  void control_characters_are_escaped_in_one_way_only() {
    assertThat(detail("\u0000\b\t\n\f\r\u001f\u007f\u2028\ud83d"))
        .isEqualTo("\\u0000\\u0008\\u0009\\u000a\\u000c\\u000d\\u001f\\u007f\\u2028\\ud83d");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-03T14:05:06.123456999Z, 2026-08-03T14:05:06.123456Z",
    "2026-08-03T14:05:06.120000001Z, 2026-08-03T14:05:06.120Z",
    "2026-08-03T14:05:06.000000999Z, 2026-08-03T14:05:06Z",
    "1969-12-31T23:59:59.999999999Z, 1969-12-31T23:59:59.999999Z",
  })
  void a_time_has_the_digits_that_postgres_keeps(Instant given, String kept) {
    AuditEntry entry = AuditEntry.of(SHOP, given, Action.SWEEP_DONE, Map.of());
    assertThat(entry.canonical()).contains("\"at\":\"" + kept + "\"");
    assertThat(entry.at()).isEqualTo(Instant.parse(kept));
  }

  @Test
  void details_are_a_copy_that_does_not_change() {
    Map<String, String> details = new LinkedHashMap<>(Map.of("a", "1"));
    AuditEntry entry = AuditEntry.of(SHOP, AT, Action.SWEEP_DONE, details);
    details.put("b", "2");
    assertThat(entry.details()).isUnmodifiable().isEqualTo(Map.of("a", "1"));
  }

  @Test
  void every_actions_key_is_its_own() {
    assertThat(Arrays.stream(Action.values()).map(Action::key))
        .doesNotHaveDuplicates()
        .allMatch(key -> key.matches("[a-z]+(-[a-z]+)*"));
  }

  private static String detail(String value) {
    String canonical = AuditEntry.of(SHOP, AT, Action.SWEEP_DONE, Map.of("x", value)).canonical();
    String before = "\"d.x\":\"";
    return canonical.substring(
        canonical.indexOf(before) + before.length(), canonical.indexOf("\",\"v\":"));
  }
}
