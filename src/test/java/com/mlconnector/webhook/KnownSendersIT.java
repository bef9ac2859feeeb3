package com.mlconnector.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.bus.Hints;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.Connections;
import com.mlconnector.store.SenderKeys;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The keys of one node, while another one makes connections. */
class KnownSendersIT {
  @AutoClose private final TestStore store = TestStore.open();
  private final AtomicLong now = new AtomicLong();
  private final KnownSenders senders =
      new KnownSenders(new SenderKeys(store.database(), store.ring()), now::get);

  @Test
  void a_connection_that_another_node_has_made_is_known_at_the_first_knock() {
    TestStore.await(senders.start(store.vertx(), new Hints(store.vertx(), true)));
    add("harbor");
    assertThat(senders.of("harbor")).isEmpty();

    assertThat(TestStore.await(senders.lookAgain("harbor"))).isPresent();
    assertThat(senders.of("harbor")).isPresent();
  }

  @Test
  void strangers_cost_one_look_a_second() {
    TestStore.await(senders.start(store.vertx(), new Hints(store.vertx(), true)));
    assertThat(TestStore.await(senders.lookAgain("no-such"))).isEmpty();
    add("harbor");

    assertThat(TestStore.await(senders.lookAgain("harbor"))).as("within the second").isEmpty();
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(TestStore.await(senders.lookAgain("harbor"))).isPresent();
  }

  @Test
  void who_offers_only_once_waits_for_the_next_look() {
    TestStore.await(senders.start(store.vertx(), new Hints(store.vertx(), true)));
    assertThat(TestStore.await(senders.lookAgain("no-such"))).isEmpty();
    add("harbor");

    Future<Optional<SenderKeys.Keys>> found = senders.lookLater(store.vertx(), "harbor");
    now.addAndGet(Duration.ofSeconds(2).toNanos());

    assertThat(TestStore.await(found)).isPresent();
  }

  private void add(String name) {
    Connections connections = new Connections(store.vault(), new ClientProfiles(store.vault()));
    store.run(tx -> connections.add(tx, Samples.connection(new ConnectionId(name))));
  }
}
