package com.mlconnector.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Gate.Reason;
import com.mlconnector.domain.Gate.Sign;
import com.mlconnector.domain.Lane;
import com.mlconnector.store.VendorGates;
import com.mlconnector.store.VendorGates.Closed;
import com.mlconnector.store.Work;
import com.mlconnector.store.Work.Item;
import com.mlconnector.store.Work.Kind;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.TestStore;
import com.mlconnector.vendor.Gates.Pass;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gates of two nodes on one database, and the work that waits behind them. */
class SharedGatesIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final ConnectionId OTHER = new ConnectionId("other");
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Sign WELL = new Sign.Well();
  private static final Sign DOWN = new Sign.Failing("It answers 503.");
  private static final Pass.Free FREE = new Pass.Free();

  @AutoClose private static TestStore store;
  private static VendorGates rows;
  private static Work work;

  private SharedGates here = node();
  private final SharedGates there = node();

  @BeforeAll
  static void open() {
    store = TestStore.open();
    rows = new VendorGates(store.database());
    work = new Work(store.database());
    for (ConnectionId connection : List.of(SHOP, OTHER)) {
      store.sql(
          "insert into connection (id, state, settings, freshbooks_client_id,"
              + " sealed_freshbooks_secret, ups_client_id, sealed_ups_secret, sealed_ups_account,"
              + " sealed_push_key) values ('"
              + connection
              + "', 'active', '{}', 'app', '', 'app', '', '', '')");
    }
  }

  @BeforeEach
  void all_open() {
    store.sql("truncate work, vendor_gate");
    here = node();
  }

  private static SharedGates node() {
    return new SharedGates(
        store.vertx(), store.database(), rows, new AuditTrail(InstantSource.system()));
  }

  @Test
  void one_429_closes_all_lanes_of_the_vendor_for_all_nodes_and_for_one_connection() {
    long told = audited("vendor-gate-closed");
    assertThat(ask(there, SHOP, Lane.TRACKING)).isEqualTo(FREE);
    tell(here, Lane.SHIPPING, FREE, busy(60));
    assertThat(ask(here, SHOP, Lane.SHIPPING)).isInstanceOf(Pass.Shut.class);
    Eventually.see(
        Duration.ofSeconds(2),
        "closed on the other node",
        () -> ask(there, SHOP, Lane.TRACKING),
        Pass.Shut.class::isInstance);
    assertThat(ask(there, SHOP, Lane.INVOICES)).isEqualTo(FREE);
    assertThat(ask(there, OTHER, Lane.SHIPPING)).isEqualTo(FREE);
    assertThat(TestStore.await(there.isOpen(SHOP, Lane.SHIPPING))).isFalse();
    assertThat(audited("vendor-gate-closed") - told).isEqualTo(2);
  }

  @Test
  void the_rest_of_a_storm_neither_shortens_the_pause_nor_tells_it_again() {
    tell(here, Lane.SHIPPING, FREE, busy(60));
    long told = audited("vendor-gate-closed");
    tell(there, Lane.SHIPPING, FREE, busy(2));
    tell(here, Lane.TRACKING, FREE, WELL);
    assertThat(gate(Lane.SHIPPING).left()).isGreaterThan(Duration.ofSeconds(50));
    tell(there, Lane.SHIPPING, FREE, busy(600));
    assertThat(gate(Lane.SHIPPING).left()).isGreaterThan(Duration.ofSeconds(500));
    assertThat(audited("vendor-gate-closed")).isEqualTo(told);
  }

  @Test
  void five_failures_in_a_row_close_one_lane() {
    for (int i = 0; i < 4; i++) {
      tell(here, Lane.SHIPPING, FREE, DOWN);
    }
    tell(here, Lane.SHIPPING, FREE, WELL);
    for (int i = 0; i < 4; i++) {
      tell(here, Lane.SHIPPING, FREE, DOWN);
      tell(here, Lane.TRACKING, FREE, WELL);
    }
    assertThat(closed()).isEmpty();
    tell(here, Lane.SHIPPING, FREE, DOWN);
    assertThat(closed()).hasSize(1);
    assertThat(gate(Lane.SHIPPING).reason()).isEqualTo(Reason.FAILING);
    assertThat(gate(Lane.SHIPPING).why()).isEqualTo("It answers 503.");
  }

  @Test
  void after_the_pause_one_call_of_all_nodes_is_on_trial() {
    halfOpen();
    List<Future<Pass>> asked = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      asked.add(here.ask(SHOP, Lane.SHIPPING, DEADLINE));
      asked.add(there.ask(SHOP, Lane.SHIPPING, DEADLINE));
    }
    List<Pass> passes = asked.stream().map(TestStore::await).toList();
    assertThat(passes).filteredOn(pass -> pass instanceof Pass.Trial).hasSize(1);
    assertThat(passes).filteredOn(pass -> pass instanceof Pass.Shut).hasSize(19);
  }

  @Test
  void a_trial_that_goes_well_opens_the_vendor_again() {
    long told = audited("vendor-gate-opened");
    halfOpen();
    Pass.Trial trial = trial();
    assertThat(trial.closings()).isEqualTo(1);
    tell(here, Lane.SHIPPING, trial, WELL);
    assertThat(closed()).isEmpty();
    assertThat(ask(here, SHOP, Lane.SHIPPING)).isEqualTo(FREE);
    assertThat(audited("vendor-gate-opened") - told).isEqualTo(2);
  }

  @Test
  void a_trial_that_fails_closes_it_for_longer_and_that_is_no_news() {
    halfOpen();
    long told = audited("vendor-gate-closed");
    tell(here, Lane.SHIPPING, trial(), DOWN);
    assertThat(gate(Lane.SHIPPING).left())
        .isBetween(Duration.ofSeconds(8), Duration.ofMillis(12_500));
    store.sql("update vendor_gate set closed_until = now() where lane = 'shipping'");
    tell(there, Lane.SHIPPING, new Pass.Trial(trial(there).closings()), DOWN);
    assertThat(gate(Lane.SHIPPING).left())
        .isBetween(Duration.ofSeconds(18), Duration.ofSeconds(25));
    assertThat(audited("vendor-gate-closed")).isEqualTo(told);
  }

  @Test
  void a_trial_that_was_not_made_after_all_is_soon_made_by_another_call() {
    halfOpen();
    tell(here, Lane.SHIPPING, trial(), new Sign.Nothing());
    assertThat(gate(Lane.SHIPPING).left()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(gate(Lane.SHIPPING).reason()).isEqualTo(Reason.BUSY);
  }

  @Test
  void a_trial_whose_node_died_does_not_keep_it_closed() {
    halfOpen();
    trial();
    assertThat(gate(Lane.SHIPPING).left()).isLessThanOrEqualTo(DEADLINE.plusSeconds(30));
    store.sql("update vendor_gate set closed_until = now()");
    assertThat(trial(there).closings()).isEqualTo(1);
  }

  @Test
  void work_behind_a_closed_gate_is_not_claimed_and_its_neighbours_are() {
    tell(here, Lane.SHIPPING, FREE, busy(60));
    raise(SHOP, Kind.SHIPMENT);
    raise(SHOP, Kind.SUBSCRIPTION);
    raise(SHOP, Kind.TRACKING);
    raise(SHOP, Kind.INVOICE);
    raise(OTHER, Kind.SHIPMENT);
    assertThat(work.claim(Kind.SHIPMENT, 9, LEASE))
        .extracting(Item::connection)
        .containsOnly(OTHER);
    assertThat(work.claim(Kind.SUBSCRIPTION, 9, LEASE)).isEmpty();
    // Pushes that came are applied without a call.
    assertThat(work.claim(Kind.TRACKING, 9, LEASE)).hasSize(1);
    assertThat(work.claim(Kind.INVOICE, 9, LEASE)).hasSize(1);
    store.sql("update vendor_gate set closed_until = now()");
    assertThat(work.claim(Kind.SHIPMENT, 9, LEASE)).extracting(Item::connection).containsOnly(SHOP);
  }

  @Test
  void work_that_was_held_back_keeps_its_attempts() {
    raise(SHOP, Kind.SHIPMENT);
    Item first = work.claim(Kind.SHIPMENT, 1, LEASE).getFirst();
    work.putBack(first, "UPS is left alone for a while");
    assertThat(store.value("select trouble from work")).isEqualTo("UPS is left alone for a while");
    assertThat(store.value("select attempts from work")).isEqualTo("0");
    Item again =
        Eventually.see(
                Duration.ofSeconds(5),
                "due again soon",
                () -> work.claim(Kind.SHIPMENT, 1, LEASE),
                claimed -> !claimed.isEmpty())
            .getFirst();
    assertThat(again.attempts()).isEqualTo(1);
    work.putBack(first, "a lost lease is no matter");
    assertThat(store.value("select attempts from work")).isEqualTo("1");
  }

  /** A pause after a 429 that is over. */
  private void halfOpen() {
    tell(here, Lane.SHIPPING, FREE, busy(60));
    store.sql("update vendor_gate set closed_until = now()");
    // Knows nothing from before.
    here = node();
  }

  private Pass.Trial trial() {
    return trial(here);
  }

  private static Pass.Trial trial(SharedGates node) {
    return (Pass.Trial)
        Eventually.see(
            Duration.ofSeconds(2),
            "a trial",
            () -> ask(node, SHOP, Lane.SHIPPING),
            Pass.Trial.class::isInstance);
  }

  private static void raise(ConnectionId connection, Kind kind) {
    store.run(tx -> work.raise(tx, connection, kind, "1"));
  }

  private static Sign busy(int seconds) {
    return new Sign.Busy(Optional.of(Duration.ofSeconds(seconds)));
  }

  private static Pass ask(SharedGates node, ConnectionId connection, Lane lane) {
    return TestStore.await(node.ask(connection, lane, DEADLINE));
  }

  private static void tell(SharedGates node, Lane lane, Pass.Admitted pass, Sign sign) {
    TestStore.await(node.tell(SHOP, lane, pass, sign));
  }

  private static List<Closed> closed() {
    return store.in(rows::closed);
  }

  private static Closed gate(Lane lane) {
    return closed().stream().filter(gate -> gate.lane() == lane).findFirst().orElseThrow();
  }

  private static long audited(String action) {
    return store.count("audit where action = '" + action + "'");
  }
}
