package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.support.TestStore;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A transaction is all or nothing, also where its parts are sent without waiting for each. */
class DatabaseIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final Tx.AtEnd<String> FAILS =
      new Tx.AtEnd<>(
          "fails as (insert into work (connection_id, kind) select k, null"
              + " from unnest($1::text[]) as k)",
          rows -> Tuple.tuple().addArrayOfString(rows.toArray(String[]::new)));
  private static final Tx.AtEnd<String> GOES_WELL =
      new Tx.AtEnd<>(
          "goes_well as (insert into work (connection_id, kind, key) select 'shop', 'invoice', k"
              + " from unnest($1::text[]) as k)",
          rows -> Tuple.tuple().addArrayOfString(rows.toArray(String[]::new)));

  private final TestStore store = TestStore.open();
  private final Work work = new Work(store.database());

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void an_answer_that_comes_after_all_does_not_stop_those_who_gave_it_up() throws Exception {
    Promise<Context> started = Promise.promise();
    TestStore.await(
        store
            .vertx()
            .deployVerticle(
                () ->
                    new VerticleBase() {
                      @Override
                      public Future<?> start() {
                        started.complete(context);
                        return Future.succeededFuture();
                      }
                    },
                new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
    Context script = TestStore.await(started.future());
    Promise<String> slow = Promise.promise();
    CompletableFuture<String> gaveUp = new CompletableFuture<>();
    script.runOnContext(go -> {
      try {
        gaveUp.complete(Database.await(slow.future(), Duration.ofMillis(10)));
      } catch (IllegalStateException noAnswer) {
        gaveUp.complete("gave up");
      }
    });
    assertThat(gaveUp.get(10, TimeUnit.SECONDS)).isEqualTo("gave up");
    slow.complete("too late");

    CompletableFuture<String> next = new CompletableFuture<>();
    script.runOnContext(go -> next.complete("goes on"));
    assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("goes on");
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

  @Test
  void changes_that_need_no_answer_are_one_statement_without_a_transaction_around_it() {
    store.run(tx -> {
      work.raise(tx, SHOP, Work.Kind.INVOICE, "1");
      add(tx, "2");
      tx.atEnd(GOES_WELL, "3");
    });
    assertThat(store.value("select count(distinct xmin::text || cmin::text) from work"))
        .isEqualTo("1");
    assertThat(store.count("work")).isEqualTo(3);
  }

  @Test
  void a_change_that_finds_no_row_undoes_all_that_was_sent_with_it_and_before_it() {
    for (boolean alone : List.of(true, false)) {
      assertThatThrownBy(() ->
              store.run(tx -> {
                add(tx, "1");
                tx.atEnd(GOES_WELL, "2");
                if (!alone) {
                  count(tx);
                }
                tx.change(
                    "gone as (delete from work where key = $1 returning key)",
                    Tuple.of("none"),
                    Tx.OneRow.in("gone", () -> new IllegalStateException("it is not there")));
              }))
          .hasMessage("it is not there");
      assertThat(store.count("work")).isZero();
    }
  }

  @Test
  void what_was_put_off_is_there_for_the_next_statement_and_in_its_order() {
    store.run(tx -> {
      add(tx, "1");
      add(tx, "2");
      assertThat(count(tx)).isEqualTo(2);
    });
    assertThat(store.count("work")).isEqualTo(2);
  }

  private static void add(Tx tx, String key) {
    tx.change(
        "added as (insert into work (connection_id, kind, key) values ('shop', 'client', $1))",
        Tuple.of(key));
  }

  private static long count(Tx tx) {
    return tx.one("select count(*) from work", Tuple.tuple(), row -> row.getLong(0)).orElseThrow();
  }
}
