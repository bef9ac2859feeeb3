package com.mlconnector.freshbooks;

import com.mlconnector.domain.Bill;
import com.mlconnector.domain.InvoiceLine;
import com.mlconnector.domain.InvoiceLine.Tax;
import com.mlconnector.domain.InvoiceLine.Terms;
import com.mlconnector.domain.Money;
import com.mlconnector.vendor.VendorJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Lines as FreshBooks writes them and wants them back: camel case and snake case mixed, numbers as
 * text.
 */
public final class LinesJson {
  private LinesJson() {}

  static InvoiceLine read(VendorJson line) {
    return new InvoiceLine(
        line.needLong("lineid"),
        line.text("name"),
        line.text("description"),
        line.decimal("qty").orElse(BigDecimal.ZERO),
        line.decimal("qty").flatMap(quantity -> terms(line)));
  }

  /** None where a part can't be read: what was misread must not be written back. */
  private static Optional<Terms> terms(VendorJson line) {
    Optional<BigDecimal> type = line.decimal("type");
    Optional<Money> unitCost = money(line, "unit_cost");
    Optional<Tax> first = tax(line, "taxName1", "taxAmount1");
    Optional<Tax> second = tax(line, "taxName2", "taxAmount2");
    if (type.isEmpty() || unitCost.isEmpty() || first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Terms(
            type.get().intValue(),
            unitCost.get(),
            first.get(),
            second.get(),
            line.text("compounded_tax").equals("true"),
            line.decimal("expenseid").orElse(BigDecimal.ZERO).longValue(),
            isLinked(line)));
  }

  private static boolean isLinked(VendorJson line) {
    return !line.each("modern_time_entries").isEmpty()
        || isSet(line, "modern_project_id")
        || isSet(line, "retainer_id")
        || isSet(line, "retainer_period_id");
  }

  private static boolean isSet(VendorJson line, String name) {
    String id = line.text(name);
    return !id.isEmpty() && !id.equals("0");
  }

  private static Optional<Tax> tax(VendorJson line, String name, String percent) {
    String text = line.text(name);
    Optional<BigDecimal> amount = line.decimal(percent);
    return text.isEmpty()
        ? Optional.of(new Tax("", amount.orElse(BigDecimal.ZERO)))
        : amount.map(known -> new Tax(text, known));
  }

  static Optional<Money> money(VendorJson owner, String name) {
    VendorJson money = owner.at(name);
    return money.decimal("amount").map(amount -> new Money(amount, money.text("code")));
  }

  /** Every line with all that can be written of it: FreshBooks drops what is left out. */
  static JsonArray write(List<InvoiceLine> lines) {
    JsonArray all = new JsonArray();
    lines.forEach(line -> all.add(write(line)));
    return all;
  }

  private static JsonObject write(InvoiceLine line) {
    JsonObject json = new JsonObject();
    if (line.id() != 0) {
      json.put("lineid", line.id());
    }
    json.put("name", line.name())
        .put("description", line.description())
        .put("qty", line.quantity().toPlainString());
    line.terms().ifPresent(terms -> write(terms, json));
    return json;
  }

  private static void write(Terms terms, JsonObject json) {
    json.put("type", terms.type())
        .put("unit_cost", money(terms.unitCost()))
        .put("taxName1", terms.firstTax().name())
        .put("taxAmount1", terms.firstTax().percent().toPlainString())
        .put("taxName2", terms.secondTax().name())
        .put("taxAmount2", terms.secondTax().percent().toPlainString())
        .put("compounded_tax", terms.compoundedTax());
    if (terms.expense() != 0) {
      json.put("expenseid", terms.expense());
    }
  }

  private static JsonObject money(Money money) {
    return new JsonObject()
        .put("amount", money.amount().toPlainString())
        .put("code", money.currency());
  }

  /** A bill as text to be kept: what to send again if a write of lines has done harm. */
  public static String keep(Bill bill) {
    return new JsonObject()
        .put("amount", money(bill.amount()))
        .put("lines", write(bill.lines()))
        .encode();
  }

  /** Empty if the text is no kept bill. */
  public static Optional<Bill> kept(String text) {
    VendorJson json = VendorJson.of(Buffer.buffer(text));
    return switch (json.read(LinesJson::bill)) {
      case VendorJson.Reading.Read<Optional<Bill>>(Optional<Bill> bill) -> bill;
      case VendorJson.Reading.Unreadable<Optional<Bill>> _ -> Optional.empty();
    };
  }

  private static Optional<Bill> bill(VendorJson json) {
    List<InvoiceLine> lines = json.needEach("lines").stream().map(LinesJson::read).toList();
    return money(json, "amount").map(amount -> new Bill(amount, lines));
  }
}
