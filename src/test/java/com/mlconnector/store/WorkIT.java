package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.Work.Item;
import com.mlconnector.store.Work.Kind;
import com.mlconnector.store.Work.LeaseLost;
import com.mlconnector.support.TestStore;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
        work.raiseFound(tx, SHOP, Kind.INVOICE, List.of("1"));
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

  @Test
  void a_lease_that_ran_out_counts_as_a_fault_and_one_handed_back_does_not() {
    raise("1");
    claimOne();
    expireLease();
    Item second = claimOne();
    assertThat(second.faults()).isEqualTo(1);
    assertThat(TestStore.await(work.release(List.of(second)))).isEqualTo(1);
    Item third = claimOne();
    assertThat(third.faults()).isEqualTo(1);
    assertThat(third.attempts()).isEqualTo(second.attempts());
  }

  @Test
  void leases_are_renewed_for_those_who_still_hold_them() {
    raise("mine");
    raise("lost");
    List<Item> both = claim();
    store.sql("update work set fence = nextval('fence') where key = 'lost'");
    TestStore.await(work.renew(both.stream().map(item -> new Work.Lease(item, LONG)).toList()));
    assertThat(store.value("select key from work where lease_until > now() + interval '30 min'"))
        .isEqualTo("mine");
    assertThat(TestStore.await(work.release(both))).isEqualTo(1);
    assertThat(claim()).extracting(Item::key).containsExactly("mine");
  }

  @Test
  void renewing_does_not_wait_for_whoever_stores_a_result_just_now() {
    raise("1");
    raise("2");
    List<Item> both = claim();
    store.run(tx -> {
      work.finish(tx, both.getFirst());
      tx.run("select 1", Tuple.tuple()); // sends what was put off
      TestStore.await(work.renew(both.stream().map(item -> new Work.Lease(item, LONG)).toList()));
    });
    assertThat(store.value("select count(*) from work where lease_until > now() + '30 min'"))
        .isEqualTo("1");
  }

  @Test
  void one_look_tells_which_kinds_are_due() {
    raise("1");
    store.run(tx -> work.raise(tx, SHOP, Kind.SHIPMENT, "later", LONG));
    store.run(tx -> work.raise(tx, SHOP, Kind.TRACKING, "1Z"));
    Set<Kind> asked = EnumSet.of(Kind.INVOICE, Kind.SHIPMENT, Kind.CLIENT);
    assertThat(TestStore.await(work.due(asked))).containsExactly(Kind.INVOICE);
    claimOne();
    assertThat(TestStore.await(work.due(asked))).isEmpty();
    expireLease();
    assertThat(TestStore.await(work.due(asked))).containsExactly(Kind.INVOICE);
  }

  @Test
  void a_person_sends_on_what_is_set_aside_and_nothing_else() {
    SetAside setAside = new SetAside();
    raise("bad");
    store.run(tx -> setAside.put(tx, claimOne(), "a bug"));
    raise("good");
    SetAside.Entry entry = store.in(tx -> setAside.list(tx, SHOP, 9)).getFirst();
    assertThat(entry.key()).isEqualTo("bad");
    assertThat(entry.trouble()).isEqualTo("a bug");
    assertThat(entry.tries()).isEqualTo(1);
    boolean good = store.in(tx -> setAside.retry(tx, SHOP, Kind.INVOICE, "good"));
    assertThat(good).isFalse();
    boolean bad = store.in(tx -> setAside.retry(tx, SHOP, Kind.INVOICE, "bad"));
    assertThat(bad).isTrue();
    long left = store.in(tx -> setAside.count(tx, SHOP));
    assertThat(left).isZero();
    assertThat(claim()).extracting(Item::attempts).containsOnly(1);
  }

  /** Each reason is either seen by the reader or makes the row due again; many races, none lost. */
  @Test
  void a_reason_that_comes_while_the_work_is_finished_is_never_lost() throws Exception {
    AtomicLong read = new AtomicLong();
    AtomicLong written = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger finished = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<java.util.concurrent.Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        writers.add(
            threads.submit(() -> {
              for (int n = 0; n < 400; n++) {
                store.run(tx -> {
                  work.raise(tx, SHOP, Kind.INVOICE, "1");
                  written.incrementAndGet();
                });
              }
            }));
      }
      var reader =
          threads.submit(() -> {
            while (!over.get() || store.count("work") > 0) {
              for (Item item : claim()) {
                // What was written before this moment is read; what comes after must come again.
                read.set(written.get());
                store.run(tx -> work.finish(tx, item));
                finished.incrementAndGet();
              }
            }
          });
      for (var writer : writers) {
        writer.get();
      }
      over.set(true);
      reader.get();
    }
    assertThat(read).hasValue(1_200);
    assertThat(finished.get()).isGreaterThan(20);
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
