package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.domain.Vendor;
import com.mlconnector.store.TokenLedger.Entry;
import com.mlconnector.store.TokenRows.Held;
import com.mlconnector.store.TokenRows.Pause;
import com.mlconnector.store.TokenRows.Ticket;
import com.mlconnector.store.TokenRows.Trouble;
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
  private static final TokenLedger ledger = new TokenLedger();

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
    assertThat(block(dead)).isFalse();
    assertThat(complete(heir)).isTrue();
    assertThat(complete(dead)).as("a pair older than the one that is saved").isFalse();
    assertThat(held().token().orElseThrow().value()).isEqualTo(ACCESS);
    assertThat(held().blocked()).isEmpty();
  }

  @Test
  void whoever_is_slow_saves_its_pair_as_long_as_there_is_no_other() {
    Ticket slow = begin(0).orElseThrow();
    store.sql("update token set refresh_started_at = now() - interval '2 minutes'");
    Ticket heir = begin(0).orElseThrow();
    assertThat(complete(slow)).isTrue();
    assertThat(block(heir)).as("the grant goes on, by the pair of the slow one").isFalse();
    assertThat(held().blocked()).isEmpty();
    assertThat(held().token()).isPresent();
    assertThat(begin(1)).as("nobody has the row any more").isPresent();
  }

  @Test
  void a_pair_that_was_asked_for_later_replaces_the_slow_one() {
    Ticket slow = begin(0).orElseThrow();
    store.sql("update token set refresh_started_at = now() - interval '2 minutes'");
    Ticket heir = begin(0).orElseThrow();
    assertThat(complete(slow)).isTrue();
    assertThat(complete(heir)).isTrue();
    assertThat(held().generation()).isEqualTo(2);
  }

  @Test
  void a_pair_that_comes_after_the_verdict_lifts_it() {
    Ticket slow = begin(0).orElseThrow();
    store.sql("update token set refresh_started_at = now() - interval '2 minutes'");
    assertThat(block(begin(0).orElseThrow())).isTrue();
    assertThat(complete(slow)).isTrue();
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
    store.run(tx -> rows.pause(tx, ticket, new Pause("it is busy", LEASE)));
    assertThat(held().paused().orElseThrow().why()).isEqualTo("it is busy");
    assertThat(held().paused().orElseThrow().left()).isBetween(Duration.ZERO, LEASE);
    assertThat(troubles()).extracting(Trouble::isBlocked).containsExactly(false);
    assertThat(begin(0)).isEmpty();
    store.sql("update token set not_before = now()");
    assertThat(held().paused()).isEmpty();
    assertThat(troubles()).isEmpty();
    Ticket again = begin(0).orElseThrow();
    assertThat(again.failures()).isEqualTo(1);
    complete(again);
    assertThat(begin(1).orElseThrow().failures()).isZero();
  }

  @Test
  void a_blocked_token_is_not_refreshed_until_a_new_consent() {
    assertThat(block(begin(0).orElseThrow())).isTrue();
    assertThat(held().blocked()).contains("consent has ended");
    assertThat(begin(0)).isEmpty();
    assertThat(tryNow()).as("only a consent helps").isZero();
    assertThat(troubles().getFirst().until()).isEmpty();
    put();
    assertThat(troubles()).isEmpty();
    assertThat(held().blocked()).isEmpty();
    assertThat(begin(1)).isPresent();
  }

  @Test
  void what_was_blocked_for_an_hour_is_tried_after_it_or_when_a_person_says_so() {
    Ticket ticket = begin(0).orElseThrow();
    store.run(tx -> rows.block(tx, ticket, "wrong secret", Optional.of(Duration.ofHours(1))));
    assertThat(held().blocked()).contains("wrong secret");
    assertThat(begin(0)).isEmpty();
    assertThat(tryNow()).isEqualTo(1);
    assertThat(held().blocked()).isEmpty();
    assertThat(troubles()).as("until it goes well").hasSize(1);
    complete(begin(0).orElseThrow());
    assertThat(troubles()).isEmpty();
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
    assertThat(spend()).isEqualTo(new Entry.Made(1, false));
    assertThat(spend()).isEqualTo(new Entry.Made(2, true));
    assertThat(spend()).isInstanceOf(Entry.Refused.class);
    assertThat(store.count("token_request")).isEqualTo(2);
    store.sql("update token_request set at = now() - interval '25 hours'");
    assertThat(spend()).isEqualTo(new Entry.Made(1, false));
    assertThat(store.count("token_request")).isEqualTo(1);
  }

  @Test
  void a_spent_budget_tells_when_the_oldest_request_is_a_day_old() {
    spend();
    spend();
    store.sql("update token_request set at = now() - interval '23 hours' where not warned");
    assertThat(spend())
        .isInstanceOfSatisfying(
            Entry.Refused.class,
            refused ->
                assertThat(refused.left())
                    .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60)));
    long lastDay = store.in(tx -> ledger.lastDay(tx, SHOP, Vendor.UPS));
    assertThat(lastDay).isEqualTo(2);
  }

  @Test
  void people_are_warned_once_a_day_however_often_the_count_crosses_the_line() {
    spend();
    spend();
    store.sql("update token_request set at = now() - interval '25 hours' where not warned");
    assertThat(spend()).as("on the line again").isEqualTo(new Entry.Made(2, false));
    assertThat(TokenLedger.warningAt(250)).isEqualTo(200);
  }

  private static Optional<Ticket> begin(long generation) {
    return store.in(tx -> rows.begin(tx, SUBJECT, generation, LEASE));
  }

  private static boolean complete(Ticket ticket) {
    return store.in(tx -> rows.complete(tx, ticket, ACCESS, REFRESH, LATER));
  }

  private static boolean block(Ticket ticket) {
    return store.in(tx -> rows.block(tx, ticket, "consent has ended", Optional.empty()));
  }

  private static void put() {
    store.run(tx -> rows.put(tx, SUBJECT, ACCESS, REFRESH.orElseThrow(), LATER));
  }

  private static boolean spoil(long generation) {
    return store.in(tx -> rows.spoil(tx, SUBJECT, generation));
  }

  private static int tryNow() {
    return store.in(tx -> rows.tryNow(tx, SHOP, Vendor.FRESHBOOKS));
  }

  private static List<Trouble> troubles() {
    return store.in(tx -> rows.troubles(tx, SHOP));
  }

  private static Entry spend() {
    return store.in(tx -> ledger.spend(tx, SHOP, Vendor.UPS, 2));
  }

  private static Held held() {
    return store.in(tx -> rows.find(tx, SUBJECT)).orElseThrow();
  }
}
