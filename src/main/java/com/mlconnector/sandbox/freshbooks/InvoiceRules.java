package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an invoice write may contain. Only looks; {@link InvoiceBook} writes. */
final class InvoiceRules {
  static final Map<String, FieldKind> WRITABLE =
      Map.ofEntries(
          Map.entry("invoice_number", FieldKind.TEXT),
          Map.entry("customerid", FieldKind.WHOLE),
          Map.entry("create_date", FieldKind.DATE),
          Map.entry("due_offset_days", FieldKind.WHOLE),
          Map.entry("fulfillment_date", FieldKind.NULLABLE_DATE),
          Map.entry("generation_date", FieldKind.NULLABLE_DATE),
          Map.entry("discount_value", FieldKind.PERCENT),
          Map.entry("discount_description", FieldKind.NULLABLE_TEXT),
          Map.entry("deposit_amount", FieldKind.MONEY),
          Map.entry("deposit_percentage", FieldKind.NULLABLE_TEXT),
          Map.entry("currency_code", FieldKind.TEXT),
          Map.entry("language", FieldKind.TEXT),
          Map.entry("notes", FieldKind.TEXT),
          Map.entry("terms", FieldKind.NULLABLE_TEXT),
          Map.entry("po_number", FieldKind.NULLABLE_TEXT),
          Map.entry("fname", FieldKind.TEXT),
          Map.entry("lname", FieldKind.TEXT),
          Map.entry("organization", FieldKind.TEXT),
          Map.entry("address", FieldKind.TEXT),
          Map.entry("street", FieldKind.TEXT),
          Map.entry("street2", FieldKind.TEXT),
          Map.entry("city", FieldKind.TEXT),
          Map.entry("province", FieldKind.TEXT),
          Map.entry("code", FieldKind.TEXT),
          Map.entry("country", FieldKind.TEXT),
          Map.entry("vat_name", FieldKind.NULLABLE_TEXT),
          Map.entry("vat_number", FieldKind.TEXT),
          Map.entry("payment_details", FieldKind.TEXT),
          Map.entry("template", FieldKind.TEXT),
          Map.entry("show_attachments", FieldKind.FLAG),
          Map.entry("return_uri", FieldKind.NULLABLE_TEXT));

  private static final Set<String> READ_ONLY =
      Set.of(
          "id",
          "invoiceid",
          "accountid",
          "accounting_systemid",
          "created_at",
          "updated",
          "version",
          "uuid",
          "date_paid",
          "amount",
          "outstanding",
          "paid",
          "net_paid_amount",
          "discount_total",
          "description",
          "current_organization",
          "v3_status",
          "display_status",
          "payment_status",
          "parent",
          "basecampid",
          "ext_archive",
          "gmail");

  private static final String OBJECT = "invoice";

  private final Settings settings;
  private final Lines lines;

  InvoiceRules(Settings settings, Lines lines) {
    this.settings = settings;
    this.lines = lines;
  }

  List<Refusal> forCreate(Business business, JsonObject fields) {
    List<Refusal> refusals = new ArrayList<>();
    for (String required : List.of("customerid", "create_date")) {
      if (fields.getValue(required) == null) {
        refusals.add(Refusal.required(OBJECT, required));
      }
    }
    return refusals.isEmpty() ? fields(business, fields, Set.of()) : refusals;
  }

  List<Refusal> forChange(Business business, JsonObject invoice, JsonObject fields) {
    if (settings.on(Setting.REFUSE_PAID_UPDATES) && invoice.getInteger("status") == 4) {
      return List.of(Refusal.plain(403, 1038, "Write access denied: the invoice is paid."));
    }
    return fields(business, fields, Lines.byId(invoice).keySet());
  }

  private List<Refusal> fields(Business business, JsonObject fields, Set<Integer> knownLines) {
    // Writing it answers 403 whatever else is in the body; due_offset_days is the way.
    if (fields.containsKey("due_date")) {
      return List.of(Refusal.readOnly(OBJECT, "due_date", fields.getValue("due_date")));
    }
    List<Refusal> refusals = new ArrayList<>();
    for (Map.Entry<String, Object> member : fields) {
      refusals.addAll(member(business, member.getKey(), member.getValue(), knownLines));
    }
    return refusals;
  }

  private List<Refusal> member(
      Business business, String field, @Nullable Object value, Set<Integer> knownLines) {
    if (field.equals("lines")) {
      return lines.refusals(value, knownLines);
    }
    if (field.equals("status")) {
      return status(value);
    }
    if (READ_ONLY.contains(field) && settings.on(Setting.REFUSE_READ_ONLY)) {
      return List.of(Refusal.readOnly(OBJECT, field, value));
    }
    FieldKind kind = WRITABLE.get(field);
    if (kind == null) {
      return List.of();
    }
    List<Refusal> refusals = kind.refuse(OBJECT, field, value).stream().toList();
    if (!refusals.isEmpty()) {
      return refusals;
    }
    if (field.equals("customerid") && !business.clients.containsKey(number(value))) {
      return List.of(Refusal.notFound("client", "userid", String.valueOf(value)));
    }
    return value instanceof String text ? text(field, text) : List.of();
  }

  private List<Refusal> text(String field, String text) {
    if (field.equals("notes")
        && !settings.on(Setting.NOTES_CUT)
        && text.codePointCount(0, text.length()) > settings.count(Setting.NOTES_LIMIT)) {
      return List.of(Refusal.invalid(1017, OBJECT, field, null, "The field 'notes' is too long."));
    }
    if (settings.on(Setting.REFUSE_ASTRAL) && text.codePoints().anyMatch(c -> c > 0xFFFF)) {
      return List.of(
          Refusal.invalid(
              1036, OBJECT, field, null, "The field '" + field + "' has Unicode out of range."));
    }
    return List.of();
  }

  private static List<Refusal> status(@Nullable Object value) {
    if (!(value instanceof Integer status)) {
      return List.of(Refusal.notANumber(OBJECT, "status", value));
    }
    return status >= 0 && status <= 3
        ? List.of()
        : List.of(
            Refusal.invalid(
                1004,
                OBJECT,
                "status",
                value,
                "Status must be one of 'draft', 'sent', 'viewed' or 'disputed'."));
  }

  private static int number(@Nullable Object value) {
    return Integer.parseInt(String.valueOf(value));
  }
}
