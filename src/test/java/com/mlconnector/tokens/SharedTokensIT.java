package com.mlconnector.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.BearerToken;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.TokenSubject;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Database;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.Work;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import com.mlconnector.tokens.Tokens.TokenAnswer;
import com.mlconnector.vendor.CallTimer;
import com.mlconnector.vendor.VendorClients;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedTokensIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final TokenSubject FRESHBOOKS = TokenSubject.freshBooks(SHOP);
  private static final TokenSubject UPS = TokenSubject.upsShipper(SHOP);
  private static final Duration LEASE = Duration.ofMinutes(1);

  private volatile Instant now = Samples.MORNING;
  private final InstantSource clock = () -> now;
  private final List<Database> databases = new ArrayList<>();

  private final TestStore store = TestStore.open();
  private final TokenServer server = new TokenServer(store.vertx());
  private final VendorClients clients = new VendorClients(store.vertx(), "test", 8, CallTimer.NONE);
  private final TokenRows rows = new TokenRows(store.vault());
  private final Connections connections =
      new Connections(store.vault(), new ClientProfiles(store.vault()));

  @BeforeEach
  void connected() {
    store.run(tx -> connections.add(tx, Samples.connection(SHOP)));
    consent("access-0", "refresh-0");
  }

  @AfterEach
  void close() {
    TestStore.await(clients.close());
    databases.forEach(database -> TestStore.await(database.close()));
    server.close();
    store.close();
  }

  @Test
  void two_hundred_callers_on_four_nodes_cost_one_exchange() {
    expire();
    List<Future<TokenAnswer>> answers = new ArrayList<>();
    List<SharedTokens> nodes = List.of(node(), node(), node(), node());
    for (int i = 0; i < 200; i++) {
      answers.add(nodes.get(i % 4).bearer(FRESHBOOKS));
    }
    assertThat(answers).allSatisfy(answer -> assertThat(access(answer)).isEqualTo("access-1"));
    assertThat(server.requests()).isEqualTo(1);
    assertThat(store.count("audit where action = 'token-refreshed'")).isEqualTo(1);
  }

  @Test
  void a_token_that_is_good_is_handed_out_without_any_request() {
    assertThat(access(node().bearer(FRESHBOOKS))).isEqualTo("access-0");
    assertThat(server.requests()).isZero();
  }

  @Test
  void the_new_pair_is_in_the_database_before_anybody_has_it() {
    expire();
    CompletableFuture<String> generation = new CompletableFuture<>();
    var answer = node().bearer(FRESHBOOKS);
    answer.onComplete(got -> generation.complete(store.value("select generation from token")));
    assertThat(access(answer)).isEqualTo("access-1");
    assertThat(generation.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("2");
    assertThat(access(node().bearer(FRESHBOOKS))).isEqualTo("access-1");
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void an_ended_consent_stops_the_connection_and_keeps_its_work() {
    expire();
    Work work = new Work(store.database());
    store.run(tx -> work.raise(tx, SHOP, Work.Kind.INVOICE, "1"));
    server.behave(TokenServer::invalidGrant);
    assertThat(ask(node(), FRESHBOOKS)).isInstanceOf(TokenAnswer.Blocked.class);
    assertThat(ask(node(), FRESHBOOKS)).isInstanceOf(TokenAnswer.Blocked.class);
    assertThat(server.requests()).isEqualTo(1);
    assertThat(state()).isEqualTo("needs-consent");
    assertThat(store.count("work")).isEqualTo(1);

    consent("access-new", "refresh-new");
    assertThat(access(node().bearer(FRESHBOOKS))).isEqualTo("access-new");
  }

  @Test
  void a_lost_answer_blocks_nothing_until_the_vendor_says_that_the_grant_is_spent() {
    expire();
    server.behave(request -> request.connection().close());
    assertThat(ask(node(), FRESHBOOKS)).isInstanceOf(TokenAnswer.NotNow.class);
    assertThat(state()).isEqualTo("active");
    assertThat(blockedBy()).isEmpty();

    expireRefreshLease();
    server.behave(TokenServer::invalidGrant);
    assertThat(ask(node(), FRESHBOOKS))
        .as("whoever has the answer may be slow, and not dead")
        .isInstanceOf(TokenAnswer.NotNow.class);
    assertThat(state()).isEqualTo("active");

    endPause();
    assertThat(ask(node(), FRESHBOOKS)).isInstanceOf(TokenAnswer.Blocked.class);
    assertThat(ask(node(), FRESHBOOKS)).isInstanceOf(TokenAnswer.Blocked.class);
    assertThat(state()).isEqualTo("needs-consent");
    assertThat(blockedBy()).contains("consent has ended");
    assertThat(server.requests()).isEqualTo(3);
  }

  @Test
  void a_node_that_stood_still_past_its_lease_saves_the_pair_it_got() {
    expire();
    CompletableFuture<HttpServerRequest> slow = new CompletableFuture<>();
    server.behave(slow::complete);
    Future<TokenAnswer> late = node().bearer(FRESHBOOKS);
    HttpServerRequest held = slow.orTimeout(20, TimeUnit.SECONDS).join();
    expireRefreshLease();
    server.behave(TokenServer::invalidGrant);
    for (int told = 0; told < 2; told++) {
      ask(node(), FRESHBOOKS);
      endPause();
    }
    assertThat(state()).isEqualTo("needs-consent");

    server.grant(held);
    assertThat(access(late)).isEqualTo("access-3");
    assertThat(state()).isEqualTo("active");
    assertThat(blockedBy()).isEmpty();
    assertThat(access(node().bearer(FRESHBOOKS))).isEqualTo("access-3");
  }

  @Test
  void a_secret_that_the_vendor_does_not_take_is_tried_once_an_hour_or_when_a_person_says_so() {
    server.behave(TokenServer::invalidClient);
    for (int i = 0; i < 5; i++) {
      assertThat(ask(node(), UPS)).isInstanceOf(TokenAnswer.Blocked.class);
    }
    assertThat(server.requests()).isEqualTo(1);
    assertThat(store.value("select blocked_by from token where vendor = 'ups'"))
        .contains("client id and secret", "invalid_client");
    assertThat(state()).as("FreshBooks' consent has nothing to do with it").isEqualTo("active");

    server.behave(server::grant);
    store.run(tx -> rows.tryNow(tx, SHOP, UPS.vendor()));
    assertThat(access(node().bearer(UPS))).isEqualTo("access-2");
  }

  @Test
  void an_endpoint_that_is_down_is_asked_less_and_less() {
    server.behave(request -> request.response().setStatusCode(503).end());
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      assertThat(ask(node(), UPS)).isInstanceOf(TokenAnswer.NotNow.class);
      pauses.add(
          Math.round(
              Double.parseDouble(
                  store.value(
                      "select extract(epoch from not_before - now()) from token where vendor ="
                          + " 'ups'"))));
      endPause();
    }
    assertThat(pauses).isSorted();
    assertThat(pauses.getFirst()).isLessThanOrEqualTo(2);
    assertThat(pauses.getLast()).isBetween(3L, 8L);
  }

  @Test
  void an_operation_that_a_fresh_token_did_not_help_costs_no_further_ones() {
    SharedTokens node = node();
    BearerToken first = token(node.bearer(UPS));
    node.refused(UPS, first, "subscribe");
    BearerToken fresh = token(node.bearer(UPS));
    node.refusedAfresh(UPS, "subscribe");

    now = now.plus(Duration.ofMinutes(30));
    node.refused(UPS, fresh, "subscribe");
    assertThat(token(node.bearer(UPS))).isEqualTo(fresh);
    node.refused(UPS, fresh, "ship");
    assertThat(token(node.bearer(UPS)).generation()).isGreaterThan(fresh.generation());
  }

  @Test
  void only_tokens_in_use_are_renewed_before_they_end() {
    SharedTokens node = node();
    for (int i = 0; i < 3; i++) {
      access(node.bearer(new TokenSubject(SHOP, UPS.vendor(), "holder-" + i)));
    }
    access(node.bearer(new TokenSubject(SHOP, UPS.vendor(), "holder-1")));
    Duration early = Duration.ofMinutes(30);
    assertThat(node.endingWithin(UPS.vendor(), early)).isEmpty();

    now = now.plus(Duration.ofMinutes(40));
    assertThat(node.endingWithin(UPS.vendor(), early))
        .extracting(TokenSubject::holder)
        .containsExactly("holder-1");
    assertThat(node.endingWithin(FRESHBOOKS.vendor(), early)).isEmpty();
  }

  @Test
  void a_lost_request_is_made_good_after_the_lease() {
    expire();
    server.behave(request -> request.connection().close());
    ask(node(), FRESHBOOKS);
    expireRefreshLease();
    server.behave(server::grant);
    assertThat(access(node().bearer(FRESHBOOKS))).isEqualTo("access-2");
    assertThat(state()).isEqualTo("active");
  }

  @Test
  void whoever_is_told_too_late_that_the_grant_is_gone_takes_the_other_nodes_token() {
    expire();
    CompletableFuture<HttpServerRequest> slow = new CompletableFuture<>();
    server.behave(slow::complete);
    Future<TokenAnswer> late = node().bearer(FRESHBOOKS);
    HttpServerRequest held = slow.orTimeout(20, TimeUnit.SECONDS).join();
    expireRefreshLease();
    server.behave(server::grant);
    assertThat(access(node().bearer(FRESHBOOKS))).isEqualTo("access-2");

    TokenServer.invalidGrant(held);
    assertThat(access(late)).isEqualTo("access-2");
    assertThat(state()).isEqualTo("active");
    assertThat(blockedBy()).isEmpty();
  }

  @RepeatedTest(5) // whoever has an answer may report it before the search for it has quite ended
  void a_refused_token_is_replaced_once_in_ten_minutes() {
    SharedTokens node = node();
    BearerToken first = token(node.bearer(UPS));
    node.refused(UPS, first, "ship");
    BearerToken second = token(node.bearer(UPS));
    assertThat(second.generation()).isGreaterThan(first.generation());
    node.refused(UPS, second, "ship");
    assertThat(token(node.bearer(UPS))).isEqualTo(second);
    assertThat(server.requests()).isEqualTo(2);

    now = now.plus(Duration.ofMinutes(11));
    node.refused(UPS, second, "ship");
    assertThat(token(node.bearer(UPS)).generation()).isGreaterThan(second.generation());
    assertThat(server.requests()).isEqualTo(3);
  }

  @Test
  void the_days_budget_holds_for_all_holders_and_nodes_together() {
    List<Future<TokenAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(node().bearer(new TokenSubject(SHOP, UPS.vendor(), "holder-" + i)));
    }
    List<TokenAnswer> given = answers.stream().map(TestStore::await).toList();
    assertThat(given).filteredOn(TokenAnswer.Granted.class::isInstance).hasSize(5);
    assertThat(given)
        .filteredOn(TokenAnswer.NotNow.class::isInstance)
        .hasSize(7)
        .allSatisfy(refused ->
            assertThat(((TokenAnswer.NotNow) refused).left().orElseThrow())
                .isGreaterThan(Duration.ofHours(23)));
    assertThat(server.requests()).isEqualTo(5);
    assertThat(store.count("audit where action = 'token-budget-low'")).isEqualTo(1);
  }

  @Test
  void a_throttling_token_endpoint_is_left_alone_by_all_nodes() {
    expire();
    server.behave(
        request -> request.response().setStatusCode(429).putHeader("Retry-After", "120").end());
    for (int i = 0; i < 8; i++) {
      assertThat(ask(node(), FRESHBOOKS)).isInstanceOf(TokenAnswer.NotNow.class);
    }
    assertThat(server.requests()).isEqualTo(1);
    assertThat(store.value("select not_before > now() + interval '100 s' from token"))
        .isEqualTo("t");

    store.sql("update token set not_before = now()");
    server.behave(server::grant);
    assertThat(access(node().bearer(FRESHBOOKS))).isEqualTo("access-2");
  }

  @Test
  void a_token_endpoint_that_asks_for_a_second_is_asked_again_soon() {
    expire();
    server.behave(
        request -> request.response().setStatusCode(429).putHeader("Retry-After", "1").end());
    assertThat(ask(node(), FRESHBOOKS)).isInstanceOf(TokenAnswer.NotNow.class);
    assertThat(store.value("select not_before < now() + interval '10 s' from token"))
        .isEqualTo("t");
  }

  @Test
  void a_database_that_refuses_connections_is_an_answer_too() {
    Database.Place place = store.place().gateway();
    Database.Place nowhere =
        new Database.Place(
            place.host(),
            1,
            place.name(),
            place.user(),
            place.password(),
            place.ssl(),
            1,
            10,
            Duration.ofSeconds(1));
    assertThat(ask(node(nowhere), FRESHBOOKS)).isInstanceOf(TokenAnswer.NotNow.class);
  }

  private SharedTokens node() {
    return node(store.place().gateway());
  }

  private SharedTokens node(Database.Place place) {
    Database own = Database.open(store.vertx(), place);
    databases.add(own);
    TokenEndpoint endpoint =
        new TokenEndpoint(clients.call(), server.url(), clients.call(), server.url(), clock);
    return new SharedTokens(
        store.vertx(),
        own,
        rows,
        connections,
        endpoint,
        new AuditTrail(clock),
        clock,
        new SharedTokens.Settings(LEASE, 5, false, "https://gateway.example/consent"));
  }

  private void consent(String access, String refresh) {
    Instant expires = now.plus(Duration.ofHours(12));
    store.run(tx -> {
      rows.put(tx, FRESHBOOKS, new Secret(access), new Secret(refresh), expires);
      connections.activate(tx, SHOP, "aBc123", 1, now);
    });
  }

  private void expire() {
    now = now.plus(Duration.ofHours(12));
  }

  private void expireRefreshLease() {
    store.sql("update token set refresh_started_at = now() - interval '2 minutes'");
  }

  private void endPause() {
    store.sql("update token set not_before = now() where not_before is not null");
  }

  private String state() {
    return store.value("select state from connection");
  }

  private String blockedBy() {
    return store.value("select blocked_by from token where vendor = 'freshbooks'");
  }

  private static TokenAnswer ask(SharedTokens node, TokenSubject subject) {
    return TestStore.await(node.bearer(subject));
  }

  private static BearerToken token(Future<TokenAnswer> answer) {
    TokenAnswer given = TestStore.await(answer);
    assertThat(given).isInstanceOf(TokenAnswer.Granted.class);
    return ((TokenAnswer.Granted) given).token();
  }

  private static String access(Future<TokenAnswer> answer) {
    return token(answer).value().reveal();
  }
}
