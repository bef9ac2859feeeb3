package com.mlconnector.console;

import com.mlconnector.domain.Dimensions;
import com.mlconnector.domain.FlagProblem;
import com.mlconnector.domain.FlagSettings;
import com.mlconnector.domain.FlagValues;
import com.mlconnector.domain.FlagValues.Packing;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Parcel;
import com.mlconnector.domain.Remark;
import com.mlconnector.domain.Service;
import com.mlconnector.domain.ServiceChoice;
import com.mlconnector.domain.ShipFlag;
import com.mlconnector.domain.Weight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a flag is read, as JSON. */
public final class FlagView {
  private final FlagSettings settings;

  private FlagView(FlagSettings settings) {
    this.settings = settings;
  }

  /**
   * Always with {@code result}: {@code flagged}, {@code unclear}, {@code no-ship} or {@code
   * not-flagged}.
   */
  public static JsonObject of(ShipFlag flag, FlagSettings settings) {
    return new FlagView(settings).read(flag);
  }

  private JsonObject read(ShipFlag flag) {
    return switch (flag) {
      case ShipFlag.NotFlagged _ -> result("not-flagged");
      case ShipFlag.NoShip(String reason) -> result("no-ship").put("reason", reason);
      case ShipFlag.Held(LocalDate until, ShipFlag.Asked asked) ->
          read(asked).put("held", true).put("heldUntil", shown(until));
      case ShipFlag.Unclear(List<FlagProblem> problems, _) ->
          result("unclear").put("problems", array(problems.stream().map(FlagView::problem)));
      case ShipFlag.Flagged(FlagValues values, List<Remark> remarks, _) ->
          values(values).put("remarks", array(remarks.stream().map(FlagView::remark)));
    };
  }

  private static JsonObject result(String word) {
    return new JsonObject().put("result", word);
  }

  private JsonObject values(FlagValues values) {
    JsonObject json = result("flagged").put("service", service(values.service()));
    switch (values.packing()) {
      case Packing.Parcels(List<Parcel> parcels) ->
          json.put("parcels", array(parcels.stream().map(this::parcel)));
      case Packing.WeightNotGiven(Dimensions size, Weight clientDefault) ->
          json.put("parcels", JsonArray.of(parcel(null, size, null)))
              .put("clientDefaultWeight", shown(clientDefault));
    }
    return json.put("options", new JsonArray(values.options().words()))
        .put("reship", values.reship());
  }

  private static JsonObject service(ServiceChoice choice) {
    Service domestic = choice.towards(false);
    Service international = choice.towards(true);
    return new JsonObject()
        .put("label", choice.label())
        .put("code", domestic.code())
        .put("codeAbroad", international.code());
  }

  private JsonObject parcel(Parcel parcel) {
    return parcel(parcel.weight(), parcel.dimensions(), parcel.reference());
  }

  /** Without a weight: it comes from the item table. */
  private JsonObject parcel(
      @Nullable Weight weight, @Nullable Dimensions size, @Nullable String reference) {
    return new JsonObject()
        .put("weight", shown(weight))
        .put("size", size == null ? null : size.show(settings.weights().sideUnit()))
        .put("reference", reference);
  }

  private @Nullable String shown(@Nullable Weight weight) {
    return weight == null ? null : weight.show(settings.weights().unit());
  }

  private static @Nullable String shown(@Nullable LocalDate day) {
    return Optional.ofNullable(day).map(LocalDate::toString).orElse(null);
  }

  private static JsonObject remark(Remark remark) {
    return new JsonObject().put("place", remark.field().label()).put("sentence", remark.sentence());
  }

  private static JsonObject problem(FlagProblem problem) {
    Halt.Reading reading = problem.reading();
    return new JsonObject()
        .put("reason", problem.code().name())
        .put("owner", problem.code().owner().name().toLowerCase(Locale.ROOT))
        .put("sentence", problem.sentence())
        .put("place", reading.place())
        .put("text", reading.text())
        .put("from", reading.from())
        .put("to", reading.to())
        .put("suggestion", problem.suggestion())
        .put("correctedLine", problem.correctedLine())
        .put("choices", array(problem.choices().stream().map(FlagView::choice)));
  }

  private static JsonObject choice(Halt.Choice choice) {
    return new JsonObject()
        .put("label", choice.label())
        .put("words", choice.words())
        .put("ignored", new JsonArray(choice.ignored()));
  }

  private static JsonArray array(Stream<JsonObject> items) {
    return new JsonArray(items.toList());
  }
}
