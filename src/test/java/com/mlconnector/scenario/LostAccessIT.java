package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A vendor does not let us in any more. A person is told once, with the remedy; the work is kept,
 * the vendor is not pestered; after the remedy everything ships, once.
 */
class LostAccessIT {
  private static final String HERE = "/api/connections/" + RunningGateway.CONNECTION;

  private static final Duration HALF_A_DAY = Duration.ofHours(12);
  private static final Duration A_DAY = Duration.ofDays(1);

  /** As many calls as it takes until a lane is left alone, and some more. */
  private static final int INVOICES = 8;

  /** The one that was refused, and a second look. */
  private static final int MOST_REQUESTS = 2;

  @Nested
  class at_freshbooks {
    @RegisterExtension static final RunningGateway gateway = new RunningGateway();

    @Test
    void until_the_owner_consents_again() {
      ShippedOnce.check(gateway, issue(gateway));

      gateway.freshBooks().revokeTokens();
      List<Long> revoked = keptUntil(gateway, "consent has ended", "/consent");
      assertThat(gateway.connectionAsShown().getString("state")).isEqualTo("needs-consent");
      gateway.giveConsent();
      revoked.forEach(invoice -> ShippedOnce.check(gateway, invoice));

      gateway.freshBooks().reduceScope("user:profile:read user:clients:read");
      List<Long> reduced = issue(gateway, INVOICES);
      JsonObject gate = gate(gateway, it -> it.getString("lane").equals("invoices"));
      assertThat(gate.getString("reason")).isEqualTo("not-allowed");
      assertThat(gate.getString("remedy")).contains("/consent");
      gateway.giveConsent();
      reduced.forEach(invoice -> ShippedOnce.check(gateway, invoice));

      gateway.freshBooks().changeSecret("another-secret");
      gateway.freshBooks().expireAccessTokens();
      List<Long> changed = keptUntil(gateway, "client id and secret", "PATCH " + HERE);
      storeSecret(gateway, "freshbooks", "another-secret");
      changed.forEach(invoice -> ShippedOnce.check(gateway, invoice));
      awaitNoTrouble(gateway);

      Aftermath.check(gateway, "No access to FreshBooks", 3);
    }
  }

  @Nested
  class at_ups {
    @RegisterExtension static final RunningGateway gateway = new RunningGateway();

    @Test
    void until_a_person_puts_the_app_right() {
      ShippedOnce.check(gateway, issue(gateway));

      gateway.ups().changeSecret("another-secret");
      gateway.ups().revokeTokens();
      List<Long> changed = keptUntil(gateway, "client id and secret", "PATCH " + HERE);
      storeSecret(gateway, "ups", "another-secret");
      changed.forEach(invoice -> ShippedOnce.check(gateway, invoice));
      awaitNoTrouble(gateway);

      Aftermath.check(gateway, "Another secret at UPS", 1);
    }
  }

  /** UPS answers as to a bad token, whatever token there is. */
  @Nested
  class when_a_product_is_missing_on_the_app {
    @RegisterExtension static final RunningGateway gateway = new RunningGateway();

    @Test
    void parcels_ship_all_the_same_and_no_tokens_are_wasted() {
      ShippedOnce.check(gateway, issue(gateway));
      int before = gateway.ups().requests("token").size();
      gateway.ups().set("missingProducts", new JsonArray().add("track-alert"));

      List<ShippedOnce> shipped =
          issue(gateway, INVOICES).stream()
              .map(invoice -> ShippedOnce.check(gateway, invoice))
              .toList();

      JsonObject gate = gate(gateway, it -> it.getString("lane").equals("tracking"));
      assertThat(gate.getString("reason")).isEqualTo("not-allowed");
      assertThat(gate.getString("remedy")).contains("Track Alert", "/retry");
      assertThat(gateway.ups().requests("token").size() - before).isLessThanOrEqualTo(1);
      assertThat(troubles(gateway)).isEmpty();

      gateway.ups().set("missingProducts", new JsonArray());
      retry(gateway);
      shipped.forEach(one -> gateway.awaitSubscribed(one.parcel()));
      Aftermath.check(gateway, "A product missing at UPS", 1);
    }
  }

  @Nested
  class when_the_days_token_requests_are_spent {
    @RegisterExtension
    static final RunningGateway gateway = new RunningGateway().with("ups.token-daily-budget", "1");

    @Test
    void shipments_wait_and_say_until_when_and_go_on_by_themselves() {
      ShippedOnce.check(gateway, issue(gateway));
      assertThat(gateway.connectionAsShown().getJsonObject("tokens").getBoolean("upsBudgetLow"))
          .isTrue();
      assertThat(gateway.count("audit where action = 'token-budget-low'")).isEqualTo(1);

      gateway.ups().revokeTokens();
      List<Long> waiting = issue(gateway, INVOICES);
      JsonObject trouble = trouble(gateway);
      assertThat(trouble.getString("state")).isEqualTo("paused");
      assertThat(trouble.getString("why")).contains("budget of 1 UPS token requests is spent");
      assertThat(Instant.parse(trouble.getString("until")))
          .isBetween(Instant.now().plus(HALF_A_DAY), Instant.now().plus(A_DAY));
      awaitKept(gateway);
      assertThat(gateway.ups().requests("token")).hasSize(1);
      awaitMetric(gateway, "tokens_missing", "vendor=\"ups\"", "state=\"paused\"");

      aDayPasses(gateway);

      waiting.forEach(invoice -> ShippedOnce.check(gateway, invoice));
      assertThat(gateway.ups().requests("token")).hasSize(2);
      awaitNoTrouble(gateway);
      Aftermath.check(gateway, "A day's token requests spent", 1);
    }
  }

  /** What the database dates is a day older. */
  private static void aDayPasses(RunningGateway gateway) {
    gateway.database().sql("update token_request set at = at - interval '1 day'");
    gateway.database().sql("update token set not_before = not_before - interval '1 day'");
    gateway.database().sql("update work set due_at = due_at - interval '1 day'");
  }

  /** Issues invoices that can't be shipped now, and sees that a person is told why. */
  private static List<Long> keptUntil(RunningGateway gateway, String why, String remedy) {
    int before = tokenRequests(gateway);
    List<Long> invoices = issue(gateway, INVOICES);
    JsonObject trouble = trouble(gateway);
    assertThat(trouble.getString("state")).isEqualTo("blocked");
    assertThat(trouble.getString("why")).contains(why);
    assertThat(trouble.getString("remedy")).contains(remedy);
    awaitKept(gateway);
    awaitMetric(
        gateway,
        "tokens_missing",
        "vendor=\"" + trouble.getString("vendor") + "\"",
        "state=\"blocked\"");
    assertThat(invoices).allSatisfy(it -> assertThat(gateway.ups().purchaseCalls(it)).isEmpty());
    assertThat(tokenRequests(gateway) - before).isBetween(1, MOST_REQUESTS);
    return invoices;
  }

  /** Of both vendors. */
  private static int tokenRequests(RunningGateway gateway) {
    return gateway.freshBooks().requests("oauth.token").size()
        + gateway.ups().requests("token").size();
  }

  /** Each invoice, or its shipment, waits with a word why. */
  private static void awaitKept(RunningGateway gateway) {
    Eventually.see(
        "the work waits",
        () ->
            gateway.count(
                "work where kind in ('invoice', 'shipment') and trouble is not null"
                    + " and lease_until is null"),
        waiting -> waiting >= INVOICES);
  }

  private static JsonObject trouble(RunningGateway gateway) {
    return Eventually.see("a token is missing", () -> troubles(gateway), all -> all.size() == 1)
        .getFirst();
  }

  private static List<JsonObject> troubles(RunningGateway gateway) {
    return FreshBooksDesk.objects(gateway.connectionAsShown().getJsonObject("tokens"), "troubles");
  }

  private static void awaitNoTrouble(RunningGateway gateway) {
    Eventually.see("all tokens are there", () -> troubles(gateway), List::isEmpty);
  }

  private static JsonObject gate(RunningGateway gateway, Predicate<JsonObject> wanted) {
    return Eventually.see(
            "the gate is closed",
            () ->
                FreshBooksDesk.objects(gateway.connectionAsShown(), "gates").stream()
                    .filter(wanted)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static void awaitMetric(RunningGateway gateway, String name, String... labels) {
    Eventually.see(
        name,
        () -> gateway.management().call("GET", "/metrics", null).text().lines().toList(),
        lines ->
            lines.stream()
                .filter(line -> line.startsWith(name + "{"))
                .anyMatch(line -> Stream.of(labels).allMatch(line::contains)));
  }

  private static void retry(RunningGateway gateway) {
    assertThat(
            gateway
                .management()
                .call("POST", HERE + "/vendors/ups/retry", new JsonObject())
                .status())
        .isEqualTo(202);
  }

  private static void storeSecret(RunningGateway gateway, String vendor, String secret) {
    JsonObject change =
        new JsonObject()
            .put("version", gateway.connectionAsShown().getLong("version"))
            .put(vendor, new JsonObject().put("clientSecret", secret));
    gateway.management().patch(HERE, change);
  }

  private static long issue(RunningGateway gateway) {
    return gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), "#ship gnd 2lb");
  }

  private static List<Long> issue(RunningGateway gateway, int count) {
    return Stream.generate(() -> issue(gateway)).limit(count).toList();
  }
}
