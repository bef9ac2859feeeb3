package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.BlockTemplate;
import com.mlconnector.domain.ConnectionSettings;
import com.mlconnector.domain.ConnectionSettings.ShipWhen;
import com.mlconnector.domain.Dimensions;
import com.mlconnector.domain.FlagField;
import com.mlconnector.domain.FlagSettings;
import com.mlconnector.domain.Service;
import com.mlconnector.domain.Weight;
import com.mlconnector.domain.WriteBackSettings;
import com.mlconnector.support.HostileJson;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsJsonTest {
  private static final String FULL =
      """
      {"shipper": {"name": "Harbor Supply", "attention": "Ann Lee", "lines": ["1 Dock St", "Bay 2"],
                   "city": "Oakland", "state": "CA", "postalCode": "94607", "country": "US",
                   "phone": "5105550142"},
       "unit": "kg", "defaultService": "02", "defaultWeight": 2.5, "shipWhen": "paid",
       "timeZone": "America/Los_Angeles", "everyShippingLine": true,
       "boxes": {"small": {"sides": [10, "8.5", 4], "tare": 0.25}, "flat": {"sides": [30, 20, 1]}},
       "standardBox": "small",
       "writeBack": {"place": "line", "onPaidInvoices": true, "removeForeignBlocks": true,
                     "template": {"headline": "Sent {shipped} for {invoice}",
                                  "parcel": "{tracking}: {status}", "link": "ups.com {tracking}"}}}
      """;
  private static final String SHIPPER =
      """
      {"shipper": {"name": "Shop", "lines": ["1 Dock St"], "city": "Oakland", "country": "US"}}
      """;

  @Test
  void every_member_is_read() {
    ConnectionSettings settings = good(new JsonObject(FULL));
    assertThat(settings.shipper())
        .isEqualTo(
            new Address(
                "Harbor Supply",
                "Ann Lee",
                List.of("1 Dock St", "Bay 2"),
                "Oakland",
                "CA",
                "94607",
                "US",
                "5105550142"));
    FlagSettings flags = settings.flags();
    assertThat(flags.weights().unit()).isEqualTo(Weight.Unit.KILOGRAM);
    assertThat(flags.defaultService()).isEqualTo(Service.SECOND_DAY_AIR);
    assertThat(flags.everyShippingLine()).isTrue();
    assertThat(flags.boxes().standard()).isEqualTo("small");
    assertThat(flags.boxes().byName().get("small"))
        .isEqualTo(
            new FlagSettings.Box(
                Dimensions.of("10", "8.5", "4", Dimensions.Unit.CENTIMETRE),
                Weight.of("0.25", Weight.Unit.KILOGRAM)));
    assertThat(flags.boxes().byName().get("flat"))
        .isEqualTo(
            new FlagSettings.Box(Dimensions.of("30", "20", "1", Dimensions.Unit.CENTIMETRE), null));
    assertThat(settings.defaultWeight()).contains(Weight.of("2.5", Weight.Unit.KILOGRAM));
    assertThat(settings.when()).isEqualTo(ShipWhen.PAID);
    assertThat(settings.zone()).isEqualTo(ZoneId.of("America/Los_Angeles"));
    assertThat(settings.writeBack())
        .isEqualTo(
            new WriteBackSettings(
                WriteBackSettings.Place.LINE,
                true,
                true,
                new BlockTemplate(
                    "Sent {shipped} for {invoice}", "{tracking}: {status}", "ups.com {tracking}")));
  }

  @Test
  void all_but_the_shipper_has_a_default() {
    ConnectionSettings settings = good(new JsonObject(SHIPPER));
    assertThat(settings.flags()).isEqualTo(FlagSettings.standard(Weight.Unit.POUND));
    assertThat(settings.defaultWeight()).isEmpty();
    assertThat(settings.when()).isEqualTo(ShipWhen.SENT);
    assertThat(settings.zone()).isEqualTo(ZoneId.of("America/New_York"));
    assertThat(settings.writeBack()).isEqualTo(WriteBackSettings.STANDARD);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "unit              | \"stone\"       | 'unit' must be lb or kg.",
        "unit              | 7               | 'unit' must be text.",
        "defaultService    | \"99\"          | 'defaultService'",
        "defaultService    | {}              | 'defaultService' must be text.",
        "defaultWeight     | 0               | 'defaultWeight' must be a number",
        "defaultWeight     | -1              | 'defaultWeight' must be a number",
        "defaultWeight     | \"x\"           | 'defaultWeight' must be a number",
        "defaultWeight     | true            | 'defaultWeight' must be a number",
        "defaultWeight     | \"1e-999999999\"| 'defaultWeight' must be a number",
        "defaultWeight     | \"1e999999999\" | 'defaultWeight' must be a number",
        "shipWhen          | \"never\"       | 'shipWhen' must be sent, paid or any.",
        "timeZone          | \"Moon/Base\"   | 'timeZone' must be a zone",
        "timeZone          | 1               | 'timeZone' must be text.",
        "everyShippingLine | true            | 'everyShippingLine' needs a 'defaultService'.",
        "everyShippingLine | \"yes\"         | 'everyShippingLine' must be true or false.",
        "boxes             | []              | 'boxes' must be an object",
        "boxes             | {\"a\": 1}      | 'boxes.a' needs 'sides'",
        "boxes             | {\"a\": {\"sides\": [1,2]}} | 'boxes.a' needs 'sides'",
        "boxes             | {\"a\": {\"sides\": [1,null,2]}} | 'boxes.a.sides[1]' must be",
        "boxes             | {\"a\": {\"sides\": [1,{},2]}} | 'boxes.a.sides[1]' must be",
        "boxes             | {\"a\": {\"sides\": [1,1,2], \"tare\": \"\"}} | 'boxes.a.tare' must"
            + " be",
        "boxes             | {\"a\": {\"sides\": [1,1,2], \"unit\": \"ft\"}} | 'boxes.a.unit' must",
        "boxes             | {\"a\": {\"sides\": [1,1,2], \"unit\": 1}} | 'boxes.a.unit' must",
        "boxes             | {\"a\": {\"sides\": [1,1,2], \"tareUnit\": \"st\"}} |"
            + " 'boxes.a.tareUnit' must",
        "boxes             | {\"a\": {\"sides\": [1,1,2], \"taer\": 1}} |"
            + " 'boxes.a.taer' is not known here; is 'tare' meant?",
        "boxes             | {\"a b\": {\"sides\": [1,1,2]}} | 'boxes.a b' must have a name of",
        "boxes             | {\"a\":{\"sides\":[1,1,2]},\"A\":{\"sides\":[1,1,2]}} |"
            + " 'boxes.A' is there twice.",
        "standardBox       | \"small\"       | 'standardBox' is not among the boxes.",
        "shippingWords     | \"shipping\"    | 'shippingWords' must be a list of words",
        "shippingWords     | [7]             | 'shippingWords' must be a list of words",
        "shippingWords     | [\"two words\"] | 'shippingWords' must be single words",
        "shippingWords     | [\"\"]          | 'shippingWords' must be single words",
        "flagFields        | []              | 'flagFields' must name one at least",
        "flagFields        | {}              | 'flagFields' must be a list of words of line,",
        "flagFields        | [\"subject\"]   | 'flagFields' can be line, notes, terms, po,",
        "softLimit         | \"heavy\"       | 'softLimit' must be a number",
        "softLimit         | 0               | 'softLimit' must be a number",
        "shipwhen          | \"paid\"        | 'shipwhen' is not known here; is 'shipWhen' meant?",
        "colour            | \"red\"         | 'colour' is not known here.",
        "shipper           | null            | 'shipper' is missing",
        "shipper           | \"x\"           | 'shipper' is missing",
      })
  void a_wrong_member_is_named(String name, String value, String error) {
    JsonObject json = new JsonObject(SHIPPER);
    json.put(name, new JsonObject("{\"v\":" + value + "}").getValue("v"));
    assertThat(errors(json)).singleElement().asString().startsWith(error);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "7                                        | 'writeBack' must be an object.",
        "{\"place\": \"terms\"}                   | 'writeBack.place' must be notes, line or",
        "{\"onPaidInvoices\": 1}                  | 'writeBack.onPaidInvoices' must be true or",
        "{\"template\": \"x\"}                     | 'writeBack.template' must be an object.",
        "{\"template\": {\"link\": 7}}             | 'writeBack.template.link' must be text.",
        "{\"template\": {\"link\": \" \"}}         | 'writeBack.template.link' must not be empty.",
        "{\"template\": {\"link\": \"a\\nb\"}}      | 'writeBack.template.link' must be one line",
        "{\"template\": {\"link\": \"--- x\"}}     | 'writeBack.template.link' must not contain",
        "{\"template\": {\"link\": \"\ud83d\ude00\"}} | 'writeBack.template.link' must not contain",
        "{\"template\": {\"link\": \"{cost}\"}}    | 'writeBack.template.link' can't use {cost}; it"
            + " knows {service},",
        "{\"template\": {\"link\": \"{status}\"}}  | 'writeBack.template.link' can't use {status};",
        "{\"template\": {\"headline\": \"{tracking}\"}} | 'writeBack.template.headline' can't use",
        "{\"template\": {\"parcel\": \"{status}\"}} | 'writeBack.template.parcel' must contain"
            + " {tracking}.",
        "{\"template\": {\"parcel\": \"{tracking} {\"}} | 'writeBack.template.parcel' has a brace",
      })
  void what_is_wrong_with_the_write_back_is_named(String value, String error) {
    JsonObject json = new JsonObject(SHIPPER);
    json.put("writeBack", new JsonObject("{\"v\":" + value + "}").getValue("v"));
    assertThat(errors(json)).singleElement().asString().startsWith(error);
  }

  @Test
  void flags_are_read_as_the_connection_says() {
    JsonObject json =
        new JsonObject(SHIPPER)
            .mergeIn(
                new JsonObject(
                    """
                    {"shippingWords": ["Livraison", "EXPÉDITION"], "flagFields": ["line", "po"],
                     "unit": "kg", "softLimit": 12.5}
                    """));
    FlagSettings flags = good(json).flags();
    assertThat(flags.shippingWords()).containsExactlyInAnyOrder("livraison", "expedition");
    assertThat(flags.fields())
        .containsExactlyInAnyOrder(
            FlagField.LINE_NAME, FlagField.LINE_DESCRIPTION, FlagField.PO_NUMBER);
    assertThat(flags.weights().softLimit()).isEqualTo(Weight.of("12.5", Weight.Unit.KILOGRAM));
    assertThat(good(json.put("shippingWords", new JsonArray())).flags().shippingWords()).isEmpty();
  }

  @Test
  void a_box_may_have_units_of_its_own_and_goes_by_its_name_in_any_case() {
    JsonObject json =
        new JsonObject(SHIPPER)
            .mergeIn(
                new JsonObject(
                    """
                    {"boxes": {"Small": {"sides": [25.4, 20, 10], "unit": "cm",
                                         "tare": 4, "tareUnit": "oz"}},
                     "standardBox": "small"}
                    """));
    FlagSettings.Boxes boxes = good(json).flags().boxes();
    assertThat(boxes.byName().get("SMALL"))
        .isEqualTo(
            new FlagSettings.Box(
                Dimensions.of("25.4", "20", "10", Dimensions.Unit.CENTIMETRE),
                Weight.of("4", Weight.Unit.OUNCE)));
    assertThat(boxes.standard()).isEqualTo("small");
  }

  @Test
  void stored_settings_of_another_version_can_be_read() {
    assertThat(SettingsJson.stored(new JsonObject(SHIPPER).put("newerMember", 1)).zone())
        .isEqualTo(ZoneId.of("America/New_York"));
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    JsonObject json =
        new JsonObject(
            "{\"unit\":1,\"shipWhen\":1,\"timeZone\":1,\"boxes\":1,\"defaultWeight\":[]}");
    assertThat(errors(json)).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "name       | \"\"                     | shipper.name",
        "name       | \"Har\\tbor\"            | shipper.name",
        "name       | 7                        | shipper.name",
        "name       | \"123456789012345678901234567890123456\" | shipper.name",
        "lines      | []                       | shipper.lines",
        "lines      | \"1 Dock St\"            | shipper.lines",
        "lines      | [\"a\",\"b\",\"c\",\"d\"]| shipper.lines",
        "lines      | [null]                   | shipper.lines",
        "lines      | [\" \"]                  | shipper.lines",
        "lines      | [\"1 Dock\\u0000St\"]    | shipper.lines",
        "city       | null                     | shipper.city",
        "country    | \"us\"                   | shipper.country",
        "country    | \"U\"                    | shipper.country",
        "country    | \"USA\"                  | shipper.country",
        "state      | {}                       | shipper.state",
        "postalCode | 94607                    | shipper.postalCode",
        "postalCode | \"94607-12345\"          | shipper.postalCode",
        "phone      | \"1234567890123456\"     | shipper.phone",
        "attention  | [\"x\"]                  | shipper.attention",
      })
  void a_wrong_part_of_the_address_is_named(String name, String value, String member) {
    JsonObject json = new JsonObject(SHIPPER);
    json.getJsonObject("shipper").put(name, new JsonObject("{\"v\":" + value + "}").getValue("v"));
    assertThat(errors(json)).singleElement().asString().startsWith("'" + member + "'");
  }

  @Test
  void stored_settings_that_are_broken_are_a_bug() {
    assertThatThrownBy(() -> SettingsJson.stored(new JsonObject()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("shipper");
  }

  @ParameterizedTest
  @ValueSource(ints = {2_000})
  void damaged_settings_are_read_or_explained_but_nothing_throws(int times) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < times; i++) {
      JsonObject json;
      try {
        json = new JsonObject(HostileJson.damaged(FULL, random));
      } catch (DecodeException cutOff) {
        continue;
      }
      List<String> errors = new ArrayList<>();
      Optional<ConnectionSettings> settings = SettingsJson.read(json, errors);
      assertThat(settings.isPresent()).as("seed %s: %s", seed, json).isEqualTo(errors.isEmpty());
    }
  }

  private static ConnectionSettings good(JsonObject json) {
    List<String> errors = new ArrayList<>();
    Optional<ConnectionSettings> settings = SettingsJson.read(json, errors);
    assertThat(errors).isEmpty();
    return settings.orElseThrow();
  }

  private static List<String> errors(JsonObject json) {
    List<String> errors = new ArrayList<>();
    assertThat(SettingsJson.read(json, errors)).isEmpty();
    return errors;
  }
}
