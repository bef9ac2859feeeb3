package com.mlconnector.check;

import com.mlconnector.check.Result.Failed;
import com.mlconnector.check.Result.Warning;
import com.mlconnector.domain.Owner;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** One line of the report. */
public record Finding(Line line, Result result) {

  public JsonObject json() {
    JsonObject json =
        new JsonObject()
            .put("line", line.key())
            .put("title", line.title())
            .put("result", result.word())
            .put("sentence", result.sentence());
    return switch (result) {
      case Warning(_, String remedy, Owner owner) -> advised(json, remedy, owner);
      case Failed(_, String remedy, Owner owner) -> advised(json, remedy, owner);
      default -> json;
    };
  }

  private static JsonObject advised(JsonObject json, String remedy, Owner owner) {
    return json.put("remedy", remedy).put("owner", owner.name().toLowerCase(Locale.ROOT));
  }
}
