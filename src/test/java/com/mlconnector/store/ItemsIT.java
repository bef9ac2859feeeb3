package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.InvoiceLine;
import com.mlconnector.domain.Item;
import com.mlconnector.domain.ItemWeight;
import com.mlconnector.domain.Weight;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ItemsIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final ConnectionId OTHER = new ConnectionId("other");
  private static final Items ITEMS = new Items();

  @AutoClose private static TestStore store;
  private static InvoiceContexts contexts;

  @BeforeAll
  static void open() {
    store = TestStore.open();
    ClientProfiles profiles = new ClientProfiles(store.vault());
    Connections connections = new Connections(store.vault(), profiles);
    contexts =
        new InvoiceContexts(
            profiles,
            new OperatorDecisions(store.vault()),
            new AcceptedAddresses(store.vault()),
            new Shipments(store.vault()));
    store.run(tx -> connections.add(tx, Samples.connection(SHOP)));
    store.run(tx -> connections.add(tx, Samples.connection(OTHER)));
  }

  @Test
  void the_rows_about_an_invoice_are_found_by_name_and_by_sku() {
    Item mug = item("Blue mug", "", "2.5");
    Item cup = item("", "CUP-1", "0");
    store.run(tx -> ITEMS.replace(tx, SHOP, List.of(mug, cup, item("Plate", "PL-8", "3"))));
    store.run(tx -> ITEMS.replace(tx, OTHER, List.of(item("Blue mug", "", "9"))));
    assertThat(found(line("BLUE\u00a0mug.", ""), line("Thing", "sku: cup-1")))
        .containsExactlyInAnyOrder(mug, cup);
    assertThat(found(line("", ""), line("\u0000", "\u0000 \uD83D"))).isEmpty();
    assertThat(found()).isEmpty();
  }

  @Test
  void a_person_gives_one_row_and_gives_it_again() {
    store.run(tx -> ITEMS.replace(tx, SHOP, List.of()));
    store.run(tx -> ITEMS.put(tx, SHOP, List.of(item("Bowl", "", "2"))));
    store.run(tx -> ITEMS.put(tx, SHOP, List.of(item("BOWL", "", "2.5"))));
    List<Item> all = store.in(tx -> ITEMS.all(tx, SHOP));
    assertThat(all).containsExactly(item("BOWL", "", "2.5"));
    int none = store.in(tx -> ITEMS.remove(tx, SHOP, Optional.of("--"), Optional.empty()));
    assertThat(none).isZero();
    int one = store.in(tx -> ITEMS.remove(tx, SHOP, Optional.of("bowl"), Optional.empty()));
    assertThat(one).isEqualTo(1);
  }

  @Test
  void a_large_table_is_not_read_as_a_whole() {
    List<Item> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(item("Item number " + i, "SKU-" + i, "1"));
    }
    store.run(tx -> ITEMS.replace(tx, SHOP, many));
    store.sql("analyze item");
    String plan =
        plan(
            """
            explain select 1 from item where connection_id = 'shop' and name_key = any(array['a'])
            union all select 1 from item
            where connection_id = 'shop' and sku_key = any(array['b']) and sku_key <> ''
            """);
    assertThat(plan).contains("item_pkey").contains("item_of_sku").doesNotContain("Seq Scan");
    assertThat(found(line("item number 19999", "SKU-7"))).hasSize(2);
  }

  private static String plan(String explain) {
    StringBuilder plan = new StringBuilder();
    try (Connection connection = store.place().connect();
        Statement statement = connection.createStatement();
        ResultSet lines = statement.executeQuery(explain)) {
      while (lines.next()) {
        plan.append(lines.getString(1)).append('\n');
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return plan.toString();
  }

  private static List<Item> found(InvoiceLine... lines) {
    return store
        .in(tx -> contexts.of(tx, SHOP, Samples.invoice(1, List.of(lines))))
        .items()
        .items();
  }

  private static InvoiceLine line(String name, String description) {
    return new InvoiceLine(1, name, description, BigDecimal.ONE);
  }

  private static Item item(String name, String sku, String pounds) {
    return new Item(name, sku, ItemWeight.of(pounds, Weight.Unit.POUND));
  }
}
