package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an invoice. A write replaces the whole set: what is not in the array is gone. An
 * element with a known {@code lineid} keeps that line, any other is a new one.
 */
final class Lines {
  private static final int MOST = 1_000;

  private static final Map<String, FieldKind> WRITABLE =
      Map.ofEntries(
          Map.entry("type", FieldKind.WHOLE),
          Map.entry("name", FieldKind.TEXT),
          Map.entry("description", FieldKind.TEXT),
          Map.entry("qty", FieldKind.NUMBER),
          Map.entry("unit_cost", FieldKind.MONEY),
          Map.entry("taxName1", FieldKind.NULLABLE_TEXT),
          Map.entry("taxName2", FieldKind.NULLABLE_TEXT),
          Map.entry("taxAmount1", FieldKind.PERCENT),
          Map.entry("taxAmount2", FieldKind.PERCENT),
          Map.entry("compounded_tax", FieldKind.FLAG),
          Map.entry("expenseid", FieldKind.WHOLE));

  private final Settings settings;

  Lines(Settings settings) {
    this.settings = settings;
  }

  List<Refusal> refusals(@Nullable Object lines, Set<Integer> known) {
    if (!(lines instanceof JsonArray list)) {
      return List.of(
          Refusal.invalid(1006, "invoice", "lines", lines, "The field 'lines' must be a list."));
    }
    if (list.size() > MOST || (list.isEmpty() && settings.on(Setting.REFUSE_EMPTY_LINES))) {
      return List.of(
          Refusal.invalid(
              1030, "invoice", "lines", list.size(), "An invoice has 1 to " + MOST + " lines."));
    }
    return list.stream().flatMap(line -> lineRefusals(line, known).stream()).toList();
  }

  private List<Refusal> lineRefusals(@Nullable Object line, Set<Integer> known) {
    if (!(line instanceof JsonObject fields)) {
      return List.of(Refusal.invalid(1006, "invoice", "lines", line, "A line must be an object."));
    }
    List<Refusal> refusals = new ArrayList<>();
    for (Map.Entry<String, Object> member : fields) {
      FieldKind kind = WRITABLE.get(member.getKey());
      if (kind != null) {
        kind.refuse("line", member.getKey(), member.getValue()).ifPresent(refusals::add);
      }
    }
    Object id = fields.getValue("lineid");
    if (id != null && !known.contains(id) && settings.on(Setting.REFUSE_UNKNOWN_LINES)) {
      refusals.add(Refusal.invalid(1012, "line", "lineid", id, "Line not found."));
    }
    return refusals;
  }

  /** The new set of lines; {@code wanted} has no refusals. */
  void replace(JsonObject invoice, JsonArray wanted, String updated) {
    Map<Integer, JsonObject> old = byId(invoice);
    int highest =
        settings.on(Setting.RENUMBER_LINES)
            ? 0
            : old.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    Set<Integer> used = new HashSet<>();
    JsonArray lines = new JsonArray();
    for (Object element : wanted) {
      JsonObject fields = (JsonObject) element;
      JsonObject kept = kept(fields.getValue("lineid"), old, used);
      JsonObject line = kept == null ? blank(invoice.getString("currency_code")) : kept.copy();
      if (kept == null || settings.on(Setting.RENUMBER_LINES)) {
        line.put("lineid", ++highest);
      }
      write(line, fields, invoice.getString("currency_code"));
      line.put("invoiceid", invoice.getInteger("id"))
          .put("taskno", lines.size() + 1)
          .put("updated", updated);
      lines.add(line);
    }
    invoice.put("lines", lines);
    // A read-only copy of the first line's description.
    invoice.put(
        "description", lines.isEmpty() ? "" : lines.getJsonObject(0).getString("description"));
  }

  /** The line that an element means; the same id twice is a new line the second time. */
  private static @Nullable JsonObject kept(
      @Nullable Object id, Map<Integer, JsonObject> old, Set<Integer> used) {
    return id instanceof Integer known && old.containsKey(known) && used.add(known)
        ? old.get(known)
        : null;
  }

  static Map<Integer, JsonObject> byId(JsonObject invoice) {
    Map<Integer, JsonObject> lines = new TreeMap<>();
    Amounts.lines(invoice).forEach(line -> lines.put(line.getInteger("lineid"), line));
    return lines;
  }

  private static void write(JsonObject line, JsonObject fields, String currency) {
    WRITABLE.forEach((name, kind) -> {
      if (fields.containsKey(name)) {
        Object kept = kind.kept(fields.getValue(name), currency);
        line.put(name, kept == null && kind == FieldKind.MONEY ? zero(currency) : kept);
      }
    });
  }

  private static JsonObject zero(String currency) {
    return Amounts.money(java.math.BigDecimal.ZERO, currency);
  }

  private static JsonObject blank(String currency) {
    return new JsonObject()
        .put("amount", zero(currency))
        .put("basecampid", 0)
        .put("compounded_tax", false)
        .putNull("date")
        .put("description", "")
        .put("expenseid", 0)
        .putNull("modern_project_id")
        .put("modern_time_entries", new JsonArray())
        .put("name", "")
        .put("qty", "1")
        .putNull("retainer_id")
        .putNull("retainer_period_id")
        .put("taxAmount1", "0")
        .put("taxAmount2", "0")
        .put("taxName1", "")
        .put("taxName2", "")
        .putNull("taxNumber1")
        .putNull("taxNumber2")
        .put("type", 0)
        .put("unit_cost", zero(currency));
  }
}
