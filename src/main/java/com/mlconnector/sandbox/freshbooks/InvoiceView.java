package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;

/** An invoice as answered: derived members filled in, members sorted, lines only when asked for. */
final class InvoiceView {
  private InvoiceView() {}

  static JsonObject of(JsonObject invoice, boolean withLines, LocalDate today) {
    JsonObject shown = invoice.copy();
    shown.put("due_date", dueDate(invoice).toString());
    shown.put("v3_status", v3Status(invoice, today));
    shown.remove("lines");
    if (withLines) {
      JsonArray lines = new JsonArray();
      Amounts.lines(invoice).forEach(line -> lines.add(Answers.sorted(line.copy())));
      shown.put("lines", lines);
    }
    return Answers.sorted(shown);
  }

  /** The only overall status; it turns overdue by the calendar, without any write. */
  static String v3Status(JsonObject invoice, LocalDate today) {
    boolean late =
        dueDate(invoice).isBefore(today) && Amounts.of(invoice, "outstanding").signum() > 0;
    return switch (invoice.getInteger("status")) {
      case 0 -> "disputed";
      case 2 -> late ? "overdue" : "sent";
      case 3 -> late ? "overdue" : "viewed";
      case 4 -> "paid";
      case 8 -> late ? "overdue" : "partial";
      default -> "draft";
    };
  }

  private static LocalDate dueDate(JsonObject invoice) {
    return LocalDate.parse(invoice.getString("create_date"))
        .plusDays(invoice.getInteger("due_offset_days"));
  }
}
