package com.mlconnector.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.Work;
import com.mlconnector.store.Work.Item;
import com.mlconnector.store.Work.Kind;
import com.mlconnector.support.TestStore;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import java.net.ConnectException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkLoopIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final Duration OFTEN = Duration.ofMillis(50);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final TestStore store = TestStore.open();
  private final Work work = new Work(store.database());

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void work_is_found_with_every_hint_lost() throws Exception {
    CountDownLatch done = new CountDownLatch(3);
    deploy(new Hints(store.vertx(), true), OFTEN, 2, item -> finish(item, done));
    raise("1", "2", "3");
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_hint_is_enough() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch both = new CountDownLatch(2);
    Hints hints = new Hints(store.vertx(), false);
    raise("1");
    deploy(
        hints,
        NEVER,
        2,
        item -> {
          first.countDown();
          return finish(item, both);
        });
    assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
    raise("2");
    hints.workDue(SHOP, Kind.INVOICE.key());
    assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void what_always_throws_is_set_aside_while_its_neighbours_finish() throws Exception {
    CountDownLatch done = new CountDownLatch(4);
    AtomicInteger tries = new AtomicInteger();
    deploy(
        new Hints(store.vertx(), true),
        OFTEN,
        2,
        item -> {
          if (item.key().equals("poison")) {
            // Neither a RuntimeException: an endless recursion, and what await() throws unannounced
            if (tries.incrementAndGet() == 1) {
              throw new StackOverflowError("endless");
            }
            Future.failedFuture(new ConnectException("refused")).await();
          }
          return finish(item, done);
        });
    raise("1", "poison", "2", "3", "4");
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    store.awaitValue("select count(*) from work where set_aside_at is not null", "1");
    assertThat(tries).hasValue(3);
    assertThat(store.value("select trouble from work")).contains("ConnectException");
  }

  @Test
  void stopping_waits_for_what_is_in_hand_and_claims_nothing_more() throws Exception {
    CountDownLatch inHand = new CountDownLatch(1);
    Promise<Void> vendor = Promise.promise();
    CountDownLatch done = new CountDownLatch(1);
    String id =
        deploy(
            new Hints(store.vertx(), true),
            OFTEN,
            1,
            item -> {
              inHand.countDown();
              vendor.future().await();
              return finish(item, done);
            });
    raise("1", "2");
    assertThat(inHand.await(20, TimeUnit.SECONDS)).isTrue();
    Future<Void> stopped = store.vertx().undeploy(id);
    assertThat(stopped.isComplete()).isFalse();
    vendor.complete();
    TestStore.await(stopped);
    assertThat(done.getCount()).isZero();
    assertThat(store.value("select count(*) from work where attempts = 0")).isEqualTo("1");
  }

  @Test
  void no_more_is_in_hand_than_there_are_slots() throws Exception {
    AtomicInteger inHand = new AtomicInteger();
    Queue<Integer> seen = new ConcurrentLinkedQueue<>();
    CountDownLatch done = new CountDownLatch(30);
    deploy(
        new Hints(store.vertx(), true),
        OFTEN,
        3,
        item -> {
          seen.add(inHand.incrementAndGet());
          store.vertx().timer(5, TimeUnit.MILLISECONDS).await();
          inHand.decrementAndGet();
          return finish(item, done);
        });
    for (int i = 0; i < 30; i++) {
      raise(String.valueOf(i));
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).allMatch(n -> n <= 3).contains(3);
  }

  @Test
  void work_that_is_set_aside_stands_in_the_audit_with_its_trouble() {
    deploy(
        new Hints(store.vertx(), true),
        OFTEN,
        1,
        item -> {
          throw new IllegalStateException("12 Elm St");
        });
    raise("poison");
    store.awaitValue("select count(*) from work where set_aside_at is not null", "1");
    assertThat(store.value("select content from audit where action = 'work-set-aside'"))
        .contains("\"d.kind\":\"invoice\"", "\"d.key\":\"poison\"", "\"d.tries\":\"3\"")
        .contains("IllegalStateException in WorkLoopIT.")
        .doesNotContain("Elm");
    assertThat(store.value("select attempts from work")).isEqualTo("3");
  }

  @Test
  void more_memory_than_there_is_costs_the_neighbours_nothing() throws Exception {
    CountDownLatch done = new CountDownLatch(3);
    deploy(
        new Hints(store.vertx(), true),
        OFTEN,
        2,
        item ->
            item.key().equals("huge") ? sizeOf(new long[Integer.MAX_VALUE]) : finish(item, done));
    raise("1", "huge", "2", "3");
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    store.awaitValue("select count(*) from work where set_aside_at is not null", "1");
    assertThat(store.value("select trouble from work")).contains("OutOfMemoryError");
  }

  private static WorkResult sizeOf(long[] huge) {
    return WorkResult.tryAgain("has " + huge.length);
  }

  @Test
  void a_handler_that_waits_for_ever_is_stopped_and_its_neighbours_go_on() throws Exception {
    CountDownLatch done = new CountDownLatch(4);
    deploy(
        bench(new Hints(store.vertx(), true), OFTEN, Duration.ofMillis(300)),
        new WorkLoop.Pace(OFTEN, LEASE, 2, 2),
        item -> item.key().equals("hangs") ? waitForEver() : finish(item, done));
    raise("1", "hangs", "2", "3", "4");
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    store.awaitValue("select count(*) from work where set_aside_at is not null", "1");
    assertThat(store.value("select trouble from work")).startsWith("It took longer than");
  }

  private static WorkResult waitForEver() {
    Promise.<WorkResult>promise().future().await();
    throw new AssertionError("for ever is over");
  }

  @Test
  void a_handler_that_never_waits_is_set_aside_at_once_and_its_slot_is_free_again()
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger begun = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(3);
    Workbench bench = bench(new Hints(store.vertx(), true), OFTEN, Duration.ofMillis(300));
    deploy(
        bench,
        new WorkLoop.Pace(OFTEN, LEASE, 1, 8),
        item -> item.key().equals("loops") ? spin(over, begun) : finish(item, done));
    try {
      raise("loops");
      store.awaitValue("select count(*) from work where attempts = 1", "1");
      raise("1", "2", "3", "loops");
      assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
      store.awaitValue("select count(*) from work where set_aside_at is not null", "1");
      assertThat(store.value("select trouble from work")).contains("did not stop");
      assertThat(begun).hasValue(1);
      assertThat(bench.givenUp()).isEqualTo(1);
    } finally {
      over.set(true);
    }
  }

  private static WorkResult spin(AtomicBoolean over, AtomicInteger begun) {
    begun.incrementAndGet();
    while (!over.get()) {
      Thread.onSpinWait();
    }
    return WorkResult.stored();
  }

  @Test
  void a_lease_is_renewed_for_as_long_as_its_handler_runs() throws Exception {
    CountDownLatch inHand = new CountDownLatch(2);
    Promise<Void> vendor = Promise.promise();
    CountDownLatch done = new CountDownLatch(2);
    Workbench bench = bench(new Hints(store.vertx(), true), OFTEN, Duration.ofMinutes(10));
    deploy(
        bench,
        new WorkLoop.Pace(OFTEN, Duration.ofSeconds(1), 2, 3),
        item -> {
          inHand.countDown();
          vendor.future().await();
          return finish(item, done);
        });
    raise("1", "2");
    assertThat(inHand.await(20, TimeUnit.SECONDS)).isTrue();
    String begun = store.value("select min(lease_until) from work");
    store.awaitValue(
        "select count(*) from work where lease_until > timestamptz '" + begun + "' + '2 s'", "2");
    assertThat(store.value("select max(attempts) from work")).isEqualTo("1");
    assertThat(bench.oldestInHand().get("invoice")).isGreaterThan(1.0);
    vendor.complete();
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void what_a_zombie_decides_is_refused_and_the_audit_says_so() throws Exception {
    CountDownLatch inHand = new CountDownLatch(2);
    Promise<Void> stopped = Promise.promise();
    CountDownLatch done = new CountDownLatch(1);
    deploy(
        new Hints(store.vertx(), true),
        OFTEN,
        2,
        item -> {
          inHand.countDown();
          stopped.future().await();
          return item.key().equals("1")
              ? finish(item, done)
              : WorkResult.tryAgain("vendor is down");
        });
    raise("1", "2");
    assertThat(inHand.await(20, TimeUnit.SECONDS)).isTrue();
    // Another node, long after this one was stopped: the leases have run out.
    store.sql("update work set fence = nextval('fence')");
    stopped.complete();
    store.awaitValue("select count(*) from audit where action = 'lease-lost'", "2");
    assertThat(done.getCount()).isEqualTo(1);
    assertThat(store.value("select count(*) from work where trouble is null")).isEqualTo("2");
  }

  @Test
  void what_does_not_end_in_time_is_handed_back_for_others_to_take_at_once() throws Exception {
    CountDownLatch inHand = new CountDownLatch(2);
    Promise<Void> vendor = Promise.promise();
    CountDownLatch done = new CountDownLatch(1);
    Workbench bench = bench(new Hints(store.vertx(), true), OFTEN, Duration.ofMinutes(10));
    String id =
        deploy(
            bench,
            new WorkLoop.Pace(OFTEN, LEASE, 2, 3),
            item -> {
              inHand.countDown();
              vendor.future().await();
              return finish(item, done);
            });
    raise("1", "2", "3");
    assertThat(inHand.await(20, TimeUnit.SECONDS)).isTrue();
    Future<Void> drained = bench.stop();
    assertThat(drained.isComplete()).isFalse();

    assertThat(TestStore.await(bench.handBack())).isEqualTo(2);

    TestStore.await(drained);
    TestStore.await(store.vertx().undeploy(id));
    assertThat(work.claim(Kind.INVOICE, 9, LEASE))
        .hasSize(3)
        .allSatisfy(item -> assertThat(item.attempts()).isEqualTo(1))
        .allSatisfy(item -> assertThat(item.faults()).isZero());
    vendor.complete();
  }

  @Test
  void what_ends_its_node_time_and_again_is_set_aside_untouched() {
    AtomicInteger tries = new AtomicInteger();
    raise("deadly");
    for (int life = 0; life < 4; life++) {
      work.claim(Kind.INVOICE, 1, LEASE);
      store.sql("update work set lease_until = now() - interval '1 second'");
    }
    deploy(
        new Hints(store.vertx(), true),
        OFTEN,
        1,
        item -> {
          tries.incrementAndGet();
          return WorkResult.stored();
        });
    store.awaitValue("select count(*) from work where set_aside_at is not null", "1");
    assertThat(tries).hasValue(0);
  }

  private WorkResult finish(Item item, CountDownLatch done) {
    store.run(tx -> work.finish(tx, item));
    done.countDown();
    return WorkResult.stored();
  }

  private void raise(String... keys) {
    store.run(tx -> {
      for (String key : keys) {
        work.raise(tx, SHOP, Kind.INVOICE, key);
      }
    });
  }

  private Workbench bench(Hints hints, Duration look, Duration timeLimit) {
    return new Workbench(
        store.vertx(),
        store.database(),
        work,
        new AuditTrail(InstantSource.system()),
        hints,
        new Workbench.Settings(look, timeLimit));
  }

  private String deploy(
      Hints hints, Duration interval, int slots, Function<Item, WorkResult> handler) {
    return deploy(
        bench(hints, interval, Duration.ofMinutes(10)),
        new WorkLoop.Pace(interval, LEASE, slots, 3),
        handler);
  }

  private String deploy(Workbench bench, WorkLoop.Pace pace, Function<Item, WorkResult> handler) {
    WorkLoop loop = bench.loop(Kind.INVOICE, pace, handler);
    VerticleBase verticle =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            return loop.start();
          }

          @Override
          public Future<?> stop() {
            return loop.stop();
          }
        };
    DeploymentOptions options =
        new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    return TestStore.await(store.vertx().deployVerticle(verticle, options));
  }
}
