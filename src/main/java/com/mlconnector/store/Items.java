package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.InvoiceLine;
import com.mlconnector.domain.Item;
import com.mlconnector.domain.ItemKeys;
import com.mlconnector.domain.ItemWeight;
import com.mlconnector.domain.ItemWeights;
import com.mlconnector.domain.Weight;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the things weigh that a connection sells: FreshBooks keeps no weights. */
public final class Items {

  /** The keys of rows that can be about lines of an invoice. */
  record Sought(Set<String> names, Set<String> skus) {
    static Sought in(List<InvoiceLine> lines) {
      Set<String> names = new LinkedHashSet<>();
      Set<String> skus = new LinkedHashSet<>();
      for (InvoiceLine line : lines) {
        names.add(ItemKeys.name(line.name()));
        skus.addAll(ItemKeys.skusIn(line.name()));
        skus.addAll(ItemKeys.skusIn(line.description()));
      }
      names.remove("");
      return new Sought(names, skus);
    }
  }

  /**
   * Rows of {@code o}'s connection, for {@link #found}; $5 are the names sought, $6 the SKUs. By
   * key, as the table may be large, and two look-ups joined: with "or", Postgres reads all of it.
   * The last condition is that of the index.
   */
  static final String FOUND =
      """
      select jsonb_agg(jsonb_build_array(name, sku, weight::text, unit)) as items
      from (select name, sku, weight, unit from item
            where connection_id = o.connection_id and name_key = any($5)
            union
            select name, sku, weight, unit from item
            where connection_id = o.connection_id and sku_key = any($6) and sku_key <> '') f
      """;

  static ItemWeights found(@Nullable JsonArray rows) {
    return new ItemWeights(
        rows == null
            ? List.of()
            : rows.stream().map(JsonArray.class::cast).map(Items::item).toList());
  }

  private static Item item(JsonArray row) {
    return item(
        row.getString(0), row.getString(1), new BigDecimal(row.getString(2)), row.getString(3));
  }

  /** All rows, by name. */
  public List<Item> all(Tx tx, ConnectionId connection) {
    return tx.all(
        """
        select name, sku, weight, unit from item where connection_id = $1
        order by name_key, sku_key
        """,
        Tuple.of(connection.value()),
        Items::item);
  }

  /** These and no others from now on; no two may have the same keys. */
  public void replace(Tx tx, ConnectionId connection, List<Item> items) {
    // Two at once would otherwise leave a mixture of both.
    tx.run("select from connection where id = $1 for no key update", Tuple.of(connection.value()));
    tx.run("delete from item where connection_id = $1", Tuple.of(connection.value()));
    put(tx, connection, items);
  }

  /** Adds rows, and changes those of the same name and SKU; no two may have the same keys. */
  public void put(Tx tx, ConnectionId connection, List<Item> items) {
    tx.run(
        """
        insert into item (connection_id, name_key, name, sku_key, sku, weight, unit)
        select $1, name_key, name, sku_key, sku, weight::numeric, unit
        from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
          as given (name_key, name, sku_key, sku, weight, unit)
        order by name_key, sku_key
        on conflict (connection_id, name_key, sku_key) do update
        set name = excluded.name, sku = excluded.sku,
            weight = excluded.weight, unit = excluded.unit
        """,
        Tuple.tuple()
            .addString(connection.value())
            .addArrayOfString(column(items, Item::nameKey))
            .addArrayOfString(column(items, Item::name))
            .addArrayOfString(column(items, Item::skuKey))
            .addArrayOfString(column(items, Item::sku))
            .addArrayOfString(column(items, item -> item.weight().amount().toPlainString()))
            .addArrayOfString(column(items, item -> item.weight().unit().symbol())));
  }

  /** Takes out the rows of that name, of that SKU, or of both if both are given. Their number. */
  public int remove(Tx tx, ConnectionId connection, Optional<String> name, Optional<String> sku) {
    Optional<String> nameKey = name.map(ItemKeys::name);
    Optional<String> skuKey = sku.map(ItemKeys::sku);
    if (nameKey.or(() -> skuKey).isEmpty()
        || nameKey.filter(String::isEmpty).isPresent()
        || skuKey.filter(String::isEmpty).isPresent()) {
      return 0;
    }
    return tx.run(
        """
        delete from item
        where connection_id = $1 and ($2::text is null or name_key = $2)
          and ($3::text is null or sku_key = $3)
        """,
        Tuple.tuple()
            .addString(connection.value())
            .addString(nameKey.orElse(null))
            .addString(skuKey.orElse(null)));
  }

  private static String[] column(List<Item> items, Function<Item, String> text) {
    return items.stream().map(text).toArray(String[]::new);
  }

  private static Item item(Row row) {
    return item(
        row.getString("name"),
        row.getString("sku"),
        row.getBigDecimal("weight"),
        row.getString("unit"));
  }

  private static Item item(String name, String sku, BigDecimal weight, String unit) {
    return new Item(name, sku, new ItemWeight(weight, Weight.Unit.ofSymbol(unit).orElseThrow()));
  }
}
