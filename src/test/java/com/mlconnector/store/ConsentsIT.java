package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConsentsIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final Consents.Begun BEGUN = new Consents.Begun(SHOP, new Secret("pkce"));

  @AutoClose private static TestStore store;
  private static Consents consents;

  @BeforeAll
  static void open() {
    store = TestStore.open();
    consents = new Consents(store.vault());
    Connections connections = new Connections(store.vault(), new ClientProfiles(store.vault()));
    store.run(tx -> connections.add(tx, Samples.connection(SHOP)));
  }

  @Test
  void a_state_serves_once() {
    begin("once");
    assertThat(take("once")).contains(BEGUN);
    assertThat(take("once")).isEmpty();
  }

  @Test
  void a_state_nobody_began_is_nobodys() {
    assertThat(take("forged")).isEmpty();
  }

  @Test
  void a_consent_that_took_too_long_counts_no_more_and_is_cleared_away() {
    begin("late");
    store.sql("update consent set expires_at = now() - interval '1 second'");
    assertThat(take("late")).isEmpty();
    begin("next");
    assertThat(store.count("consent where state = 'late'")).isZero();
    assertThat(take("next")).contains(BEGUN);
  }

  private static void begin(String state) {
    store.run(tx -> consents.begin(tx, SHOP, state, new Secret("pkce"), Duration.ofMinutes(10)));
  }

  private static Optional<Consents.Begun> take(String state) {
    return store.in(tx -> consents.take(tx, state));
  }
}
