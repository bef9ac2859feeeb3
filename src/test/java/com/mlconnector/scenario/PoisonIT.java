package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.crash.Poison;
import com.mlconnector.support.Eventually;
import com.mlconnector.verify.Api;
import com.mlconnector.verify.Clerk;
import com.mlconnector.verify.Ground;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One thing that nobody can digest, a webhook or a piece of work, costs its neighbours nothing:
 * they ship, the node lives, and a person sees what was set aside and sends it on.
 */
@Timeout(Faults.LONGEST_SECONDS)
class PoisonIT {
  private static final int NEIGHBOURS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String WORK = "/api/connections/" + Ground.CONNECTION + "/work/";
  private static final JsonObject FLAGGED = new JsonObject().put("notes", "#ship ground 3lb");

  @RegisterExtension
  static final OneNode one =
      new OneNode("Poison", Map.of("work.time-limit", "4s", "work.max-attempts", "3"));

  @Test
  void work_that_throws_or_never_ends_or_wants_all_memory_is_set_aside() {
    Clerk clerk = one.ground().clerk();
    long client = clerk.newClient();
    Map<Poison, Long> poisoned = new EnumMap<>(Poison.class);
    for (Poison poison : Poison.values()) {
      poisoned.put(poison, clerk.issue(client, "Thank you!"));
    }
    one.aftermath().settle();
    one.process().terminate(PATIENCE);
    one.process().begin("-Dcrash.poison=" + armed(poisoned)).awaitReady();

    poisoned.values().forEach(invoice -> clerk.edit(invoice, FLAGGED));
    List<Long> invoices = new ArrayList<>(one.aftermath().issue(NEIGHBOURS));

    Eventually.see(
        PATIENCE,
        "the neighbours ship",
        () -> invoices.stream().filter(invoice -> !clerk.isWrittenBack(invoice)).toList(),
        List::isEmpty);
    List<JsonObject> setAside = awaitSetAside("invoice", poisoned.size());
    assertThat(setAside)
        .extracting(entry -> entry.getString("key") + " " + entry.getInteger("tries"))
        .containsExactlyInAnyOrder(
            poisoned.get(Poison.THROWS) + " 3",
            poisoned.get(Poison.LOOPS) + " 1",
            poisoned.get(Poison.HUGE) + " 3");
    assertThat(setAside)
        .extracting(entry -> entry.getString("trouble"))
        .anyMatch(trouble -> trouble.contains("IllegalStateException"))
        .anyMatch(trouble -> trouble.contains("did not stop"))
        .anyMatch(trouble -> trouble.contains("OutOfMemoryError"));
    assertThat(one.process().isAlive()).isTrue();

    one.process().terminate(PATIENCE);
    one.process().start();
    setAside.forEach(entry -> assertThat(retry(entry)).isEqualTo(202));

    invoices.addAll(poisoned.values());
    one.figures().faults(poisoned.size(), one.aftermath().isFine(invoices));
  }

  @Test
  void a_webhook_that_the_journal_refuses_is_kept_apart_and_does_its_work() throws Exception {
    Clerk clerk = one.ground().clerk();
    long refused = clerk.issue(clerk.newClient(), "Thank you!");
    one.aftermath().settle();
    one.sql(
        "alter table delivery add constraint nothing_of_it check (object_id <> '%d') not valid"
            .formatted(refused));
    // While nothing comes back from Postgres, webhooks gather into one batch.
    one.ground().wire().stall();
    List<Long> invoices = new ArrayList<>(one.aftermath().issue(NEIGHBOURS / 2));
    clerk.edit(refused, FLAGGED);
    invoices.forEach(invoice -> clerk.edit(invoice, new JsonObject().put("po_number", "7")));
    invoices.addAll(one.aftermath().issue(NEIGHBOURS / 2));
    one.ground().wire().heal();

    invoices.add(refused);
    Eventually.see(
        PATIENCE,
        "all of them ship",
        () -> invoices.stream().filter(invoice -> !clerk.isWrittenBack(invoice)).toList(),
        List::isEmpty);
    JsonObject entry = awaitSetAside("delivery", 1).getFirst();
    assertThat(entry.getString("kind")).isEqualTo("delivery");
    assertThat(entry.getString("trouble"))
        .contains("invoice.update " + refused, "nothing_of_it", "23514");
    assertThat(retry(entry)).isEqualTo(409);
    assertThat(awaitSetAside("delivery", 1)).contains(entry);

    one.sql("alter table delivery drop constraint nothing_of_it");
    awaitSetAside("delivery", 1).forEach(kept -> assertThat(retry(kept)).isEqualTo(202));
    assertThat(retry(entry)).isEqualTo(404);

    one.figures().faults(1, one.aftermath().isFine(invoices));
  }

  private static String armed(Map<Poison, Long> poisoned) {
    return poisoned.entrySet().stream()
        .map(entry -> "invoice/" + entry.getValue() + "=" + entry.getKey())
        .collect(Collectors.joining(","));
  }

  private static List<JsonObject> awaitSetAside(String kind, int atLeast) {
    return Eventually.see(
        PATIENCE,
        "it is set aside",
        () ->
            management().get(WORK + "set-aside").getJsonArray("setAside").stream()
                .map(JsonObject.class::cast)
                .filter(entry -> entry.getString("kind").equals(kind))
                .toList(),
        entries -> entries.size() >= atLeast);
  }

  private static int retry(JsonObject entry) {
    String path = WORK + entry.getString("kind") + "/" + entry.getString("key") + "/retry";
    return management().reply("POST", path, new JsonObject().put("by", "maria")).status();
  }

  private static Api management() {
    return one.process().management();
  }
}
