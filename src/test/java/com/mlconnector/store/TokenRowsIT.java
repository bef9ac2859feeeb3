package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.store.TokenRows.Held;
import com.mlconnector.store.TokenRows.Ticket;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenRowsIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final TokenSubject SUBJECT = TokenSubject.freshBooks(SHOP);
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Secret ACCESS = new Secret("access");
  private static final Optional<Secret> REFRESH = Optional.of(new Secret("refresh"));
  private static final Instant LATER = Samples.MORNING.plus(Duration.ofHours(12));

  @AutoClose private static TestStore store;
  private static TokenRows rows;

  @BeforeAll
  static void open() {
    store = TestStore.open();
    rows = new TokenRows(store.vault());
    Connections connections = new Connections(store.vault(), new ClientProfiles(store.vault()));
    store.run(tx -> connections.add(tx, Samples.connection(SHOP)));
  }

  @BeforeEach
  void no_tokens() {
    store.sql("truncate token, token_request");
  }

  @Test
  void only_one_begins() {
    Ticket ticket = begin(0).orElseThrow();
    assertThat(ticket.interrupted()).isFalse();
    assertThat(begin(0)).isEmpty();
  }

  @Test
  void a_refresh_that_never_ended_is_taken_over_and_known_as_interrupted() {
    Ticket dead = begin(0).orElseThrow();
    store.sql("update token set refresh_started_at = now() - interval '2 minutes'");
    Ticket heir = begin(0).orElseThrow();
    assertThat(heir.interrupted()).isTrue();
    assertThat(heir.fence()).isGreaterThan(dead.fence());
    assertThat(complete(dead)).isFalse();
    assertThat(held().token()).isEmpty();
    assertThat(block(dead)).isFalse();
    assertThat(complete(heir)).isTrue();
    assertThat(held().token().orElseThrow().value()).isEqualTo(ACCESS);
    assertThat(held().blocked()).isEmpty();
  }

  @Test
  void the_next_refresh_starts_from_the_newest_pair() {
    complete(begin(0).orElseThrow());
    assertThat(begin(0)).as("somebody who has not seen the new pair").isEmpty();
    assertThat(begin(1).orElseThrow().refresh()).isEqualTo(REFRESH);
  }

  @Test
  void a_pair_without_a_refresh_token_keeps_the_old_one() {
    complete(begin(0).orElseThrow());
    Ticket second = begin(1).orElseThrow();
    store.run(tx -> rows.complete(tx, second, ACCESS, Optional.empty(), LATER));
    assertThat(begin(2).orElseThrow().refresh()).isEqualTo(REFRESH);
  }

  @Test
  void what_was_turned_down_may_be_tried_after_its_pause() {
    Ticket ticket = begin(0).orElseThrow();
    store.run(tx -> rows.abandon(tx, ticket, LEASE));
    assertThat(held().paused()).isTrue();
    assertThat(begin(0)).isEmpty();
    store.sql("update token set not_before = now()");
    assertThat(held().paused()).isFalse();
    assertThat(begin(0)).isPresent();
  }

  @Test
  void a_blocked_token_is_not_refreshed_until_a_new_consent() {
    assertThat(block(begin(0).orElseThrow())).isTrue();
    assertThat(held().blocked()).contains("consent has ended");
    assertThat(begin(0)).isEmpty();
    put();
    assertThat(held().blocked()).isEmpty();
    assertThat(begin(1)).isPresent();
  }

  @Test
  void a_new_consent_wins_over_a_refresh_under_way() {
    Ticket underWay = begin(0).orElseThrow();
    put();
    assertThat(complete(underWay)).isFalse();
    assertThat(block(underWay)).isFalse();
    assertThat(held().token()).isPresent();
  }

  @Test
  void only_the_very_token_that_was_refused_is_spoilt() {
    put();
    put();
    assertThat(spoil(1)).isFalse();
    assertThat(held().token()).isPresent();
    assertThat(spoil(2)).isTrue();
    assertThat(spoil(2)).isFalse();
    assertThat(held().token()).isEmpty();
    assertThat(held().generation()).isEqualTo(2);
  }

  @Test
  void after_forgetting_generations_go_on_and_a_refresh_under_way_is_worth_nothing() {
    put();
    Ticket underWay = begin(1).orElseThrow();
    store.run(tx -> rows.forget(tx, SUBJECT));
    assertThat(complete(underWay)).isFalse();
    assertThat(held().token()).isEmpty();
    assertThat(held().generation()).isEqualTo(2);
    assertThat(begin(2).orElseThrow().refresh()).isEmpty();
  }

  @Test
  void the_budget_counts_the_last_day_of_one_connection() {
    assertThat(spend()).isTrue();
    assertThat(spend()).isTrue();
    assertThat(spend()).isFalse();
    assertThat(store.count("token_request")).isEqualTo(2);
    store.sql("update token_request set at = now() - interval '25 hours'");
    assertThat(spend()).isTrue();
    assertThat(store.count("token_request")).isEqualTo(1);
  }

  @Test
  void what_runs_out_soon_is_found() {
    put();
    Instant before = LATER.minusSeconds(1);
    Instant after = LATER.plusSeconds(1);
    assertThat(runningOut(Vendor.FRESHBOOKS, before)).isEmpty();
    assertThat(runningOut(Vendor.UPS, after)).isEmpty();
    assertThat(runningOut(Vendor.FRESHBOOKS, after)).containsExactly(SUBJECT);
  }

  private static List<TokenSubject> runningOut(Vendor vendor, Instant when) {
    return store.in(tx -> rows.runningOut(tx, vendor, when));
  }

  private static Optional<Ticket> begin(long generation) {
    return store.in(tx -> rows.begin(tx, SUBJECT, generation, LEASE));
  }

  private static boolean complete(Ticket ticket) {
    return store.in(tx -> rows.complete(tx, ticket, ACCESS, REFRESH, LATER));
  }

  private static boolean block(Ticket ticket) {
    return store.in(tx -> rows.block(tx, ticket, "consent has ended"));
  }

  private static void put() {
    store.run(tx -> rows.put(tx, SUBJECT, ACCESS, REFRESH.orElseThrow(), LATER));
  }

  private static boolean spoil(long generation) {
    return store.in(tx -> rows.spoil(tx, SUBJECT, generation));
  }

  private static boolean spend() {
    return store.in(tx -> rows.spendRequest(tx, SHOP, Vendor.UPS, 2));
  }

  private static Held held() {
    return store.in(tx -> rows.find(tx, SUBJECT)).orElseThrow();
  }
}
