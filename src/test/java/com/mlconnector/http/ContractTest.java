package com.mlconnector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.audit.AuditEntry;
import com.mlconnector.check.Line;
import com.mlconnector.domain.OperatorAction;
import com.mlconnector.domain.Owner;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Scope;
import com.mlconnector.domain.Service;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.domain.TrackingStatus;
import com.mlconnector.store.Connections;
import com.mlconnector.support.HttpApi;
import com.mlconnector.support.WrittenContract;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the contract says of the code is true of the code, and what it says of itself too. */
class ContractTest {
  private static final WrittenContract CONTRACT = WrittenContract.load();
  private static final JsonObject SCHEMAS =
      CONTRACT.document().getJsonObject("components").getJsonObject("schemas");

  @Test
  void every_reason_code_has_its_title_and_its_owner() {
    assertThat(members("ReasonCode", "title"))
        .isEqualTo(expected(ReasonCode.values(), Enum::name, ReasonCode::title));
    assertThat(members("ReasonCode", "x-owner"))
        .isEqualTo(expected(ReasonCode.values(), Enum::name, code -> key(code.owner())));
  }

  @Test
  void words_of_the_contract_are_the_words_of_the_code() {
    assertThat(words("Scope")).isEqualTo(keys(Scope.values()));
    assertThat(words("ShipmentState")).isEqualTo(keys(ShipmentState.values()));
    assertThat(words("OperatorAction")).isEqualTo(keys(OperatorAction.values()));
    assertThat(words("Owner")).isEqualTo(keys(Owner.values()));
    assertThat(SCHEMAS.getJsonObject("CheckedLine").getJsonArray("enum"))
        .containsExactlyElementsOf(keys(Line.values()));
    assertThat(words("ConnectionState")).isEqualTo(keys(Connections.State.values()));
    assertThat(SCHEMAS.getJsonObject("AuditAction").getJsonArray("enum"))
        .containsExactlyElementsOf(keys(AuditEntry.Action.values()));
  }

  @Test
  void labels_of_the_contract_are_the_labels_of_the_code() {
    assertThat(members("TrackingStatus", "title"))
        .isEqualTo(expected(TrackingStatus.values(), ContractTest::key, TrackingStatus::label));
    assertThat(members("ServiceCode", "title"))
        .isEqualTo(expected(Service.values(), Service::code, Service::label));
  }

  @Test
  void every_word_is_explained() {
    for (String name : List.of("ReasonCode", "ShipmentState", "OperatorAction", "Owner")) {
      assertThat(members(name, "description").values())
          .as(name)
          .allSatisfy(sentence -> assertThat(sentence).endsWith("."));
    }
  }

  @Test
  void every_operation_has_a_summary_and_a_description() {
    assertThat(CONTRACT.operations())
        .hasSizeGreaterThan(30)
        .allSatisfy(it -> {
          assertThat(it.id()).matches("[a-z]+[A-Za-z]*");
          assertThat(it.written().getString("summary")).as(it.id()).isNotBlank();
          assertThat(it.written().getString("description")).as(it.id()).endsWith(".");
          assertThat(it.written().getJsonArray("tags")).as(it.id()).hasSize(1);
        });
  }

  @Test
  void every_refusal_is_a_problem_and_whoever_is_not_allowed_hears_it_everywhere() {
    for (WrittenContract.Operation it : CONTRACT.operations()) {
      JsonObject answers = it.written().getJsonObject("responses");
      assertThat(answers.fieldNames()).as(it.id()).contains("401", "429", "500");
      for (String status : answers.fieldNames()) {
        if (status.compareTo("400") >= 0) {
          JsonObject answer = CONTRACT.resolved(answers.getJsonObject(status));
          assertThat(answer.getJsonObject("content").fieldNames())
              .as(it.id() + " " + status)
              .containsExactly("application/problem+json");
        }
      }
    }
  }

  @Test
  void every_operation_needs_a_scope_and_who_only_looks_is_a_viewer() {
    List<String> forAnybody = new ArrayList<>();
    for (WrittenContract.Operation it : CONTRACT.operations()) {
      String scope = it.written().getString("x-scope", "");
      boolean looks = it.method().equals("GET");
      if (scope.equals("anybody")) {
        forAnybody.add(it.id());
        assertThat(it.path()).as(it.id()).startsWith("/access/");
        assertThat(it.written().getJsonArray("security")).as(it.id()).isEmpty();
      } else {
        assertThat(Scope.ofKey(scope)).as(it.id()).isPresent();
        boolean ofOneself = it.id().equals("logOut");
        assertThat(scope.equals("viewer")).as(it.id()).isEqualTo(looks || ofOneself);
        assertThat(it.path()).as(it.id()).startsWith("/api/");
        assertThat(it.written().getJsonObject("responses").fieldNames())
            .as(it.id())
            .contains("403");
      }
    }
    assertThat(forAnybody).containsExactlyInAnyOrder("makeFirstToken", "beginLogin", "finishLogin");
  }

  @Test
  void an_admin_is_needed_for_connections_settings_profiles_consent_access_and_keys() {
    assertThat(CONTRACT.operations())
        .filteredOn(it -> "admin".equals(it.written().getString("x-scope")))
        .extracting(WrittenContract.Operation::id)
        .containsExactlyInAnyOrder(
            "openConnection",
            "changeSettings",
            "beginConsent",
            "changeConnection",
            "deleteConnection",
            "revealSecret",
            "importProfile",
            "storeClientProfile",
            "changeClientProfile",
            "revealClientSecret",
            "removeClientProfile",
            "createToken",
            "revokeToken",
            "rotateAllKeys",
            "rotateKeys",
            "removeKey");
  }

  @Test
  void whatever_has_a_body_can_be_wrong_and_too_large() {
    assertThat(CONTRACT.operations())
        .filteredOn(it -> it.written().containsKey("requestBody"))
        .hasSizeGreaterThan(15)
        .allSatisfy(it ->
            assertThat(it.written().getJsonObject("responses").fieldNames())
                .as(it.id())
                .contains("400", "413"));
  }

  @Test
  void every_example_is_valid() {
    List<String> faults = new ArrayList<>();
    int checked = examples(CONTRACT.document(), "", faults);
    assertThat(faults).isEmpty();
    assertThat(checked).isGreaterThan(40);
  }

  @Test
  void a_request_or_an_answer_that_is_not_described_does_not_pass() {
    JsonObject pick = new JsonObject().put("$ref", "#/components/schemas/Pick");
    assertThat(CONTRACT.violations(pick, new JsonObject("{\"version\": 3, \"choice\": 0}")))
        .isEmpty();
    for (String wrong :
        List.of("{\"choice\": 0}", "{\"version\": 3}", "{\"version\": 3, \"x\": 0}")) {
      assertThat(CONTRACT.violations(pick, new JsonObject(wrong))).as(wrong).isNotEmpty();
    }

    HttpApi.Call call = new HttpApi.Call("GET", "/api/connections", "", "");
    CONTRACT.check(call, reply(200, "application/json", "{\"connections\": []}"));
    for (HttpApi.Reply wrong :
        List.of(
            reply(200, "application/json", "{}"),
            reply(200, "application/json", "{\"connections\": [], \"more\": 1}"),
            reply(200, "text/plain", "{\"connections\": []}"),
            reply(202, "application/json", "{\"connections\": []}"),
            reply(401, "application/json", "{}"))) {
      assertThatThrownBy(() -> CONTRACT.check(call, wrong)).isInstanceOf(AssertionError.class);
    }
  }

  private static HttpApi.Reply reply(int status, String type, String body) {
    return new HttpApi.Reply(status, type, "", Buffer.buffer(body));
  }

  /** Wherever a schema has examples, or stands beside some. */
  private static int examples(Object node, String place, List<String> faults) {
    int checked = 0;
    if (node instanceof JsonArray list) {
      for (int i = 0; i < list.size(); i++) {
        checked += examples(list.getValue(i), place + "/" + i, faults);
      }
    }
    if (node instanceof JsonObject object) {
      JsonObject judge = object.getJsonObject("schema", object);
      for (Object example : examplesOf(object)) {
        CONTRACT.violations(judge, example).forEach(fault -> faults.add(place + ": " + fault));
        checked++;
      }
      for (String name : object.fieldNames()) {
        if (!name.startsWith("example")) {
          checked += examples(object.getValue(name), place + "/" + name, faults);
        }
      }
    }
    return checked;
  }

  private static List<Object> examplesOf(JsonObject object) {
    List<Object> examples = new ArrayList<>();
    if (object.containsKey("example")) {
      examples.add(object.getValue("example"));
    }
    switch (object.getValue("examples")) {
      case JsonArray ofSchema -> ofSchema.forEach(examples::add);
      case JsonObject named ->
          named.forEach(it -> examples.add(((JsonObject) it.getValue()).getValue("value")));
      case null, default -> {}
    }
    return examples;
  }

  private static Map<String, String> members(String schema, String member) {
    Map<String, String> found = new LinkedHashMap<>();
    SCHEMAS
        .getJsonObject(schema)
        .getJsonArray("oneOf")
        .forEach(one ->
            found.put(((JsonObject) one).getString("const"), ((JsonObject) one).getString(member)));
    return found;
  }

  private static List<String> words(String schema) {
    return List.copyOf(members(schema, "description").keySet());
  }

  private static <T> Map<String, String> expected(
      T[] values, Function<T, String> name, Function<T, String> member) {
    Map<String, String> all = new LinkedHashMap<>();
    Arrays.stream(values).forEach(value -> all.put(name.apply(value), member.apply(value)));
    return all;
  }

  private static List<String> keys(Enum<?>[] values) {
    return Arrays.stream(values).map(ContractTest::key).toList();
  }

  private static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
