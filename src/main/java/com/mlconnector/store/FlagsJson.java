package com.mlconnector.store;

import com.mlconnector.domain.FlagField;
import com.mlconnector.domain.FlagSettings;
import com.mlconnector.domain.FlagSettings.Boxes;
import com.mlconnector.domain.FlagSettings.Weights;
import com.mlconnector.domain.ItemKeys;
import com.mlconnector.domain.Weight;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The members of settings that say how flags are read, but for the services. */
final class FlagsJson {
  private static final Pattern WORD = Pattern.compile("\\p{L}{2,30}");
  private static final Map<String, Set<FlagField>> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("line", EnumSet.of(FlagField.LINE_NAME, FlagField.LINE_DESCRIPTION));
    FIELDS.put("notes", EnumSet.of(FlagField.NOTES));
    FIELDS.put("terms", EnumSet.of(FlagField.TERMS));
    FIELDS.put("po", EnumSet.of(FlagField.PO_NUMBER));
    FIELDS.put("client-note", EnumSet.of(FlagField.CLIENT_NOTE));
  }

  private final JsonObject json;
  private final List<String> errors;

  private FlagsJson(JsonObject json, List<String> errors) {
    this.json = json;
    this.errors = errors;
  }

  static FlagSettings read(JsonObject settings, Weight.Unit unit, List<String> errors) {
    return new FlagsJson(settings, errors).read(unit);
  }

  private FlagSettings read(Weight.Unit unit) {
    FlagSettings standard = FlagSettings.standard(unit);
    Boxes boxes = BoxesJson.read(json, unit, errors);
    return new FlagSettings(
        shippingWords(standard.shippingWords()),
        false,
        fields(standard.fields()),
        null,
        weights(standard.weights()),
        boxes);
  }

  /** An empty list switches line items without a catalogue name off. */
  private Set<String> shippingWords(Set<String> standard) {
    if (json.getValue("shippingWords") == null) {
      return standard;
    }
    Set<String> words = new LinkedHashSet<>();
    for (String text : list("shippingWords", "such as shipping")) {
      // Without case and accents, as the texts are when they are compared.
      String word = ItemKeys.name(text);
      if (WORD.matcher(word).matches()) {
        words.add(word);
      } else {
        errors.add("'shippingWords' must be single words of letters, not '" + text + "'.");
      }
    }
    return words;
  }

  private Set<FlagField> fields(Set<FlagField> standard) {
    if (json.getValue("flagFields") == null) {
      return standard;
    }
    Set<FlagField> fields = EnumSet.noneOf(FlagField.class);
    if (json.getValue("flagFields") instanceof JsonArray given && given.isEmpty()) {
      errors.add("'flagFields' must name one at least: no invoice would ship.");
    }
    for (String name : list("flagFields", "of " + names())) {
      Set<FlagField> meant = FIELDS.getOrDefault(name, Set.of());
      if (meant.isEmpty()) {
        errors.add("'flagFields' can be " + names() + ", not '" + name + "'.");
      }
      fields.addAll(meant);
    }
    return fields;
  }

  private Weights weights(Weights standard) {
    Weight limit =
        JsonMembers.number(json.getValue("softLimit"), "softLimit", errors)
            .map(amount -> Weight.of(amount, standard.unit()))
            .orElse(standard.softLimit());
    return new Weights(standard.unit(), limit, standard.hardLimit());
  }

  private List<String> list(String name, String examples) {
    if (json.getValue(name) instanceof JsonArray given
        && given.stream().allMatch(String.class::isInstance)) {
      return given.stream().map(text -> ((String) text).strip()).toList();
    }
    errors.add("'" + name + "' must be a list of words " + examples + ".");
    return List.of();
  }

  private static String names() {
    return String.join(", ", FIELDS.keySet());
  }
}
