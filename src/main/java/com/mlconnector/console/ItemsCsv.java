package com.mlconnector.console;

import com.mlconnector.csv.CsvErrors;
import com.mlconnector.csv.CsvFile;
import com.mlconnector.csv.CsvRow;
import com.mlconnector.domain.Item;
import com.mlconnector.domain.ItemWeight;
import com.mlconnector.domain.Weight;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The item table as a file: {@code name,sku,weight,unit}. */
final class ItemsCsv {
  private static final List<String> COLUMNS = List.of("name", "sku", "weight", "unit");
  private static final BigDecimal HEAVIEST = new BigDecimal("10000");

  private ItemsCsv() {}

  static String write(List<Item> items) {
    return CsvFile.write(
        COLUMNS,
        items.stream()
            .map(item ->
                List.of(
                    item.name(),
                    item.sku(),
                    item.weight().amount().toPlainString(),
                    item.weight().unit().symbol()))
            .toList());
  }

  /** All rows, no two with the same keys; whatever is wrong goes to {@code errors}. */
  static List<Item> read(Buffer body, CsvErrors errors) {
    List<Item> items = new ArrayList<>();
    Map<List<String>, Long> lines = new HashMap<>();
    for (CsvRow row : CsvFile.read(body, COLUMNS, List.of("weight", "unit"), errors)) {
      item(row)
          .ifPresent(item -> {
            Long other = lines.putIfAbsent(List.of(item.nameKey(), item.skuKey()), row.line());
            if (other == null) {
              items.add(item);
            } else {
              row.wrong("the same item as in line " + other + ".");
            }
          });
    }
    return items;
  }

  private static Optional<Item> item(CsvRow row) {
    String name = row.text("name");
    String sku = row.text("sku");
    Optional<String> objection = Item.objection(name, sku);
    objection.ifPresent(row::wrong);
    Optional<ItemWeight> weight = weight(row);
    return objection.isPresent() ? Optional.empty() : weight.map(of -> new Item(name, sku, of));
  }

  private static Optional<ItemWeight> weight(CsvRow row) {
    Optional<BigDecimal> amount = row.number("weight", false);
    Optional<Weight.Unit> unit = Weight.Unit.ofSymbol(row.text("unit"));
    if (unit.isEmpty()) {
      row.wrong("'unit' must be lb, oz, kg or g.");
    }
    if (amount.filter(of -> of.compareTo(HEAVIEST) > 0).isPresent()) {
      row.wrong("'weight' is more than " + HEAVIEST + ".");
      return Optional.empty();
    }
    return amount.flatMap(of -> unit.map(in -> new ItemWeight(of, in)));
  }
}
