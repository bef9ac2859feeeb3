package com.mlconnector.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.support.Eventually;
import com.mlconnector.support.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The parcel arrives, and the invoice says so; what people wrote stays as it is. */
class ParcelDeliveredIT {
  private static final String HUMAN =
      String.join(
          "\r\n",
          "Thank you! \uD83C\uDF81",
          "Leave at the back door, caf\u00e9 side.  ",
          "",
          "#ship ground 2.5lb");
  private static final List<String> SCANS =
      List.of("picked-up", "in-transit", "out-for-delivery", "delivered");

  @Nested
  class with_track_alert_version_2 {
    @RegisterExtension static final RunningGateway gateway = new RunningGateway();

    @AfterEach
    void pushes_are_in_order_again() {
      gateway.ups().set("alertOutOfOrder", false);
      gateway.ups().set("alertDuplicate", false);
      gateway.ups().set("alertStyle", "omit");
    }

    @Test
    void every_milestone_reaches_the_invoice() {
      long invoice = issue(gateway);
      String parcel = subscribed(gateway, invoice);

      gateway.ups().scan(parcel, "picked-up");
      gateway.awaitNotes(invoice, parcel + " - Picked up");
      gateway.ups().scan(parcel, "out-for-delivery");
      gateway.awaitNotes(invoice, parcel + " - Out for delivery");
      gateway.ups().scan(parcel, "delivered");

      checkDelivered(gateway, invoice, parcel, HUMAN);
    }

    @Test
    void pushes_twice_each_and_out_of_order_come_to_the_same() {
      gateway.ups().set("alertOutOfOrder", true);
      gateway.ups().set("alertDuplicate", true);
      long invoice = issue(gateway);
      String parcel = subscribed(gateway, invoice);

      SCANS.forEach(scan -> gateway.ups().scan(parcel, scan));
      gateway.ups().set("alertOutOfOrder", false);

      checkDelivered(gateway, invoice, parcel, HUMAN);
      assertThat(gateway.count("tracking_event where tracking_number = '" + parcel + "'"))
          .isEqualTo(SCANS.size());
    }

    @Test
    void pushes_with_blank_members_come_to_the_same() {
      gateway.ups().set("alertStyle", "blank");
      long invoice = issue(gateway);
      String parcel = subscribed(gateway, invoice);

      SCANS.forEach(scan -> gateway.ups().scan(parcel, scan));

      checkDelivered(gateway, invoice, parcel, HUMAN);
    }

    @Test
    void what_a_person_writes_on_the_way_stays_byte_for_byte() {
      long invoice = issue(gateway);
      String parcel = subscribed(gateway, invoice);
      String notes = gateway.freshBooks().notes(invoice);
      assertThat(notes).startsWith(HUMAN + "\n\n--- UPS shipment");

      String edited = "P.S.: ring twice \uD83D\uDD14\r\n" + HUMAN;
      gateway
          .freshBooks()
          .edit(
              invoice,
              new JsonObject().put("notes", edited + notes.substring(HUMAN.length()) + "\r\nBye!"));
      SCANS.forEach(scan -> gateway.ups().scan(parcel, scan));

      gateway.awaitNotes(invoice, parcel + " - Delivered");
      String after = gateway.freshBooks().notes(invoice);
      assertThat(after).startsWith(edited + "\n\n--- UPS shipment for invoice ");
      assertThat(after).endsWith("--- end of UPS shipment ---\r\nBye!");
      ShippedOnce.check(gateway, invoice);
    }

    @Test
    void a_block_that_a_person_changed_is_not_touched_again() {
      long invoice = issue(gateway);
      String parcel = subscribed(gateway, invoice);
      String mangled = gateway.freshBooks().notes(invoice).replace("1 package", "2 packages");
      gateway.freshBooks().edit(invoice, new JsonObject().put("notes", mangled));

      gateway.ups().scan(parcel, "delivered");

      JsonObject shipment =
          Eventually.see(
              "the write-back is reported",
              () -> gateway.shown(invoice),
              seen -> seen.getValue("writeBack") != null);
      assertThat(shipment.getJsonObject("writeBack").getString("sentence"))
          .startsWith("Someone changed our block");
      assertThat(gateway.freshBooks().notes(invoice)).isEqualTo(mangled);
    }
  }

  @Nested
  class with_track_alert_version_1 {
    @RegisterExtension
    static final RunningGateway gateway =
        new RunningGateway().with("ups.track-alert-version", "v1");

    @Test
    void the_parcel_arrives_without_anything_typed_into_a_portal() {
      long invoice = issue(gateway);
      String parcel = subscribed(gateway, invoice);

      SCANS.forEach(scan -> gateway.ups().scan(parcel, scan));

      checkDelivered(gateway, invoice, parcel, HUMAN);
      JsonObject subscription = gateway.ups().requests("track-alert-subscribe").getFirst();
      assertThat(subscription.getString("path")).contains("/v1/");
      assertThat(subscription.getString("body")).contains(gateway.upsPushPath());
    }
  }

  private static long issue(RunningGateway gateway) {
    return gateway.freshBooks().issueWithNotes(gateway.freshBooks().newClient(), HUMAN);
  }

  private static String subscribed(RunningGateway gateway, long invoice) {
    String parcel = RunningGateway.parcel(gateway.awaitBought(invoice));
    gateway.awaitSubscribed(parcel);
    return parcel;
  }

  private static void checkDelivered(
      RunningGateway gateway, long invoice, String parcel, String human) {
    gateway.awaitNotes(invoice, parcel + " - Delivered");
    ShippedOnce once = ShippedOnce.check(gateway, invoice);
    assertThat(once.notes()).startsWith(human + "\n\n--- UPS shipment for invoice ");
    assertThat(once.notes()).endsWith("--- end of UPS shipment ---");
    assertThat(once.step("tracking-moved").getString("d.to")).isEqualTo("DELIVERED");
    assertThat(once.step("subscription-made").getString("d.tracking")).isEqualTo(parcel);
  }
}
