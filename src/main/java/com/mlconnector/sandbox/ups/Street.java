package com.mlconnector.sandbox.ups;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An address as Address Validation writes it: one line of capitals, ZIP and ZIP+4 apart.
 *
 * @param kind 0 unclassified, 1 commercial, 2 residential
 */
record Street(String line, String city, String state, String zip, String plus4, String kind) {
  private static final Pattern HOUSE_NUMBER = Pattern.compile("\\d+[A-Z]?([-/ ]\\d+)? .*");
  private static final Pattern HOME_UNIT = Pattern.compile("\\b(APT|APARTMENT|UNIT)\\b|#");
  private static final Pattern OFFICE_UNIT = Pattern.compile("\\b(STE|SUITE|FL|FLOOR|RM)\\b");
  private static final Pattern UNIT =
      Pattern.compile("\\s*,?\\s*(\\b(APT|APARTMENT|UNIT|STE|SUITE|FL|FLOOR|RM)\\b|#).*");

  static Street of(List<String> lines, String city, String state, String zip, String country) {
    String line = capitals(String.join(" ", lines));
    // Puerto Rico is a country to some shops and a state to UPS.
    String inState = state.isEmpty() && country.equals("PR") ? "PR" : capitals(state);
    String five = zip.length() > 5 ? zip.substring(0, 5) : zip;
    int hash = Math.floorMod((line + five).hashCode(), 9000);
    return new Street(
        line, capitals(city), inState, five, String.valueOf(1000 + hash), kind(line, hash));
  }

  private static String kind(String line, int hash) {
    if (OFFICE_UNIT.matcher(line).find()) {
      return "1";
    }
    return HOME_UNIT.matcher(line).find() || hash % 3 > 0 ? "2" : "1";
  }

  private static String capitals(String text) {
    return text.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
  }

  boolean hasHouseNumber() {
    return HOUSE_NUMBER.matcher(line).matches();
  }

  boolean hasUnit() {
    return UNIT.matcher(line).find();
  }

  boolean isPlausible() {
    return hasHouseNumber()
        && !line.contains("NOWHERE")
        && !city.isEmpty()
        && States.known(state)
        && zip.matches("(\\d{5})?");
  }

  Street withoutUnit() {
    return new Street(UNIT.matcher(line).replaceFirst(""), city, state, zip, plus4, kind);
  }

  Street withZip(String other) {
    return new Street(line, city, state, other, plus4, kind);
  }

  JsonObject classification() {
    return classification(kind);
  }

  static JsonObject classification(String kind) {
    String words =
        switch (kind) {
          case "1" -> "Commercial";
          case "2" -> "Residential";
          default -> "UnClassified";
        };
    return new JsonObject().put("Code", kind).put("Description", words);
  }

  JsonObject candidate() {
    JsonObject format =
        new JsonObject()
            .put("AddressLine", new JsonArray().add(line))
            .put("PoliticalDivision2", city)
            .put("PoliticalDivision1", state)
            .put("PostcodePrimaryLow", zip)
            .put("PostcodeExtendedLow", plus4)
            .put("Region", city + " " + state + " " + zip + "-" + plus4)
            .put("CountryCode", "US");
    return new JsonObject()
        .put("AddressClassification", classification())
        .put("AddressKeyFormat", format);
  }
}
