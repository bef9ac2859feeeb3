package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** Weight and dimensions of one package, for Rating and Shipping alike. */
final class PackageRules {
  private static final BigDecimal MOST_POUNDS = new BigDecimal(150);
  private static final BigDecimal MOST_KILOS = new BigDecimal(70);
  private static final int MOST_LENGTH_AND_GIRTH = 165;

  private PackageRules() {}

  static Optional<Problem> problem(JsonObject parcel) {
    return weightProblem(parcel).or(() -> sizeProblem(Json.object(parcel, "Dimensions")));
  }

  static String weightUnit(JsonObject parcel) {
    return Json.text(parcel, "PackageWeight", "UnitOfMeasurement", "Code");
  }

  private static Optional<Problem> weightProblem(JsonObject parcel) {
    String unit = weightUnit(parcel);
    String weight = Json.text(parcel, "PackageWeight", "Weight");
    if (weight.isEmpty()) {
      return Optional.of(Problem.missing("PackageWeight.Weight"));
    }
    if (!Set.of("LBS", "KGS", "OZS").contains(unit)) {
      return Optional.of(Problem.invalid("PackageWeight.UnitOfMeasurement.Code"));
    }
    // Five characters at most: "149.9".
    if (weight.length() > 5 || !weight.matches("\\d+(\\.\\d+)?")) {
      return Optional.of(Problem.invalid("PackageWeight.Weight"));
    }
    BigDecimal value = new BigDecimal(weight);
    BigDecimal most = unit.equals("KGS") ? MOST_KILOS : MOST_POUNDS;
    return value.signum() <= 0 || (!unit.equals("OZS") && value.compareTo(most) > 0)
        ? Optional.of(Problem.invalid("PackageWeight.Weight"))
        : Optional.empty();
  }

  private static Optional<Problem> sizeProblem(JsonObject size) {
    if (size.isEmpty()) {
      return Optional.empty();
    }
    if (!Set.of("IN", "CM").contains(Json.text(size, "UnitOfMeasurement", "Code"))) {
      return Optional.of(Problem.invalid("Dimensions.UnitOfMeasurement.Code"));
    }
    for (String side : Set.of("Length", "Width", "Height")) {
      if (!Json.text(size, side).matches("[1-9]\\d{0,2}")) {
        return Optional.of(Problem.invalid("Dimensions." + side));
      }
    }
    boolean inches = Json.text(size, "UnitOfMeasurement", "Code").equals("IN");
    return inches && lengthAndGirth(size) > MOST_LENGTH_AND_GIRTH
        ? Optional.of(Problem.invalid("Dimensions: length and girth exceed 165 inches"))
        : Optional.empty();
  }

  private static int lengthAndGirth(JsonObject size) {
    return side(size, "Length") + 2 * (side(size, "Width") + side(size, "Height"));
  }

  private static int side(JsonObject size, String name) {
    return Integer.parseInt(Json.text(size, name));
  }
}
