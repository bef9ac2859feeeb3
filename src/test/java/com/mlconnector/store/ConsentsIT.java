package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.store.Consents.Begun;
import com.mlconnector.store.Returns.Return;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConsentsIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");

  @AutoClose private static TestStore store;
  private static Consents consents;
  private static Returns returns;

  @BeforeAll
  static void open() {
    store = TestStore.open();
    consents = new Consents(store.vault());
    returns = new Returns(store.vault());
    Connections connections = new Connections(store.vault(), new ClientProfiles(store.vault()));
    store.run(tx -> connections.add(tx, Samples.connection(SHOP)));
  }

  @Test
  void a_link_is_good_until_it_has_connected() {
    begin("once");
    assertThat(comeBack("once", "first code")).contains(begun("once"));
    assertThat(comeBack("once", "second code")).contains(begun("once"));
    assertThat(spend("once")).isTrue();
    assertThat(spend("once")).isFalse();
    assertThat(comeBack("once", "third code")).isEmpty();
  }

  @Test
  void the_same_code_twice_is_nobodys() {
    begin("replayed");
    assertThat(comeBack("replayed", "code")).isPresent();
    assertThat(comeBack("replayed", "code")).isEmpty();
  }

  @Test
  void a_state_nobody_began_is_nobodys() {
    assertThat(comeBack("forged", "code")).isEmpty();
  }

  @Test
  void a_consent_that_took_too_long_counts_no_more_and_is_cleared_away() {
    begin("late");
    store.sql("update consent set expires_at = now() - interval '1 second'");
    assertThat(comeBack("late", "code")).isEmpty();
    begin("next");
    assertThat(store.count("consent where state = 'late'")).isZero();
    assertThat(comeBack("next", "code")).isPresent();
  }

  @Test
  void a_browser_is_known_until_its_time_is_over_and_its_grant_until_it_is_settled() {
    Buffer hash = Buffer.buffer("hash");
    Return back = new Return(SHOP, "state", true, Optional.of(new Secret("grant")));
    store.run(tx -> returns.keep(tx, hash, back, Duration.ofMinutes(10)));
    assertThat(find(hash)).contains(back);
    assertThat(find(Buffer.buffer("other"))).isEmpty();

    store.run(tx -> returns.settle(tx, hash));
    assertThat(find(hash)).contains(new Return(SHOP, "state", true, Optional.empty()));
    store.sql("update consent_return set expires_at = now() - interval '1 second'");
    assertThat(find(hash)).isEmpty();
  }

  private static Begun begun(String state) {
    return new Begun(state, SHOP, new Secret("pkce"), false);
  }

  private static void begin(String state) {
    store.run(tx -> consents.begin(tx, begun(state), Duration.ofMinutes(10)));
  }

  private static Optional<Begun> comeBack(String state, String code) {
    return store.in(tx -> consents.comeBack(tx, state, Buffer.buffer(code)));
  }

  private static boolean spend(String state) {
    return store.in(tx -> consents.spend(tx, state));
  }

  private static Optional<Return> find(Buffer hash) {
    return store.in(tx -> returns.find(tx, hash));
  }
}
