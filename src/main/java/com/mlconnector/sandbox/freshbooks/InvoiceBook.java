package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** Writes invoices. What it is given has passed {@link InvoiceRules}. */
final class InvoiceBook {
  static final int DRAFT = 1;
  private static final int PAID = 4;
  private static final int PARTIAL = 8;

  private final EasternTime time;
  private final Settings settings;
  private final Lines lines;

  InvoiceBook(EasternTime time, Settings settings, Lines lines) {
    this.time = time;
    this.settings = settings;
    this.lines = lines;
  }

  /** A new draft of the client's name and billing address; not yet in the business. */
  JsonObject create(Business business, int id, JsonObject fields) {
    EasternTime.Stamp now = time.next();
    int customer = Integer.parseInt(String.valueOf(fields.getValue("customerid")));
    JsonObject client = business.client(customer).orElseThrow();
    JsonObject invoice =
        BlankInvoice.of(business, id, now, UUID.randomUUID().toString())
            .put("currency_code", client.getString("currency_code"))
            .put("invoice_number", business.nextInvoiceNumber());
    snapshot(invoice, client);
    write(invoice, fields, now);
    if (invoice.getString("invoice_number").isEmpty()) {
      invoice.put("invoice_number", business.nextInvoiceNumber());
    }
    return invoice;
  }

  /** A changed copy: only the members that were sent. */
  JsonObject change(JsonObject invoice, JsonObject fields) {
    JsonObject changed = invoice.copy();
    write(changed, fields, touch(changed));
    return changed;
  }

  JsonObject markAsSent(JsonObject invoice) {
    JsonObject changed = invoice.copy();
    touch(changed);
    setStatus(changed, 2);
    return changed;
  }

  /** A copy with one member of its own kind: {@code vis_state} or {@code ext_archive}. */
  JsonObject with(JsonObject invoice, String member, int value) {
    JsonObject changed = invoice.copy();
    touch(changed);
    return changed.put(member, value);
  }

  JsonObject pay(JsonObject invoice, BigDecimal amount) {
    JsonObject changed = invoice.copy();
    touch(changed);
    BigDecimal paid = Amounts.of(changed, "paid").add(amount);
    changed.put("paid", Amounts.money(paid, changed.getString("currency_code")));
    Amounts.recompute(changed);
    boolean whole = Amounts.of(changed, "outstanding").signum() <= 0;
    return changed
        .put("date_paid", time.today().toString())
        .put("status", whole ? PAID : PARTIAL)
        .put("payment_status", whole ? "paid" : "partial");
  }

  /** An unsent draft follows its client; a sent invoice keeps the address it was sent with. */
  List<JsonObject> followClient(Business business, JsonObject client) {
    List<JsonObject> drafts =
        business.invoices.values().stream()
            .filter(invoice -> invoice.getInteger("status") == DRAFT)
            .filter(invoice -> invoice.getInteger("vis_state") == 0)
            .filter(invoice -> invoice.getInteger("customerid").equals(client.getInteger("id")))
            .toList();
    return drafts.stream()
        .map(draft -> {
          JsonObject changed = draft.copy();
          touch(changed);
          snapshot(changed, client);
          business.keepInvoice(changed);
          return changed;
        })
        .toList();
  }

  private void write(JsonObject invoice, JsonObject fields, EasternTime.Stamp now) {
    String currency =
        fields.getValue("currency_code") instanceof String code && !code.isEmpty()
            ? code
            : invoice.getString("currency_code");
    InvoiceRules.WRITABLE.forEach((name, kind) -> {
      if (fields.containsKey(name)) {
        invoice.put(name, kind.kept(fields.getValue(name), currency));
      }
    });
    invoice.put("currency_code", currency);
    if (settings.on(Setting.NOTES_NORMALISE_LINE_ENDS)) {
      invoice.put("notes", invoice.getString("notes").replace("\r\n", "\n"));
    }
    if (settings.on(Setting.NOTES_CUT)) {
      invoice.put("notes", cut(invoice.getString("notes"), settings.count(Setting.NOTES_LIMIT)));
    }
    if (fields.getValue("lines") instanceof JsonArray wanted) {
      lines.replace(invoice, wanted, now.seconds());
    }
    if (fields.getValue("status") instanceof Integer status) {
      setStatus(invoice, status);
    }
    Amounts.recompute(invoice);
  }

  private static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most));
  }

  private void setStatus(JsonObject invoice, int status) {
    invoice.put("status", status);
    switch (status) {
      case DRAFT -> invoice.put("display_status", "draft");
      case 2 -> invoice.put("display_status", "sent");
      case 3 -> invoice.put("display_status", "viewed");
      default -> {} // a dispute leaves what is displayed
    }
    if (status != DRAFT && invoice.getString("fulfillment_date") == null) {
      invoice.put("fulfillment_date", time.today().toString());
    }
  }

  private EasternTime.Stamp touch(JsonObject invoice) {
    EasternTime.Stamp now = time.next();
    invoice.put("updated", now.seconds()).put("version", now.micros());
    return now;
  }

  /** Billing address only: an invoice never carries the client's shipping address. */
  private static void snapshot(JsonObject invoice, JsonObject client) {
    invoice
        .put("fname", client.getString("fname"))
        .put("lname", client.getString("lname"))
        .put("organization", client.getString("organization"))
        .put("current_organization", client.getString("organization"))
        .put("street", client.getString("p_street"))
        .put("street2", client.getString("p_street2"))
        .put("city", client.getString("p_city"))
        .put("province", client.getString("p_province"))
        .put("code", client.getString("p_code"))
        .put("country", client.getString("p_country"))
        .put("vat_name", client.getString("vat_name"))
        .put("vat_number", client.getString("vat_number"));
  }
}
