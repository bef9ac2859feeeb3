package com.mlconnector.store;

import com.mlconnector.domain.Decisions;
import com.mlconnector.domain.FlagAdvice;
import com.mlconnector.domain.ReasonCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Operators' decisions as they are sealed in their row. */
final class DecisionJson {
  private DecisionJson() {}

  static JsonObject write(Decisions decisions) {
    FlagAdvice flag = decisions.flag();
    JsonObject json =
        new JsonObject()
            .put(
                "flag",
                new JsonObject()
                    .put("words", flag.words())
                    .put("ignored", array(flag.ignored()))
                    .put("instead", flag.instead())
                    .put("about", flag.about()))
            .put(
                "anyway",
                array(decisions.anyway().stream().map(Enum::name).collect(Collectors.toSet())))
            .put("oldToo", decisions.oldToo())
            .put("cancelled", decisions.cancelled().orElse(null))
            .put("reship", decisions.reship().orElse(null));
    decisions.address().ifPresent(address -> json.put("address", AddressJson.write(address)));
    decisions
        .hold()
        .ifPresent(hold ->
            json.put(
                "hold",
                new JsonObject().put("until", hold.until().map(LocalDate::toString).orElse(null))));
    return json;
  }

  static Decisions read(JsonObject json) {
    JsonObject flag = json.getJsonObject("flag");
    @Nullable JsonObject address = json.getJsonObject("address");
    @Nullable JsonObject hold = json.getJsonObject("hold");
    return new Decisions(
        new FlagAdvice(
            flag.getString("words"),
            strings(flag.getJsonArray("ignored")),
            flag.getBoolean("instead"),
            flag.getString("about")),
        Optional.ofNullable(address).map(AddressJson::stored),
        strings(json.getJsonArray("anyway")).stream()
            .map(ReasonCode::valueOf)
            .collect(Collectors.toSet()),
        json.getBoolean("oldToo"),
        Optional.ofNullable(hold)
            .map(of ->
                new Decisions.Hold(
                    Optional.ofNullable(of.getString("until")).map(LocalDate::parse))),
        Optional.ofNullable(json.getString("cancelled")),
        Optional.ofNullable(json.getString("reship")));
  }

  private static JsonArray array(Set<String> values) {
    JsonArray array = new JsonArray();
    values.stream().sorted().forEach(array::add);
    return array;
  }

  private static Set<String> strings(JsonArray array) {
    return array.stream().map(String::valueOf).collect(Collectors.toSet());
  }
}
