package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One search key that works: which values it accepts, and which objects it keeps. */
record Filter(Predicate<String> accepted, BiPredicate<JsonObject, List<String>> kept) {

  boolean accepts(String value) {
    return accepted.test(value);
  }

  boolean keeps(JsonObject object, List<String> values) {
    return kept.test(object, values);
  }

  /** Keeps everything while that is so. */
  Filter unless(BooleanSupplier off) {
    return new Filter(
        accepted, (object, values) -> off.getAsBoolean() || kept.test(object, values));
  }

  /** Equal to one of the values. */
  static Filter id(String member) {
    return new Filter(
        value -> value.matches("\\d{1,18}"),
        (object, values) -> values.contains(String.valueOf(object.getValue(member))));
  }

  static Filter text(String member) {
    return new Filter(
        value -> true,
        (object, values) -> values.contains(String.valueOf(object.getValue(member))));
  }

  /** Contained in one of the members, whatever the letter case. */
  static Filter like(String... members) {
    return new Filter(
        value -> true,
        (object, values) ->
            values.stream()
                .map(value -> value.toLowerCase(Locale.ROOT))
                .anyMatch(value -> contains(object, members, value)));
  }

  static Filter flag(Predicate<JsonObject> holds) {
    return new Filter(
        value -> value.matches("(?i)true|false|0|1"),
        (object, values) ->
            values.stream().allMatch(value -> value.matches("(?i)true|1") == holds.test(object)));
  }

  /** A calendar day, inclusive. */
  static Filter dayFrom(String member) {
    return day((object, day) -> !dateOf(object, member).isBefore(day));
  }

  static Filter dayTo(String member) {
    return day((object, day) -> !dateOf(object, member).isAfter(day));
  }

  /** Day granularity although {@code updated} has seconds; the lower end is inclusive. */
  static Filter updatedFrom(Supplier<ZoneId> zone) {
    return day((object, day) -> !updatedOn(object, zone).isBefore(day));
  }

  /** The upper end is exclusive. */
  static Filter updatedBefore(Supplier<ZoneId> zone) {
    return day((object, day) -> updatedOn(object, zone).isBefore(day));
  }

  private static Filter day(BiPredicate<JsonObject, LocalDate> kept) {
    return new Filter(
        FieldKind::isDay,
        (object, values) ->
            values.stream().allMatch(value -> kept.test(object, LocalDate.parse(value))));
  }

  private static LocalDate updatedOn(JsonObject object, Supplier<ZoneId> zone) {
    return EasternTime.dayOf(object.getString("updated"), zone.get());
  }

  private static LocalDate dateOf(JsonObject object, String member) {
    return LocalDate.parse(object.getString(member));
  }

  private static boolean contains(JsonObject object, String[] members, String value) {
    for (String member : members) {
      if (String.valueOf(object.getValue(member)).toLowerCase(Locale.ROOT).contains(value)) {
        return true;
      }
    }
    return false;
  }
}
