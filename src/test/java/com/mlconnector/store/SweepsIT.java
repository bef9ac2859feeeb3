package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.Sweeps.Claim;
import com.mlconnector.store.Sweeps.Progress;
import com.mlconnector.store.Sweeps.Scope;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweepsIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final ConnectionId IDLE = new ConnectionId("idle");
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration FULL_INTERVAL = Duration.ofDays(1);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Instant NEXT = Samples.MORNING.plus(INTERVAL);

  @AutoClose private static TestStore store;
  private static final Sweeps SWEEPS = new Sweeps();

  @BeforeAll
  static void open() {
    store = TestStore.open();
    Connections connections = new Connections(store.vault(), new ClientProfiles(store.vault()));
    store.run(tx -> {
      connections.add(tx, Samples.connection(SHOP));
      connections.add(tx, Samples.connection(IDLE));
      connections.activate(tx, SHOP, "aBc123", 7, Samples.MORNING);
    });
  }

  @BeforeEach
  void never_swept() {
    store.sql("truncate sweep");
  }

  @Test
  void one_node_sweeps_however_many_want_to() throws Exception {
    List<java.util.concurrent.Future<Optional<Claim>>> claims = new ArrayList<>();
    try (ExecutorService nodes = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        claims.add(nodes.submit(SweepsIT::claim));
      }
    }
    int claimed = 0;
    for (var claim : claims) {
      claimed += claim.get().isPresent() ? 1 : 0;
    }
    assertThat(claimed).isEqualTo(1);
  }

  @Test
  void only_active_connections_are_swept() {
    assertThat(claim().orElseThrow().connection()).isEqualTo(SHOP);
    assertThat(claim()).isEmpty();
  }

  @Test
  void the_first_sweep_is_over_everything_and_after_a_day_one_is_full() {
    assertThat(through().scope()).isEqualTo(Scope.FIRST);
    comeDue();
    assertThat(through().scope()).isEqualTo(Scope.CHANGED);
    comeDue();
    store.sql("update sweep set full_swept_at = now() - interval '25 hours'");
    assertThat(through().scope()).isEqualTo(Scope.FULL);
    comeDue();
    assertThat(through().scope()).isEqualTo(Scope.CHANGED);
  }

  @Test
  void a_first_sweep_that_broke_off_is_a_first_sweep_again() {
    Claim claim = claim().orElseThrow();
    store.run(tx -> SWEEPS.release(tx, claim));
    assertThat(claim().orElseThrow().scope()).isEqualTo(Scope.FIRST);
  }

  @Test
  void the_watermark_moves_with_a_sweep_that_went_through() {
    Claim claim = claim().orElseThrow();
    assertThat(claim.watermark()).isEqualTo(Samples.MORNING);
    store.run(tx -> SWEEPS.done(tx, claim, NEXT));
    assertThat(claim()).as("swept just now").isEmpty();
    comeDue();
    assertThat(claim().orElseThrow().watermark()).isEqualTo(NEXT);
  }

  @Test
  void a_released_sweep_may_begin_again_where_it_was() {
    Claim claim = claim().orElseThrow();
    store.run(tx -> SWEEPS.release(tx, claim));
    assertThat(claim().orElseThrow().watermark()).isEqualTo(Samples.MORNING);
  }

  @Test
  void a_failed_sweep_waits_is_counted_and_forgotten_once_one_goes_through() {
    Claim claim = claim().orElseThrow();
    store.run(tx -> SWEEPS.failed(tx, claim, Duration.ofMinutes(1)));
    assertThat(claim()).as("not at once").isEmpty();
    store.sql("update sweep set lease_until = now() - interval '1 second'");
    Claim again = claim().orElseThrow();
    assertThat(again.failures()).isEqualTo(1);
    assertThat(again.watermark()).isEqualTo(Samples.MORNING);
    store.run(tx -> SWEEPS.done(tx, again, NEXT));
    assertThat(state().failures()).isZero();
  }

  @Test
  void progress_shows_while_the_sweep_is_under_way() {
    Claim claim = claim().orElseThrow();
    assertThat(state().secondsSinceDone()).isEmpty();
    Progress progress = Progress.NONE.plus(100, 3).plus(40, 0);
    store.run(tx -> SWEEPS.renew(tx, claim, LEASE, progress));
    assertThat(state().progress()).isEqualTo(new Progress(2, 140, 3));
    store.run(tx -> SWEEPS.done(tx, claim, NEXT));
    assertThat(state().secondsSinceDone().orElseThrow()).isBetween(0.0, 60.0);
    assertThat(state().watermark()).isEqualTo(NEXT);
  }

  @Test
  void a_zombie_moves_no_watermark() {
    Claim zombie = claim().orElseThrow();
    store.sql("update sweep set lease_until = now() - interval '1 second'");
    Claim heir = claim().orElseThrow();
    assertThat(renew(zombie)).isFalse();
    assertThat(store.<Boolean>in(tx -> SWEEPS.done(tx, zombie, NEXT))).isFalse();
    store.run(tx -> SWEEPS.release(tx, zombie));
    store.run(tx -> SWEEPS.failed(tx, zombie, Duration.ZERO));
    assertThat(claim()).isEmpty();
    assertThat(store.value("select swept_at from sweep")).isEmpty();
    assertThat(renew(heir)).isTrue();
  }

  private static Claim through() {
    Claim claim = claim().orElseThrow();
    store.run(tx -> SWEEPS.done(tx, claim, NEXT));
    return claim;
  }

  private static void comeDue() {
    store.sql("update sweep set swept_at = now() - interval '6 minutes'");
  }

  private static Sweeps.State state() {
    return store.in(SWEEPS::states).getFirst();
  }

  private static boolean renew(Claim claim) {
    return store.in(tx -> SWEEPS.renew(tx, claim, LEASE, Progress.NONE));
  }

  private static Optional<Claim> claim() {
    return store.in(tx -> SWEEPS.claim(tx, INTERVAL, FULL_INTERVAL, LEASE, 16)).stream()
        .findFirst();
  }
}
