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

  private String deploy(
      Hints hints, Duration interval, int slots, Function<Item, WorkResult> handler) {
    WorkLoop.Pace pace = new WorkLoop.Pace(interval, Duration.ofMinutes(1), slots, 3);
    Workbench bench =
        new Workbench(
            store.vertx(),
            store.database(),
            work,
            new AuditTrail(InstantSource.system()),
            hints,
            new Workbench.Settings(interval, Duration.ofMinutes(10)));
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
