package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.Work.Item;
import com.mlconnector.store.Work.Kind;
import com.mlconnector.support.TestStore;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a claim costs, by the plan and the pages it touches and not by the clock. */
class WorkPlanIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Pattern PAGES = Pattern.compile("Buffers: shared hit=(\\d+)");

  @AutoClose private final TestStore store = TestStore.open();
  private final Work work = new Work(store.database());

  @BeforeEach
  void nothing_to_do() {
    store.sql("truncate work");
  }

  @Test
  void a_backlog_of_a_hundred_thousand_is_claimed_from_by_index() {
    store.sql(
        "insert into work (connection_id, kind, key, due_at)"
            + " select 'shop', (array['invoice', 'shipment', 'tracking'])[1 + n % 3], n::text,"
            + " now() - n * interval '1 second' from generate_series(1, 100000) n");
    store.sql("analyze work");
    List<String> plan = explain("explain");

    assertThat(plan).anyMatch(line -> line.contains("Index Scan using work_due on work"));
    assertThat(plan).noneMatch(line -> line.contains("Seq Scan") || line.contains("Sort"));
    assertThat(work.claim(Kind.INVOICE, 2, LEASE))
        .extracting(Item::key)
        .containsExactlyInAnyOrder("99999", "99996");
    assertThat(TestStore.await(work.due(List.of(Kind.values()))))
        .containsExactlyInAnyOrder(Kind.INVOICE, Kind.SHIPMENT, Kind.TRACKING);
  }

  /** A forgotten transaction keeps every dead row: claims step over them, and step over no more. */
  @Test
  void a_session_that_sleeps_in_its_transaction_stops_no_claim() throws Exception {
    workOff(20);
    long before = pagesOfAClaim();
    try (Connection sleeper = store.place().connect();
        Statement statement = sleeper.createStatement()) {
      sleeper.setAutoCommit(false);
      sleeper.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("select count(*) from work");

      workOff(40);

      long during = pagesOfAClaim();
      System.out.println("a claim touches " + before + " pages, with a sleeper " + during);
      assertThat(explain("explain")).anyMatch(line -> line.contains("using work_due"));
      // Two thousand rows died meanwhile. Ten on a page is far from what is seen.
      assertThat(during).isLessThan(before + 40 * 50 / 10);
    }
    assertThat(store.count("work")).isZero();
  }

  /** Fifty pieces at a time, as fast as it goes. */
  private void workOff(int rounds) {
    List<String> keys = IntStream.range(0, 50).mapToObj(Integer::toString).toList();
    for (int round = 0; round < rounds; round++) {
      store.run(tx -> work.raiseFound(tx, SHOP, Kind.INVOICE, keys));
      List<Item> claimed = work.claim(Kind.INVOICE, 50, LEASE);
      assertThat(claimed).hasSize(50);
      store.run(tx -> claimed.forEach(item -> work.finish(tx, item)));
    }
  }

  private long pagesOfAClaim() {
    return explain("explain (analyze, buffers, timing off)").stream()
        .flatMap(line -> PAGES.matcher(line).results())
        .map(MatchResult::group)
        .mapToLong(text -> Long.parseLong(text.replaceAll("\\D+", "")))
        .max()
        .orElseThrow();
  }

  private List<String> explain(String how) {
    String claim = Work.CLAIM.replace("$1", "'invoice'").replace("$2", "16").replace("$3", "60000");
    return store.in(tx -> tx.all(how + " " + claim, Tuple.tuple(), row -> row.getString(0)));
  }
}
