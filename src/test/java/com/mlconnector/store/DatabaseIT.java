package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.support.TestStore;
import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A transaction is all or nothing, also where its parts are sent without waiting for each. */
class DatabaseIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final Tx.AtEnd<String> FAILS =
      new Tx.AtEnd<>(
          "insert into work (connection_id, kind) select k, null from unnest($1::text[]) as k",
          rows -> Tuple.tuple().addArrayOfString(rows.toArray(String[]::new)));
  private static final Tx.AtEnd<String> GOES_WELL =
      new Tx.AtEnd<>(
          "insert into work (connection_id, kind, key) select 'shop', 'invoice', k"
              + " from unnest($1::text[]) as k",
          rows -> Tuple.tuple().addArrayOfString(rows.toArray(String[]::new)));

  private final TestStore store = TestStore.open();
  private final Work work = new Work(store.database());

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_statement_at_the_end_that_fails_undoes_everything() {
    assertThatThrownBy(() ->
            store.run(tx -> {
              work.raise(tx, SHOP, Work.Kind.INVOICE, "1");
              tx.atEnd(GOES_WELL, "2");
              tx.atEnd(FAILS, "3");
            }))
        .hasMessageContaining("null value");
    assertThat(store.count("work")).isZero();
  }

  @Test
  void a_script_that_fails_undoes_everything_and_leaves_a_good_connection() {
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() ->
              store.run(tx -> {
                work.raise(tx, SHOP, Work.Kind.INVOICE, "1");
                tx.atEnd(GOES_WELL, "2");
                throw new IllegalStateException("on purpose");
              }))
          .hasMessage("on purpose");
    }
    assertThat(store.count("work")).isZero();
    store.run(tx -> work.raise(tx, SHOP, Work.Kind.INVOICE, "1"));
    assertThat(store.count("work")).isEqualTo(1);
  }

  @Test
  void a_transaction_that_does_nothing_is_no_trouble() {
    store.run(tx -> {});
    int answer = store.in(tx -> 42);
    assertThat(answer).isEqualTo(42);
  }

  @Test
  void rows_for_the_end_are_one_statement_each() {
    store.run(tx -> {
      for (int i = 0; i < 20; i++) {
        tx.atEnd(GOES_WELL, Integer.toString(i));
      }
    });
    assertThat(store.count("work")).isEqualTo(20);
    assertThat(store.value("select count(distinct xmin::text || cmin::text) from work"))
        .isEqualTo("1");
  }
}
