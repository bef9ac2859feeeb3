package com.mlconnector.store;

import com.mlconnector.domain.Halt;
import com.mlconnector.domain.ReasonCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A halt without its code, which stands in a column of its own. */
final class HaltJson {
  private HaltJson() {}

  static JsonObject write(Halt halt) {
    JsonArray choices = new JsonArray();
    halt.choices()
        .forEach(choice ->
            choices.add(
                new JsonObject()
                    .put("label", choice.label())
                    .put("words", choice.words())
                    .put("ignored", new JsonArray(choice.ignored()))));
    JsonObject json =
        new JsonObject()
            .put("sentence", halt.sentence())
            .put("ways", new JsonArray(halt.ways()))
            .put("choices", choices);
    halt.reading()
        .ifPresent(reading ->
            json.put(
                "reading",
                new JsonObject()
                    .put("place", reading.place())
                    .put("text", reading.text())
                    .put("from", reading.from())
                    .put("to", reading.to())));
    return json;
  }

  static Halt read(ReasonCode code, JsonObject json) {
    @Nullable JsonObject reading = json.getJsonObject("reading");
    return new Halt(
        code,
        json.getString("sentence"),
        strings(json.getJsonArray("ways")),
        objects(json, "choices").stream()
            .map(choice ->
                new Halt.Choice(
                    choice.getString("label"),
                    choice.getString("words"),
                    strings(choice.getJsonArray("ignored"))))
            .toList(),
        Optional.ofNullable(reading)
            .map(of ->
                new Halt.Reading(
                    of.getString("place"),
                    of.getString("text"),
                    of.getInteger("from"),
                    of.getInteger("to"))));
  }

  private static List<String> strings(JsonArray array) {
    return array.stream().map(String::valueOf).toList();
  }

  /** Rows of earlier releases have no such list. */
  private static List<JsonObject> objects(JsonObject json, String name) {
    return json.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast).toList();
  }
}
