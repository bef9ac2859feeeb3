package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.sandbox.SandboxClock;
import com.mlconnector.support.Eventually;
import com.mlconnector.support.FreshBooksDesk;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Webhooks come hours after what they tell of, the last one first. A webhook says no more than that
 * something happened: what counts is what FreshBooks says when it has come.
 */
class LateWebhooksIT {
  private static final Instant MORNING = Instant.parse("2026-07-14T14:00:00Z");
  private static final Duration HOURS = Duration.ofHours(2);
  private static final String FLAG = "#ship ground 2lb";
  private static final String THANKS = "Thank you!";

  @Test
  void creations_that_come_after_corrections_and_a_deletion_ship_what_is_left_of_them()
      throws Exception {
    SandboxClock clock = new SandboxClock(InstantSource.fixed(MORNING));
    try (RunningGateway gateway = new RunningGateway().withClock(clock).open()) {
      // From now on no sweep for five minutes: nobody but the webhooks tells.
      gateway.awaitSwept();
      FreshBooksDesk desk = gateway.freshBooks();
      desk.set("rateLimit", 0);
      long client = desk.newClient();
      // Else that of our own write into the first of them would come among the others.
      desk.set("apiWritesFire", false);
      desk.set("webhookReverseNext", 9);

      long unchanged = desk.issueWithNotes(client, FLAG);
      long flaggedLater = desk.issueWithNotes(client, THANKS);
      long unflagged = desk.issueWithNotes(client, FLAG);
      long corrected = desk.issueWithNotes(client, FLAG);
      long deleted = desk.issueWithNotes(client, FLAG);
      clock.advance(HOURS);
      desk.edit(flaggedLater, notes(FLAG));
      desk.edit(unflagged, notes(THANKS));
      desk.edit(corrected, notes("#ship ground 5lb"));
      assertThat(gateway.count("delivery where event like 'invoice.%'")).isZero();
      clock.advance(HOURS);
      desk.delete(deleted);

      List<String> told =
          List.of(
              "invoice.delete " + deleted,
              "invoice.update " + corrected,
              "invoice.update " + unflagged,
              "invoice.update " + flaggedLater,
              "invoice.create " + deleted,
              "invoice.create " + corrected,
              "invoice.create " + unflagged,
              "invoice.create " + flaggedLater,
              "invoice.create " + unchanged);
      Eventually.see(
          "all have come, the last one first",
          () -> journal(gateway, told),
          all -> all.equals(told));
      Stream.of(unchanged, flaggedLater, corrected)
          .forEach(invoice -> ShippedOnce.check(gateway, invoice));
      gateway.awaitVerdict(unflagged, "ignored");
      awaitQuiet(gateway);
      assertThat(gateway.ups().requests("ship")).hasSize(3);
      assertThat(weight(gateway, corrected)).isEqualTo("5.0");
      assertThat(gateway.shipment(unflagged)).isEmpty();
      assertThat(gateway.ups().shipmentsOf(deleted)).isEmpty();
      assertThat(lateness(desk, unchanged)).isEqualTo(HOURS.multipliedBy(2));
      assertThat(lateness(desk, deleted)).isEqualTo(HOURS.multipliedBy(2));
      Aftermath.check(gateway, "Webhooks hours late", 9);
    }
  }

  @Test
  void a_creation_that_comes_hours_after_its_shipment_changes_nothing() throws Exception {
    SandboxClock clock = new SandboxClock(InstantSource.fixed(MORNING));
    try (RunningGateway gateway =
        new RunningGateway().withClock(clock).with("poller.sweep-interval", "1s").open()) {
      FreshBooksDesk desk = gateway.freshBooks();
      long client = desk.newClient();
      // Else the one of our own write would be the second that is held.
      desk.set("apiWritesFire", false);
      desk.set("webhookReverseNext", 2);
      long invoice = desk.issueWithNotes(client, FLAG);
      ShippedOnce once = ShippedOnce.check(gateway, invoice);
      assertThat(gateway.count("delivery where event like 'invoice.%'")).isZero();
      long reads = desk.readsOf(invoice);

      clock.advance(HOURS);
      desk.edit(invoice, notes(once.notes() + "\n\nRing twice."));

      List<String> told = List.of("invoice.update " + invoice, "invoice.create " + invoice);
      Eventually.see("both have come", () -> journal(gateway, told), all -> all.equals(told));
      Eventually.see("it is read again", () -> desk.readsOf(invoice), now -> now > reads);
      awaitQuiet(gateway);
      ShippedOnce later = ShippedOnce.check(gateway, invoice);
      assertThat(later.parcel()).isEqualTo(once.parcel());
      assertThat(later.notes()).isEqualTo(once.notes() + "\n\nRing twice.");
      assertThat(gateway.ups().purchaseCalls(invoice)).hasSize(1);
      assertThat(lateness(desk, invoice)).isEqualTo(HOURS);
      Aftermath.check(gateway, "A creation hours late", 1);
    }
  }

  private static JsonObject notes(String text) {
    return new JsonObject().put("notes", text);
  }

  /** The first so many, in the order in which they came. */
  private static List<String> journal(RunningGateway gateway, List<String> told) {
    return gateway.texts(
        "select event || ' ' || object_id from delivery where event like 'invoice.%'"
            + " order by id limit "
            + told.size());
  }

  /** Of its creation, by the clock of FreshBooks. */
  private static Duration lateness(FreshBooksDesk desk, long invoice) {
    JsonObject creation = desk.deliveriesOf(invoice).getFirst();
    JsonObject arrival = creation.getJsonArray("attempts").getJsonObject(0);
    return Duration.between(
        Instant.parse(creation.getString("createdAt")), Instant.parse(arrival.getString("sentAt")));
  }

  private static String weight(RunningGateway gateway, long invoice) {
    return new JsonObject(gateway.ups().purchaseCalls(invoice).getFirst().getString("body"))
        .getJsonObject("ShipmentRequest")
        .getJsonObject("Shipment")
        .getJsonArray("Package")
        .getJsonObject(0)
        .getJsonObject("PackageWeight")
        .getString("Weight");
  }

  /** Nothing is left that would be bought or written yet. */
  private static void awaitQuiet(RunningGateway gateway) {
    Eventually.see(
        "no work left",
        () ->
            gateway.texts(
                "select kind || ' ' || key || ' ' || due_at || ' ' || coalesce(trouble, '')"
                    + " from work where due_at < now() + interval '1 day'"
                    + " and kind in ('invoice', 'shipment', 'write-back')"),
        List::isEmpty);
  }
}
