package com.mlconnector.store;

import com.mlconnector.domain.Dimensions;
import com.mlconnector.domain.FlagSettings.Box;
import com.mlconnector.domain.FlagSettings.Boxes;
import com.mlconnector.domain.Weight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The members {@code boxes} and {@code standardBox} of settings. */
final class BoxesJson {
  private static final List<String> KNOWN = List.of("sides", "unit", "tare", "tareUnit");

  /** What can stand behind {@code box=} in a flag. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,39}");

  private final Weight.Unit accountUnit;
  private final List<String> errors;

  private BoxesJson(Weight.Unit accountUnit, List<String> errors) {
    this.accountUnit = accountUnit;
    this.errors = errors;
  }

  /**
   * @param accountUnit for what names no unit of its own: sides are inches with pounds, else
   *     centimetres
   */
  static Boxes read(JsonObject settings, Weight.Unit accountUnit, List<String> errors) {
    return new BoxesJson(accountUnit, errors).read(settings);
  }

  private Boxes read(JsonObject settings) {
    Object value = Objects.requireNonNullElse(settings.getValue("boxes"), new JsonObject());
    if (!(value instanceof JsonObject named)) {
      errors.add("'boxes' must be an object of name to box.");
      return Boxes.NONE;
    }
    Map<String, Box> boxes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : named.fieldNames()) {
      String path = "boxes." + name;
      if (!NAME.matcher(name).matches()) {
        errors.add("'" + path + "' must have a name of letters, digits, '.', '_' and '-'.");
      }
      box(named.getValue(name), path)
          .filter(box -> boxes.put(name, box) != null)
          .ifPresent(twice -> errors.add("'" + path + "' is there twice."));
    }
    String standard = JsonMembers.text(settings.getValue("standardBox"), "standardBox", "", errors);
    if (!standard.isEmpty() && !boxes.containsKey(standard)) {
      errors.add("'standardBox' is not among the boxes.");
      return Boxes.NONE;
    }
    return new Boxes(boxes, standard.isEmpty() ? null : standard);
  }

  private Optional<Box> box(Object value, String path) {
    if (!(value instanceof JsonObject box)
        || !(box.getValue("sides") instanceof JsonArray sides)
        || sides.size() != 3) {
      errors.add("'" + path + "' needs 'sides', a list of three numbers.");
      return Optional.empty();
    }
    JsonMembers.only(box, path + ".", KNOWN, errors);
    List<BigDecimal> lengths = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      // A missing side is as wrong as a word; only a missing weight means "none".
      Object side = Objects.requireNonNullElse(sides.getValue(i), "");
      JsonMembers.number(side, path + ".sides[" + i + "]", errors).ifPresent(lengths::add);
    }
    Dimensions.Unit sideUnit = sideUnit(box, path);
    Weight.Unit tareUnit = tareUnit(box, path);
    Optional<Weight> tare =
        JsonMembers.number(box.getValue("tare"), path + ".tare", errors)
            .map(amount -> Weight.of(amount, tareUnit));
    return lengths.size() == 3
        ? Optional.of(
            new Box(
                Dimensions.of(lengths.get(0), lengths.get(1), lengths.get(2), sideUnit),
                tare.orElse(null)))
        : Optional.empty();
  }

  private Dimensions.Unit sideUnit(JsonObject box, String path) {
    String ofAccount = accountUnit == Weight.Unit.POUND ? "in" : "cm";
    String symbol = JsonMembers.text(box.getValue("unit"), path + ".unit", ofAccount, errors);
    return Dimensions.Unit.ofSymbol(symbol)
        .orElseGet(() -> {
          errors.add("'" + path + ".unit' must be in or cm.");
          return Dimensions.Unit.INCH;
        });
  }

  private Weight.Unit tareUnit(JsonObject box, String path) {
    String symbol =
        JsonMembers.text(
            box.getValue("tareUnit"), path + ".tareUnit", accountUnit.symbol(), errors);
    return Weight.Unit.ofSymbol(symbol)
        .orElseGet(() -> {
          errors.add("'" + path + ".tareUnit' must be lb, oz, kg or g.");
          return accountUnit;
        });
  }
}
