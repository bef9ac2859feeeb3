package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.Work.Item;
import com.mlconnector.store.Work.Kind;
import com.mlconnector.store.Work.LeaseLost;
import com.mlconnector.support.TestStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Duration LONG = Duration.ofHours(1);

  @AutoClose private static TestStore store;
  private static Work work;

  @BeforeAll
  static void open() {
    store = TestStore.open();
    work = new Work(store.database());
  }

  @BeforeEach
  void nothing_to_do() {
    store.sql("truncate work");
  }

  @Test
  void every_row_is_claimed_once_however_many_ask() throws Exception {
    for (int i = 0; i < 400; i++) {
      raise("invoice-" + i);
    }
    CountDownLatch together = new CountDownLatch(8);
    List<java.util.concurrent.Future<List<Item>>> claims = new ArrayList<>();
    try (ExecutorService claimers = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        claims.add(claimers.submit(() -> claimUntilEmpty(together)));
      }
    }
    List<Item> all = new ArrayList<>();
    for (var claim : claims) {
      all.addAll(claim.get());
    }
    assertThat(all).hasSize(400);
    assertThat(all).extracting(Item::key).doesNotHaveDuplicates();
    assertThat(all).extracting(Item::fence).doesNotHaveDuplicates();
  }

  private static List<Item> claimUntilEmpty(CountDownLatch together) throws InterruptedException {
    together.countDown();
    together.await();
    List<Item> mine = new ArrayList<>();
    List<Item> claimed = work.claim(Kind.INVOICE, 7, LEASE);
    while (!claimed.isEmpty()) {
      mine.addAll(claimed);
      claimed = work.claim(Kind.INVOICE, 7, LEASE);
    }
    return mine;
  }

  @Test
  void a_claimed_row_is_nobody_elses_until_its_lease_has_run_out() {
    raise("1");
    Item first = claimOne();
    assertThat(claim()).isEmpty();
    expireLease();
    Item second = claimOne();
    assertThat(second.fence()).isGreaterThan(first.fence());
    assertThat(second.attempts()).isEqualTo(2);
  }

  @Test
  void the_oldest_comes_first() {
    raise("new");
    raise("old");
    store.sql("update work set due_at = now() - interval '1 hour' where key = 'old'");
    assertThat(work.claim(Kind.INVOICE, 1, LEASE)).extracting(Item::key).containsExactly("old");
  }

  @Test
  void a_zombie_stores_nothing() {
    raise("1");
    Item zombie = claimOne();
    expireLease();
    Item heir = claimOne();

    assertLostAndNothingStored(tx -> work.finish(tx, zombie));
    assertLostAndNothingStored(tx -> work.again(tx, zombie, LONG));
    assertLostAndNothingStored(tx -> work.hold(tx, zombie, LONG));
    work.postpone(zombie, LONG, "zombie");
    store.run(tx -> new SetAside().put(tx, zombie, "zombie"));

    store.run(tx -> work.hold(tx, heir, LEASE));
    store.run(tx -> work.finish(tx, heir));
    assertThat(store.count("work")).isZero();
  }

  private static void assertLostAndNothingStored(Consumer<Tx> step) {
    String before = row();
    assertThatThrownBy(() ->
            store.run(tx -> {
              work.raise(tx, SHOP, Kind.SHIPMENT, "must not be stored");
              step.accept(tx);
            }))
        .isInstanceOf(LeaseLost.class);
    assertThat(store.count("work")).isEqualTo(1);
    assertThat(row()).isEqualTo(before);
  }

  @Test
  void whoever_holds_on_keeps_his_lease() {
    raise("1");
    Item item = claimOne();
    expireLease();
    store.run(tx -> work.hold(tx, item, LEASE));
    assertThat(claim()).isEmpty();
  }

  @Test
  void finished_work_is_gone() {
    raise("1");
    Item item = claimOne();
    store.run(tx -> work.finish(tx, item));
    assertThat(store.count("work")).isZero();
  }

  @Test
  void a_reason_that_came_while_the_work_was_in_hand_makes_it_due_again() {
    raise("1");
    Item item = claimOne();
    raise("1");
    store.run(tx -> work.finish(tx, item));
    Item next = claimOne();
    assertThat(next.seq()).isGreaterThan(item.seq());
    assertThat(next.attempts()).isEqualTo(1);
  }

  @Test
  void a_reason_committed_while_finish_waits_for_it_is_not_lost_and_costs_no_lease()
      throws Exception {
    raise("1");
    Item item = claimOne();
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      var finished = new java.util.concurrent.Future<?>[1];
      store.run(tx -> {
        work.raise(tx, SHOP, Kind.INVOICE, "1");
        finished[0] = other.submit(() -> store.run(own -> work.finish(own, item)));
        store.awaitValue("select count(*) > 0 from pg_locks where not granted", "t");
      });
      finished[0].get(20, TimeUnit.SECONDS);
    }
    assertThat(claimOne().seq()).isEqualTo(item.seq() + 1);
  }

  @Test
  void planned_work_rests_and_a_new_reason_wakes_it() {
    raise("1");
    Item item = claimOne();
    store.run(tx -> work.again(tx, item, LONG));
    assertThat(claim()).isEmpty();
    raise("1");
    assertThat(claimOne().attempts()).isEqualTo(1);
  }

  @Test
  void a_reason_that_came_meanwhile_comes_before_the_plan() {
    raise("1");
    Item item = claimOne();
    raise("1");
    store.run(tx -> work.again(tx, item, LONG));
    assertThat(claim()).hasSize(1);
  }

  @Test
  void a_new_reason_does_not_shorten_the_back_off() {
    raise("1");
    Item item = claimOne();
    work.postpone(item, LONG, "vendor is down");
    raise("1");
    assertThat(claim()).isEmpty();
    store.sql("update work set due_at = now()");
    assertThat(claimOne().attempts()).isEqualTo(2);
  }

  @Test
  void something_due_earlier_stays_due_earlier() {
    raise("1");
    store.run(tx -> work.raise(tx, SHOP, Kind.INVOICE, "1", LONG));
    assertThat(claim()).hasSize(1);
  }

  @Test
  void what_is_set_aside_waits_for_a_new_reason_while_its_neighbours_go_on() {
    raise("bad");
    store.run(tx -> new SetAside().put(tx, claimOne(), "a bug"));
    raise("good");
    assertThat(claim()).extracting(Item::key).containsExactly("good");
    assertThat(store.value("select trouble from work where key = 'bad'")).isEqualTo("a bug");
    raise("bad");
    assertThat(claim()).extracting(Item::key).containsExactly("bad");
  }

  @Test
  void a_reason_that_came_before_the_work_was_set_aside_still_counts() {
    raise("1");
    Item item = claimOne();
    raise("1");
    store.run(tx -> new SetAside().put(tx, item, "a bug"));
    assertThat(claim()).hasSize(1);
  }

  @Test
  void a_thousand_reasons_are_one_row() {
    for (int i = 0; i < 1_000; i++) {
      raise("1");
    }
    assertThat(store.count("work")).isEqualTo(1);
    Item item = claimOne();
    assertThat(item.seq()).isEqualTo(1_000);
    store.run(tx -> work.finish(tx, item));
    assertThat(store.count("work")).isZero();
  }

  @Test
  void kinds_and_connections_do_not_mix() {
    raise("1");
    ConnectionId other = new ConnectionId("other");
    store.run(tx -> work.raise(tx, other, Kind.INVOICE, "1"));
    assertThat(work.claim(Kind.SHIPMENT, 10, LEASE)).isEmpty();
    assertThat(claim()).extracting(Item::connection).containsExactlyInAnyOrder(SHOP, other);
  }

  @Test
  void reasons_that_keep_coming_wait_for_the_settling_pause() {
    raise("1");
    Item first = claimOne();
    raise("1");
    store.run(tx -> work.finish(tx, first, LONG));
    raise("1");
    assertThat(claim()).isEmpty();
    store.sql("update work set due_at = now()");
    Item second = claimOne();
    store.run(tx -> work.finish(tx, second, LONG));
    assertThat(store.count("work")).isZero();
  }

  @Test
  void the_backlog_tells_what_is_due_and_what_is_set_aside() {
    raise("aside");
    store.run(tx -> new SetAside().put(tx, claimOne(), "a bug"));
    raise("due");
    store.sql("update work set due_at = now() - interval '90 seconds' where key = 'due'");
    store.run(tx -> work.raise(tx, SHOP, Kind.INVOICE, "later", LONG));
    assertThat(work.backlog())
        .singleElement()
        .satisfies(backlog -> {
          assertThat(backlog.kind()).isEqualTo("invoice");
          assertThat(backlog.due()).isEqualTo(1);
          assertThat(backlog.setAside()).isEqualTo(1);
          assertThat(backlog.oldestSeconds()).isBetween(90.0, 120.0);
        });
  }

  private static void raise(String key) {
    store.run(tx -> work.raise(tx, SHOP, Kind.INVOICE, key));
  }

  private static List<Item> claim() {
    return work.claim(Kind.INVOICE, 10, LEASE);
  }

  private static Item claimOne() {
    List<Item> claimed = claim();
    assertThat(claimed).hasSize(1);
    return claimed.getFirst();
  }

  private static void expireLease() {
    store.sql("update work set lease_until = now() - interval '1 second'");
  }

  private static String row() {
    return store.value("select work::text from work");
  }
}
