package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.crash.CrashPoint;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.TestDatabase;
import com.mlconnector.verify.Api;
import com.mlconnector.verify.GatewayProcess;
import com.mlconnector.verify.Ground;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A node dies while it refreshes a token. The account goes on by itself where the vendor allows it;
 * otherwise there is one task for a person, and no loop.
 */
@Timeout(Faults.LONGEST_SECONDS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TokenCrashesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int DEATHS = Faults.number(8, 12);

  /** The one that was lost, and at most this many until it is clear what has become of it. */
  private static final int MOST_REQUESTS = 4;

  /** The vendor has given out a pair, and nobody has saved it. */
  private static final Set<CrashPoint> PAIR_LOST =
      Set.of(CrashPoint.TOKEN_SENT, CrashPoint.TOKEN_RECEIVED);

  private static final Figures figures = new Figures("Deaths while a token is refreshed");
  private static final List<Long> invoices = new ArrayList<>();
  private static TestDatabase database;
  private static Ground ground;
  private static GatewayProcess node;
  private static Aftermath aftermath;

  /** How a vendor takes a request that it has answered already. */
  enum Told {
    UPS_ANY_NUMBER_OF_TIMES,
    FRESHBOOKS_ONCE,
    FRESHBOOKS_AGAIN_FOR_A_WHILE
  }

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    ground = Ground.open(database.place(), Map.of());
    node = ground.node("only").start();
    ground.connect();
    aftermath = new Aftermath(ground, figures);
    ship();
    node.killHard();
  }

  @AfterAll
  static void close() {
    figures.print();
    ground.close();
    database.close();
  }

  @AfterEach
  void nobody_is_left_armed() {
    node.close();
  }

  /** Those that are left out in short form come last: each is much like another one. */
  static Stream<Arguments> deaths() {
    EnumSet<Told> once = EnumSet.of(Told.FRESHBOOKS_ONCE);
    EnumSet<CrashPoint> all = EnumSet.range(CrashPoint.TOKEN_BEGUN, CrashPoint.TOKEN_SAVED);
    EnumSet<CrashPoint> others = EnumSet.copyOf(all);
    others.removeAll(PAIR_LOST);
    return Stream.of(
            deaths(all, once),
            deaths(PAIR_LOST, EnumSet.complementOf(once)),
            deaths(others, EnumSet.complementOf(once)))
        .flatMap(deaths -> deaths)
        .limit(DEATHS);
  }

  private static Stream<Arguments> deaths(Set<CrashPoint> points, Set<Told> ways) {
    return ways.stream().flatMap(told -> points.stream().map(point -> Arguments.of(point, told)));
  }

  @Order(1)
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("deaths")
  void the_account_is_live_afterwards_or_one_person_is_asked(CrashPoint point, Told told) {
    ground
        .freshBooksControls()
        .patch(
            "/settings",
            new JsonObject()
                .put("refreshGraceSeconds", told == Told.FRESHBOOKS_AGAIN_FOR_A_WHILE ? 600 : 0));
    node.beginArmed(point, 1);
    node.awaitReady();
    long before = requests(told);
    end(told);
    long invoice = aftermath.issue();
    assertThat(node.awaitDeath(PATIENCE)).isEqualTo(GatewayProcess.KILLED);
    long died = System.nanoTime();

    node.start();

    if (told == Told.FRESHBOOKS_ONCE && PAIR_LOST.contains(point)) {
      // FreshBooks takes a refresh token once. The pair it gave for it is lost with the node.
      onePersonIsAsked();
      ground.giveConsent();
    }
    awaitWrittenBack(invoice);
    figures.fault(Duration.ofNanos(System.nanoTime() - died));
    assertThat(connection().getString("state")).isEqualTo("active");
    assertThat(troubles()).isEmpty();
    assertThat(requests(told) - before).isBetween(1L, (long) MOST_REQUESTS + 1);
    invoices.add(invoice);
  }

  @Order(2)
  @Test
  void nothing_is_lost_or_shipped_twice() {
    node.start();
    assertThat(aftermath.isFine(invoices)).isPositive();
  }

  private static void end(Told told) {
    if (told == Told.UPS_ANY_NUMBER_OF_TIMES) {
      ground.upsControls().delete("/tokens");
    } else {
      ground.freshBooksControls().post("/tokens/expire", new JsonObject());
    }
  }

  private static void onePersonIsAsked() {
    Eventually.see(
        PATIENCE,
        "consent is asked for",
        () -> connection().getString("state"),
        state -> state.equals("needs-consent"));
    assertThat(troubles())
        .singleElement()
        .satisfies(trouble -> {
          assertThat(trouble.getString("state")).isEqualTo("blocked");
          assertThat(trouble.getString("remedy")).contains("/consent");
        });
    long asked = requests(Told.FRESHBOOKS_ONCE);
    long looks = audited();
    Eventually.see(
        "the work waits",
        () -> ground.rows().number("select count(*) from work where trouble is not null"),
        waiting -> waiting > 0);
    assertThat(requests(Told.FRESHBOOKS_ONCE)).isEqualTo(asked);
    assertThat(audited()).isEqualTo(looks);
  }

  private static long audited() {
    return ground
        .rows()
        .number("select count(*) from audit where action = 'token-refresh-started'");
  }

  private static void ship() {
    long invoice = aftermath.issue();
    awaitWrittenBack(invoice);
    invoices.add(invoice);
  }

  private static void awaitWrittenBack(long invoice) {
    Eventually.see(
        PATIENCE,
        "invoice " + invoice + " is written back",
        () -> ground.clerk().isWrittenBack(invoice),
        written -> written);
  }

  private static long requests(Told told) {
    Api controls =
        told == Told.UPS_ANY_NUMBER_OF_TIMES ? ground.upsControls() : ground.freshBooksControls();
    String operation = told == Told.UPS_ANY_NUMBER_OF_TIMES ? "token" : "oauth.token";
    return FreshBooksDesk.objects(controls.get("/requests?operation=" + operation), "requests")
        .size();
  }

  private static List<JsonObject> troubles() {
    return FreshBooksDesk.objects(connection().getJsonObject("tokens"), "troubles");
  }

  private static JsonObject connection() {
    return node.management().get("/api/connections/" + Ground.CONNECTION);
  }
}
