package com.mlconnector.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Gate.Reason;
import com.mlconnector.domain.Lane;
import com.mlconnector.store.VendorGates.Closed;
import com.mlconnector.support.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a node remembers of the gates, and how rarely it asks. */
class ClosedGatesTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final Closed CLOSED =
      new Closed(
          SHOP,
          Lane.SHIPPING,
          Instant.EPOCH,
          Instant.EPOCH.plusSeconds(5),
          Duration.ofSeconds(5),
          Reason.FAILING,
          "It answers 503.");

  private int reads;
  private Future<List<Closed>> stored = Future.succeededFuture(List.of(CLOSED));
  private final ClosedGates gates =
      new ClosedGates(
          VERTX,
          () -> {
            reads++;
            return stored;
          });

  @AfterAll
  static void close() throws TimeoutException {
    VERTX.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_gate_is_found_by_connection_and_lane() {
    assertThat(find(SHOP, Lane.SHIPPING)).contains(CLOSED);
    assertThat(find(SHOP, Lane.TRACKING)).isEmpty();
    assertThat(find(new ConnectionId("other"), Lane.SHIPPING)).isEmpty();
  }

  @Test
  void many_calls_cost_one_reading_in_a_tenth_of_a_second() {
    long begin = System.nanoTime();
    for (int i = 0; i < 2_000; i++) {
      var _ = find(new ConnectionId("shop-" + i), Lane.SHIPPING);
    }
    long tenths = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 100;
    assertThat(reads).isBetween(1, (int) tenths + 1);
  }

  @Test
  void calls_at_the_same_time_wait_for_one_reading() {
    Promise<List<Closed>> slow = Promise.promise();
    stored = slow.future();
    Future<Optional<Closed>> one = gates.find(SHOP, Lane.SHIPPING);
    Future<Optional<Closed>> another = gates.find(SHOP, Lane.INVOICES);
    slow.complete(List.of(CLOSED));
    assertThat(await(one)).contains(CLOSED);
    assertThat(await(another)).isEmpty();
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void a_change_is_seen_at_once_by_the_node_that_made_it_and_soon_by_others() {
    assertThat(find(SHOP, Lane.SHIPPING)).contains(CLOSED);
    stored = Future.succeededFuture(List.of());
    gates.forget();
    assertThat(find(SHOP, Lane.SHIPPING)).isEmpty();
    stored = Future.succeededFuture(List.of(CLOSED));
    Eventually.see(
        Duration.ofSeconds(2),
        "the change of another node",
        () -> find(SHOP, Lane.SHIPPING),
        Optional::isPresent);
  }

  @Test
  void without_the_database_what_was_seen_last_holds() {
    assertThat(find(SHOP, Lane.SHIPPING)).contains(CLOSED);
    stored = Future.failedFuture("no database");
    gates.forget();
    assertThat(find(SHOP, Lane.SHIPPING)).contains(CLOSED);
  }

  @Test
  void a_node_that_never_saw_the_database_holds_nothing_back() {
    stored = Future.failedFuture("no database");
    assertThat(find(SHOP, Lane.SHIPPING)).isEmpty();
  }

  private Optional<Closed> find(ConnectionId connection, Lane lane) {
    return await(gates.find(connection, lane));
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
