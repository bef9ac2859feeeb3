package com.mlconnector.sandbox.freshbooks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The computed amounts of an invoice. A line is quantity times cost before tax; the invoice takes
 * the discount off the lines and adds tax on the discounted amounts, rounded per tax name.
 */
final class Amounts {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Amounts() {}

  static JsonObject money(BigDecimal amount, String currency) {
    return new JsonObject()
        .put("amount", amount.setScale(2, RoundingMode.HALF_UP).toPlainString())
        .put("code", currency);
  }

  static BigDecimal of(JsonObject holder, String member) {
    JsonObject money = holder.getJsonObject(member);
    return money == null ? BigDecimal.ZERO : new BigDecimal(money.getString("amount"));
  }

  static List<JsonObject> lines(JsonObject invoice) {
    JsonArray lines = invoice.getJsonArray("lines");
    return lines.stream().map(JsonObject.class::cast).toList();
  }

  static void recompute(JsonObject invoice) {
    String currency = invoice.getString("currency_code");
    BigDecimal discount = new BigDecimal(invoice.getString("discount_value"));
    BigDecimal sum = BigDecimal.ZERO;
    Map<String, BigDecimal> taxes = new TreeMap<>();
    for (JsonObject line : lines(invoice)) {
      BigDecimal amount = new BigDecimal(line.getString("qty")).multiply(of(line, "unit_cost"));
      line.put("amount", money(amount, currency));
      line.put("unit_cost", money(of(line, "unit_cost"), currency));
      sum = sum.add(of(line, "amount"));
      addTaxes(line, percent(of(line, "amount"), HUNDRED.subtract(discount)), taxes);
    }
    BigDecimal discounted = cents(percent(sum, discount)).negate();
    BigDecimal tax =
        taxes.values().stream().map(Amounts::cents).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal amount = sum.add(discounted).add(tax);
    invoice
        .put("discount_total", money(discounted, currency))
        .put("amount", money(amount, currency))
        .put("paid", money(of(invoice, "paid"), currency))
        .put("outstanding", money(amount.subtract(of(invoice, "paid")), currency));
  }

  private static void addTaxes(JsonObject line, BigDecimal net, Map<String, BigDecimal> taxes) {
    BigDecimal first = percent(net, new BigDecimal(line.getString("taxAmount1")));
    taxes.merge(taxName(line, "taxName1"), first, BigDecimal::add);
    BigDecimal base = line.getBoolean("compounded_tax") ? net.add(first) : net;
    BigDecimal second = percent(base, new BigDecimal(line.getString("taxAmount2")));
    taxes.merge(taxName(line, "taxName2"), second, BigDecimal::add);
  }

  private static String taxName(JsonObject line, String member) {
    return String.valueOf(line.getString(member));
  }

  private static BigDecimal percent(BigDecimal amount, BigDecimal percent) {
    return amount.multiply(percent).divide(HUNDRED);
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }
}
