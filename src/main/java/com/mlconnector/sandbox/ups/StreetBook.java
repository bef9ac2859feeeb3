package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the stand-in knows about addresses: a few real towns, one apartment house, and the rules a
 * person adds by the control API. Any other US address with a house number and a ZIP that fits its
 * state is valid.
 */
final class StreetBook {
  enum Outcome {
    VALID,
    /** Valid, with another ZIP than the one asked for. */
    CORRECTED,
    /** Valid, without the unit that was asked for. */
    DROPPED_UNIT,
    AMBIGUOUS,
    NONE,
    /** None of the three indicators; UPS doesn't say what that means. */
    INCONCLUSIVE,
    UNAVAILABLE
  }

  /** What Address Validation found, and the candidates it shows. */
  record Found(Outcome outcome, List<Street> candidates) {}

  private record Rule(String zip, String street, Outcome outcome) {
    boolean matches(Street asked) {
      return (zip.isEmpty() || zip.equals(asked.zip())) && asked.line().contains(street);
    }

    JsonObject toJson() {
      return new JsonObject()
          .put("zip", zip)
          .put("street", street)
          .put("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }

  private static final Map<String, String> TOWNS =
      Map.of(
          "BUFFALO NY", "14222",
          "OAKLAND CA", "94607",
          "SAN FRANCISCO CA", "94103",
          "NEW YORK NY", "10001",
          "PORTLAND ME", "04101",
          "AUSTIN TX", "78701");

  private final List<Rule> rules = new ArrayList<>();

  Found find(Street asked) {
    Optional<Rule> rule = rules.reversed().stream().filter(r -> r.matches(asked)).findFirst();
    return rule.isPresent() ? byRule(rule.get().outcome(), asked) : byBook(asked);
  }

  private static Found byBook(Street asked) {
    if (!asked.isPlausible()) {
      return new Found(Outcome.NONE, List.of());
    }
    if (asked.line().startsWith("1187 ELMWOOD AVE") && asked.zip().equals("14222")) {
      return asked.hasUnit()
          ? valid(elmwood(asked.line(), "14222", "1213", "2"))
          : new Found(Outcome.AMBIGUOUS, ELMWOOD);
    }
    return States.fits(asked.state(), asked.zip()) ? valid(asked) : corrected(asked);
  }

  private static Found byRule(Outcome outcome, Street asked) {
    return switch (outcome) {
      case VALID -> valid(asked);
      case CORRECTED -> valid(asked.withZip(neighbour(asked.zip())));
      case DROPPED_UNIT -> valid(asked.withoutUnit());
      case AMBIGUOUS -> new Found(outcome, List.of(asked.withoutUnit(), elsewhere(asked)));
      case NONE, INCONCLUSIVE, UNAVAILABLE -> new Found(outcome, List.of());
    };
  }

  private static Found valid(Street street) {
    return new Found(Outcome.VALID, List.of(street));
  }

  /** UPS corrects a wrong ZIP silently if it knows the town. */
  private static Found corrected(Street asked) {
    String zip = TOWNS.get(asked.city() + " " + asked.state());
    return zip == null ? new Found(Outcome.NONE, List.of()) : valid(asked.withZip(zip));
  }

  private static String neighbour(String zip) {
    char last = zip.isEmpty() ? '0' : zip.charAt(zip.length() - 1);
    return zip.substring(0, Math.max(0, zip.length() - 1))
        + (last == '9' ? '0' : (char) (last + 1));
  }

  private static Street elsewhere(Street asked) {
    return new Street(
        asked.withoutUnit().line() + " E",
        asked.city(),
        asked.state(),
        neighbour(asked.zip()),
        "2215",
        "0");
  }

  private static final List<Street> ELMWOOD =
      List.of(
          elmwood("1100-1198 ELMWOOD AVE", "14222", "1201", "0"),
          elmwood("1187 ELMWOOD AVE APT 1-12", "14222", "1213", "2"),
          elmwood("1187 ELMWOOD PARK E", "14207", "2215", "0"));

  private static Street elmwood(String line, String zip, String plus4, String kind) {
    return new Street(line, "BUFFALO", "NY", zip, plus4, kind);
  }

  /**
   * Adds a rule; the newest one that matches wins.
   *
   * @throws IllegalArgumentException with a sentence for the caller
   */
  void add(JsonObject json) {
    String zip = Json.text(json, "zip");
    String street = Json.text(json, "street").toUpperCase(Locale.ROOT);
    if (zip.isEmpty() && street.isEmpty()) {
      throw new IllegalArgumentException("An address rule needs a 'zip', a 'street' or both.");
    }
    rules.add(new Rule(zip, street, outcome(Json.text(json, "outcome"))));
  }

  private static Outcome outcome(String word) {
    return Arrays.stream(Outcome.values())
        .filter(outcome -> outcome.name().equalsIgnoreCase(word.replace('-', '_')))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'outcome' must be one of valid, corrected, dropped-unit, ambiguous, none,"
                    + " inconclusive, unavailable, not '"
                    + word
                    + "'."));
  }

  void clear() {
    rules.clear();
  }

  JsonArray toJson() {
    JsonArray all = new JsonArray();
    rules.forEach(rule -> all.add(rule.toJson()));
    return all;
  }
}
