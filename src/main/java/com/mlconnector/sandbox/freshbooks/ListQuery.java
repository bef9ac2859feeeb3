package com.mlconnector.sandbox.freshbooks;

import com.mlconnector.sandbox.Answer;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The query of a list call. Unknown filters, sort keys and includes are no errors: they are ignored
 * and the list comes unfiltered.
 */
final class ListQuery {
  private static final int USUAL_SIZE = 15;
  private static final int LARGEST_SIZE = 100;
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+");
  private static final Pattern SEARCH = Pattern.compile("search\\[(\\w+)](\\[])?");

  private final MultiMap parameters;

  ListQuery(MultiMap parameters) {
    this.parameters = parameters;
  }

  boolean includes(String name) {
    return parameters.getAll("include[]").contains(name);
  }

  String sort() {
    return Optional.ofNullable(parameters.get("sort")).orElse("");
  }

  /** Whether an object stays in the list under the filters that are known. */
  boolean keeps(JsonObject object, Map<String, Filter> known) {
    return searched()
        .filter(known::containsKey)
        .allMatch(key ->
            Optional.ofNullable(known.get(key))
                .map(filter -> filter.keeps(object, values(key)))
                .orElse(true));
  }

  boolean searches(String key) {
    return searched().anyMatch(key::equals);
  }

  List<Refusal> refusals(
      Map<String, Filter> filters, Set<String> sorts, Set<String> includes, boolean strict) {
    List<Refusal> refusals = new ArrayList<>();
    notANumber("page", 1014).ifPresent(refusals::add);
    notANumber("per_page", 1013).ifPresent(refusals::add);
    searched().forEach(key -> badFilter(key, filters, strict).ifPresent(refusals::add));
    if (strict) {
      if (size() < number("per_page", USUAL_SIZE)) {
        refusals.add(bad(1013, "per_page", "At most " + LARGEST_SIZE + " per page."));
      }
      if (!sort().isEmpty() && !sorts.contains(sort().replaceFirst("_(asc|desc)$", ""))) {
        refusals.add(bad(1004, "sort", "Unknown sort key '" + sort() + "'."));
      }
      parameters.getAll("include[]").stream()
          .filter(name -> !includes.contains(name))
          .forEach(name -> refusals.add(bad(1004, "include", "Unknown include '" + name + "'.")));
    }
    return refusals;
  }

  /** One page of what was found; past the end it is empty, and still 200. */
  Answer page(String member, List<JsonObject> found, UnaryOperator<JsonObject> view) {
    long page = Math.max(1, number("page", 1));
    int size = size();
    JsonArray shown = new JsonArray();
    found.stream()
        .skip((page - 1) * size)
        .limit(size)
        .forEach(object -> shown.add(view.apply(object)));
    return Answers.result(
        new JsonObject()
            .put(member, shown)
            .put("page", page)
            .put("pages", (found.size() + size - 1) / size)
            .put("per_page", size)
            .put("total", found.size()));
  }

  List<String> values(String key) {
    return Stream.of("search[" + key + "]", "search[" + key + "][]")
        .flatMap(name -> parameters.getAll(name).stream())
        .toList();
  }

  private Stream<String> searched() {
    return parameters.names().stream()
        .map(SEARCH::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .distinct();
  }

  private Optional<Refusal> badFilter(String key, Map<String, Filter> filters, boolean strict) {
    Filter filter = filters.get(key);
    if (filter == null) {
      return strict
          ? Optional.of(bad(1023, "search", "Unknown filter '" + key + "'."))
          : Optional.empty();
    }
    return values(key).stream().allMatch(filter::accepts)
        ? Optional.empty()
        : Optional.of(bad(1024, key, "Invalid value for the filter '" + key + "'."));
  }

  private Optional<Refusal> notANumber(String name, int errno) {
    String text = parameters.get(name);
    return text == null || NUMBER.matcher(text).matches()
        ? Optional.empty()
        : Optional.of(bad(errno, name, "'" + name + "' must be a number."));
  }

  /** Larger values are capped without a word; the answer's per_page tells. */
  private int size() {
    int asked = number("per_page", USUAL_SIZE);
    return asked < 1 ? USUAL_SIZE : Math.min(asked, LARGEST_SIZE);
  }

  private int number(String name, int otherwise) {
    String text = parameters.get(name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    boolean negative = text.startsWith("-");
    return text.length() > 9 ? (negative ? 0 : Integer.MAX_VALUE) : Integer.parseInt(text);
  }

  private static Refusal bad(int errno, String field, String message) {
    return new Refusal(422, errno, field, message, null, null);
  }
}
