package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.store.Work.Kind;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallbackOffersIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final Duration LEASE = Duration.ofMinutes(1);

  @AutoClose private static TestStore store;
  private static CallbackOffers offers;
  private static Work work;

  @BeforeAll
  static void open() {
    store = TestStore.open();
    offers = new CallbackOffers(store.database(), store.vault());
    work = new Work(store.database());
    Connections connections = new Connections(store.vault(), new ClientProfiles(store.vault()));
    store.run(tx -> connections.add(tx, Samples.connection(SHOP)));
  }

  @BeforeEach
  void empty() {
    store.sql("truncate callback_offer, work");
  }

  @Test
  void an_offer_is_kept_and_its_check_is_due() {
    assertThat(offer(7, "verifier")).isTrue();
    assertThat(find()).contains(new Secret("verifier"));
    assertThat(work.claim(Kind.CALLBACK, 9, LEASE)).extracting(Work.Item::key).containsExactly("7");
    store.run(tx -> offers.remove(tx, SHOP, 7));
    assertThat(find()).isEmpty();
  }

  @Test
  void the_last_verifier_counts() {
    offer(7, "old");
    offer(7, "new");
    assertThat(find()).contains(new Secret("new"));
  }

  @Test
  void strangers_cannot_fill_the_table() {
    for (int i = 0; i < 20; i++) {
      assertThat(offer(i, "verifier")).isTrue();
    }
    assertThat(offer(20, "one too many")).isFalse();
    assertThat(store.count("callback_offer")).isEqualTo(20);
    assertThat(store.count("work")).isEqualTo(20);
  }

  @Test
  void strangers_cannot_make_us_ask_freshbooks_more_often() {
    offer(7, "verifier");
    Work.Item item = work.claim(Kind.CALLBACK, 1, LEASE).getFirst();
    work.postpone(item, Duration.ofHours(1), "vendor is down");
    offer(7, "verifier");
    assertThat(work.claim(Kind.CALLBACK, 1, LEASE)).isEmpty();
  }

  private static Optional<Secret> find() {
    return store.in(tx -> offers.find(tx, SHOP, 7));
  }

  private static boolean offer(long callback, String verifier) {
    return TestStore.await(offers.offer(SHOP, callback, verifier));
  }
}
