package com.mlconnector.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What somebody wrote and no key of ours has read. Never shows a value: it may be a secret. */
record Leftovers(Map<String, Given> file, Map<String, Given> environment, Collection<String> keys) {

  /** Further apart than this, two names are no slip of the pen. */
  private static final int SLIP = 3;

  List<ConfigError> errors(Map<String, String> retired) {
    List<ConfigError> errors = new ArrayList<>();
    file.forEach((key, given) -> {
      if (isSection(key)) {
        section(key, given, errors);
      } else {
        errors.add(unknown(key, given, retired, UnaryOperator.identity()));
      }
    });
    environment.forEach(
        (name, given) -> errors.add(unknown(name, given, retired, Given::variable)));
    return errors;
  }

  private boolean isSection(String key) {
    return keys.stream().anyMatch(known -> known.startsWith(key + "."));
  }

  /** A section without a value is one whose keys are all commented out. */
  private static void section(String key, Given given, List<ConfigError> errors) {
    if (given.value() != null) {
      String why = "This is a section and takes no value of its own.";
      errors.add(
          new ConfigError(key, null, why, "Write its keys below it, indented.", given.origin()));
    }
  }

  private ConfigError unknown(
      String name, Given given, Map<String, String> retired, UnaryOperator<String> spelling) {
    Map<String, String> hints = new LinkedHashMap<>();
    retired.forEach((key, hint) -> hints.put(spelling.apply(key), hint));
    String hint = hints.get(name);
    if (hint != null) {
      return new ConfigError(name, null, "This key is no longer used.", hint, given.origin());
    }
    String nearest = nearest(name, keys.stream().map(spelling).toList());
    String remedy =
        nearest == null
            ? "Remove it; conf/ml-connector.yaml lists every key."
            : "Did you mean " + nearest + "?";
    return new ConfigError(name, null, "There is no such key.", remedy, given.origin());
  }

  private static @Nullable String nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= SLIP)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .orElse(null);
  }

  /** Levenshtein: how many letters to add, drop or change. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
