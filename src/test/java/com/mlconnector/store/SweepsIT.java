package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.Sweeps.Claim;
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
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Instant NEXT = Samples.MORNING.plus(INTERVAL);

  @AutoClose private static TestStore store;
  private static final Sweeps SWEEPS = new Sweeps();

  @BeforeAll
  static void open() {
    store = TestStore.open();
    Connections connections = new Connections(store.vault(), new ClientProfiles(store.vault()));
    store.run(tx -> connections.add(tx, Samples.connection(SHOP)));
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
  void the_watermark_moves_with_a_sweep_that_went_through() {
    Claim claim = claim().orElseThrow();
    assertThat(claim.watermark()).isEqualTo(Samples.MORNING);
    store.run(tx -> SWEEPS.done(tx, claim, NEXT));
    assertThat(claim()).as("swept just now").isEmpty();
    store.sql("update sweep set swept_at = now() - interval '6 minutes'");
    assertThat(claim().orElseThrow().watermark()).isEqualTo(NEXT);
  }

  @Test
  void a_released_sweep_may_begin_again_where_it_was() {
    Claim claim = claim().orElseThrow();
    store.run(tx -> SWEEPS.release(tx, claim));
    assertThat(claim().orElseThrow().watermark()).isEqualTo(Samples.MORNING);
  }

  @Test
  void a_zombie_moves_no_watermark() {
    Claim zombie = claim().orElseThrow();
    store.sql("update sweep set lease_until = now() - interval '1 second'");
    Claim heir = claim().orElseThrow();
    assertThat(renew(zombie)).isFalse();
    store.run(tx -> SWEEPS.done(tx, zombie, NEXT));
    store.run(tx -> SWEEPS.release(tx, zombie));
    assertThat(claim()).isEmpty();
    assertThat(store.value("select swept_at from sweep")).isEmpty();
    assertThat(renew(heir)).isTrue();
  }

  private static boolean renew(Claim claim) {
    return store.in(tx -> SWEEPS.renew(tx, claim, LEASE));
  }

  private static Optional<Claim> claim() {
    return store.in(tx -> SWEEPS.claim(tx, SHOP, Samples.MORNING, INTERVAL, LEASE));
  }
}
