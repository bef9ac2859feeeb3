package com.mlconnector.poller;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.BlockTemplate;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.poller.WriteBackDesk.Scan;
import com.mlconnector.store.WriteBacks.Answer;
import com.mlconnector.support.Eventually;
import com.mlconnector.vendor.VendorRequest;
import com.mlconnector.work.WorkResult;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every place, every guard and every answer, against the stand-in and a real Postgres. */
class WriteBackIT {
  private static final String HUMAN = "Thank you! \ud83c\udf81\r\nLeave it at the back door.  ";
  private static final String CLOSING = "--- end of UPS shipment ---";

  @AutoClose private static final WriteBackDesk desk = new WriteBackDesk();

  @AfterEach
  void as_usual_again() {
    desk.resetSettings();
    desk.writeBackAs(new JsonObject());
    desk.between = call -> call;
    desk.apart = Duration.ZERO;
  }

  @Nested
  class in_the_notes {
    @Test
    void only_milestones_cause_a_write() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.write(invoice);
      assertThat(desk.updates(invoice)).isEqualTo(1);
      desk.scan(invoice, 4, Scan.PICKED_UP);
      desk.write(invoice);
      assertThat(desk.updates(invoice)).isEqualTo(2);
      String notes = desk.notes(invoice);
      desk.scan(invoice, 5, Scan.ON_THE_WAY);
      desk.scan(invoice, 6, Scan.ON_THE_WAY);
      desk.write(invoice);
      assertThat(desk.updates(invoice)).isEqualTo(2);
      assertThat(desk.notes(invoice)).isEqualTo(notes).contains("Picked up (2026-08-04)");
    }

    @Test
    void no_two_writes_come_closer_than_the_interval() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.apart = Duration.ofHours(1);
      desk.write(invoice);
      desk.scan(invoice, 4, Scan.PICKED_UP);
      desk.write(invoice);
      assertThat(desk.updates(invoice)).isEqualTo(1);
      desk.apart = Duration.ZERO;
      desk.write(invoice);
      assertThat(desk.notes(invoice)).contains("Picked up");
    }

    @Test
    void our_write_is_an_echo_and_a_persons_is_none() {
      long invoice = desk.shippedInvoice(HUMAN);
      readByIntake(invoice);
      desk.write(invoice);
      assertThat(isEcho(invoice)).isTrue();
      desk.edit(invoice, new JsonObject().put("po_number", "SHIP GND"));
      assertThat(isEcho(invoice)).isFalse();
      desk.scan(invoice, 4, Scan.PICKED_UP);
      desk.write(invoice);
      assertThat(isEcho(invoice)).as("nobody has read the person's change yet").isFalse();
    }

    @Test
    void a_change_in_the_moment_of_our_write_is_read_and_not_taken_for_ours() {
      long invoice = desk.shippedInvoice(HUMAN);
      readByIntake(invoice);
      desk.editAtUpdate(invoice, "before", new JsonObject().put("po_number", "SHIP GND"));
      desk.write(invoice);
      assertThat(desk.notes(invoice)).contains(CLOSING);
      assertThat(isEcho(invoice)).isFalse();
      assertThat(trouble(invoice)).contains("in the same moment");
    }

    @Test
    void a_removed_block_is_told_and_written_again_only_when_asked_for() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.write(invoice);
      desk.editNotes(invoice, HUMAN);
      desk.scan(invoice, 4, Scan.PICKED_UP);
      desk.write(invoice);
      assertThat(desk.notes(invoice)).isEqualTo(HUMAN);
      assertThat(trouble(invoice)).contains("removed");
      assertThat(code(invoice)).isEqualTo(ReasonCode.WRITEBACK_EDITED);
      desk.answer(invoice, Answer.FRESH_BLOCK);
      desk.write(invoice);
      assertThat(desk.notes(invoice)).startsWith(HUMAN + "\n\n" + desk.opening(invoice));
      assertThat(desk.last(invoice).trouble()).isEmpty();
    }

    @Test
    void a_changed_block_belongs_to_the_person_once_a_fresh_one_stands_below() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.write(invoice);
      String theirs = desk.notes(invoice).replace("1 package", "1 big package");
      desk.editNotes(invoice, theirs);
      desk.scan(invoice, 4, Scan.PICKED_UP);
      desk.write(invoice);
      assertThat(desk.notes(invoice)).isEqualTo(theirs);
      assertThat(trouble(invoice)).contains("not as we wrote it");
      desk.answer(invoice, Answer.FRESH_BLOCK);
      desk.write(invoice);
      desk.scan(invoice, 5, Scan.DELIVERED);
      desk.write(invoice);
      assertThat(desk.notes(invoice)).startsWith(theirs + "\n\n" + desk.opening(invoice));
      assertThat(desk.notes(invoice).substring(theirs.length())).contains("Delivered");
    }

    @Test
    void an_invoice_to_be_left_is_left() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.write(invoice);
      desk.editNotes(invoice, HUMAN);
      desk.write(invoice);
      desk.answer(invoice, Answer.LEAVE);
      desk.scan(invoice, 4, Scan.PICKED_UP);
      desk.write(invoice);
      assertThat(desk.notes(invoice)).isEqualTo(HUMAN);
      assertThat(desk.last(invoice).trouble()).isEmpty();
      assertThat(desk.updates(invoice)).isEqualTo(1);
    }

    @Test
    void a_second_block_is_told_and_the_first_is_kept_up_to_date() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.write(invoice);
      String block = desk.notes(invoice).substring(HUMAN.length() + 2);
      desk.editNotes(invoice, desk.notes(invoice) + "\n\n" + block);
      desk.scan(invoice, 4, Scan.DELIVERED);
      desk.write(invoice);
      assertThat(desk.notes(invoice)).contains("Delivered").endsWith("\n\n" + block);
      assertThat(trouble(invoice)).contains("twice");
    }

    @Test
    void line_ends_that_freshbooks_makes_its_own_are_no_edit() {
      desk.set("notesNormaliseLineEnds", true);
      long invoice = desk.shippedInvoice(HUMAN);
      desk.write(invoice);
      desk.editNotes(invoice, desk.notes(invoice).replace("\n", "\r\n"));
      desk.scan(invoice, 4, Scan.DELIVERED);
      desk.write(invoice);
      assertThat(desk.last(invoice).trouble()).isEmpty();
      assertThat(desk.notes(invoice)).startsWith(HUMAN.replace("\r\n", "\n")).contains("Delivered");
    }

    @Test
    void an_update_that_freshbooks_lost_is_made_again() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.set("loseUpdatesNext", 1);
      desk.write(invoice);
      assertThat(desk.notes(invoice)).contains(CLOSING);
      assertThat(desk.updates(invoice)).isEqualTo(2);
    }

    @Test
    void an_update_that_shows_late_is_seen_in_the_end() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.set("updateVisibleAfterMillis", 400);
      assertThat(desk.write(invoice)).isInstanceOf(WorkResult.TryAgain.class);
      Eventually.see("our block", () -> desk.notes(invoice), now -> now.contains(CLOSING));
      desk.set("updateVisibleAfterMillis", 0);
      desk.write(invoice);
      assertThat(desk.notes(invoice)).containsOnlyOnce(desk.opening(invoice));
      assertThat(desk.last(invoice).trouble()).isEmpty();
    }

    @Test
    void characters_that_freshbooks_refuses_are_told() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.set("refuseAstral", true);
      desk.write(invoice);
      assertThat(code(invoice)).isEqualTo(ReasonCode.WRITEBACK_FAILED);
      assertThat(desk.notes(invoice)).isEqualTo(HUMAN);
    }

    @Test
    void a_conflict_is_decided_anew() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.set("conflictNext", 1);
      desk.write(invoice);
      assertThat(desk.notes(invoice)).isEqualTo(HUMAN);
      desk.write(invoice);
      assertThat(desk.notes(invoice)).contains(CLOSING);
    }

    @Test
    void notes_that_freshbooks_refuses_are_told() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.pay(invoice, "22.74");
      desk.set("refusePaidUpdates", true);
      desk.write(invoice);
      assertThat(code(invoice)).isEqualTo(ReasonCode.WRITEBACK_FAILED);
      assertThat(trouble(invoice)).contains("did not accept");
      assertThat(desk.notes(invoice)).isEqualTo(HUMAN);
    }

    @Test
    void what_freshbooks_cuts_off_is_put_back() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.set("notesLimit", 100);
      desk.set("notesCut", true);
      desk.write(invoice);
      assertThat(desk.notes(invoice)).isEqualTo(HUMAN);
      assertThat(code(invoice)).isEqualTo(ReasonCode.WRITEBACK_FAILED);
    }

    @Test
    void full_notes_cost_the_link_and_then_the_status_and_never_a_human_word() {
      String most = "x".repeat(9_800);
      long invoice = desk.shippedInvoice(most);
      desk.write(invoice);
      assertThat(desk.notes(invoice)).startsWith(most).contains("created").doesNotContain("Track:");
      String all = "x".repeat(9_990);
      long full = desk.shippedInvoice(all);
      desk.write(full);
      assertThat(desk.notes(full)).isEqualTo(all);
      assertThat(trouble(full)).contains("no room");
    }

    @Test
    void a_block_that_came_with_a_copy_stays_unless_it_is_to_go() {
      long original = desk.shippedInvoice(HUMAN);
      desk.write(original);
      long copy = desk.shippedInvoice(desk.notes(original));
      desk.write(copy);
      assertThat(desk.notes(copy)).contains(desk.opening(original), desk.opening(copy));
      desk.writeBackAs(new JsonObject().put("removeForeignBlocks", true));
      desk.write(copy);
      assertThat(desk.notes(copy)).startsWith(HUMAN + "\n\n" + desk.opening(copy));
      assertThat(desk.notes(copy)).doesNotContain(desk.opening(original));
    }

    @Test
    void a_template_of_the_shop_is_used() {
      desk.writeBackAs(
          new JsonObject()
              .put("template", new JsonObject().put("parcel", "Parcel {tracking}: {status}")));
      long invoice = desk.shippedInvoice(HUMAN);
      desk.write(invoice);
      assertThat(desk.notes(invoice))
          .contains("Parcel " + desk.parcel(invoice) + ": Label created");
    }
  }

  @Test
  void a_client_with_words_of_its_own_reads_those() {
    long invoice = desk.shippedInvoice(HUMAN);
    desk.clientSays(
        Optional.of(new BlockTemplate("Sent {shipped}", "{tracking}", "ups.com/{tracking}")));
    desk.write(invoice);
    assertThat(desk.notes(invoice)).contains("\nups.com/" + desk.parcel(invoice) + "\n");
    desk.clientSays(Optional.empty());
    desk.write(invoice);
    assertThat(desk.notes(invoice)).contains("Track: ").doesNotContain("ups.com/1Z");
  }

  @Nested
  class in_a_line {
    @Test
    void our_line_costs_nothing_and_is_kept_up_to_date() {
      long invoice = linesInvoice("line");
      JsonArray before = desk.invoice(invoice).getJsonArray("lines");
      desk.write(invoice);
      desk.scan(invoice, 4, Scan.DELIVERED);
      desk.write(invoice);
      JsonObject now = desk.invoice(invoice);
      assertThat(amount(invoice)).isEqualTo("22.74");
      assertThat(costs(now)).containsExactly("9.50", "12.00", "0.00");
      assertThat(names(now))
          .containsExactly("Blue mug", "Shipping: UPS Ground", "Shipped by UPS Ground");
      assertThat(line(now, 2).getString("description"))
          .startsWith(desk.parcel(invoice) + " - Delivered (2026-08-04)\nTrack: ");
      for (int i = 0; i < 2; i++) {
        assertThat(withoutTime(line(now, i))).isEqualTo(withoutTime(before.getJsonObject(i)));
      }
      assertThat(now.getString("notes")).isEqualTo(HUMAN);
      assertThat(desk.updates(invoice)).isEqualTo(2);
    }

    @Test
    void the_description_of_the_shipping_line_tells_the_number() {
      long invoice = linesInvoice("description");
      desk.write(invoice);
      desk.scan(invoice, 4, Scan.DELIVERED);
      desk.write(invoice);
      JsonObject now = desk.invoice(invoice);
      assertThat(names(now)).containsExactly("Blue mug", "Shipping: UPS Ground");
      assertThat(line(now, 1).getString("description"))
          .isEqualTo("2.5 lb\nUPS tracking: " + desk.parcel(invoice) + " - Delivered (2026-08-04)");
      assertThat(amount(invoice)).isEqualTo("22.74");
    }

    @Test
    void line_ids_given_anew_do_no_harm() {
      desk.set("renumberLines", true);
      long invoice = linesInvoice("line");
      desk.write(invoice);
      assertThat(desk.last(invoice).trouble()).isEmpty();
      assertThat(names(desk.invoice(invoice))).hasSize(3);
    }

    @Test
    void a_partly_paid_invoice_gets_the_block_in_its_notes() {
      long invoice = linesInvoice("line");
      desk.pay(invoice, "1.00");
      desk.write(invoice);
      checkInNotes(invoice);
    }

    @Test
    void a_paid_invoice_gets_a_line_where_that_is_wanted() {
      desk.writeBackAs(new JsonObject().put("place", "line").put("onPaidInvoices", true));
      long invoice = desk.shippedInvoice(HUMAN);
      desk.pay(invoice, "22.74");
      desk.write(invoice);
      assertThat(names(desk.invoice(invoice))).hasSize(3);
    }

    @Test
    void a_rebilled_expense_among_the_lines_keeps_us_out_of_them() {
      desk.writeBackAs(new JsonObject().put("place", "line"));
      JsonObject expense =
          WriteBackDesk.line("Taxi", "", "8.00").put("type", 1).put("expenseid", 7);
      long invoice =
          desk.shippedInvoice(
              new JsonObject().put("notes", HUMAN).put("lines", new JsonArray().add(expense)));
      desk.write(invoice);
      assertThat(names(desk.invoice(invoice))).containsExactly("Taxi");
      assertThat(desk.notes(invoice)).contains(desk.opening(invoice));
    }

    @Test
    void our_text_stays_where_it_began() {
      long invoice = desk.shippedInvoice(HUMAN);
      desk.write(invoice);
      desk.writeBackAs(new JsonObject().put("place", "line"));
      desk.scan(invoice, 4, Scan.DELIVERED);
      desk.write(invoice);
      checkInNotes(invoice);
    }

    @Test
    void a_changed_line_of_ours_is_told_and_left() {
      long invoice = linesInvoice("line");
      desk.write(invoice);
      JsonArray lines = desk.invoice(invoice).getJsonArray("lines");
      lines.getJsonObject(2).put("unit_cost", "5.00");
      JsonArray theirs = new JsonArray();
      lines.forEach(line -> theirs.add(writable((JsonObject) line)));
      desk.edit(invoice, new JsonObject().put("lines", theirs));
      desk.scan(invoice, 4, Scan.DELIVERED);
      desk.write(invoice);
      assertThat(code(invoice)).isEqualTo(ReasonCode.WRITEBACK_EDITED);
      assertThat(costs(desk.invoice(invoice))).containsExactly("9.50", "12.00", "5.00");
      assertThat(desk.updates(invoice)).isEqualTo(1);
    }

    @Test
    void harm_done_by_a_write_is_an_alarm_that_nothing_follows() {
      long invoice = linesInvoice("line");
      // FreshBooks keeps the mug only: as if it had dropped what it could not match.
      JsonArray mug = new JsonArray().add(WriteBackDesk.line("Blue mug", "Glazed", "9.50"));
      desk.between =
          call ->
              request -> {
                var answer = call.send(request);
                if (request.operation().equals("update_lines")) {
                  desk.edit(invoice, new JsonObject().put("lines", mug));
                  return call.send(new Reread(request).get());
                }
                return answer;
              };
      desk.write(invoice);
      assertThat(code(invoice)).isEqualTo(ReasonCode.WRITEBACK_FAILED);
      assertThat(trouble(invoice)).contains("22.74 USD before", "9.50 USD now");
      assertThat(desk.last(invoice).ended()).isTrue();
      assertThat(desk.last(invoice).before().orElseThrow().reveal())
          .contains("Shipping: UPS Ground", "22.74");
      desk.scan(invoice, 4, Scan.DELIVERED);
      desk.write(invoice);
      assertThat(desk.updates(invoice)).isEqualTo(1);
    }

    private long linesInvoice(String place) {
      desk.writeBackAs(new JsonObject().put("place", place));
      return desk.shippedInvoice(HUMAN);
    }

    private void checkInNotes(long invoice) {
      assertThat(names(desk.invoice(invoice))).containsExactly("Blue mug", "Shipping: UPS Ground");
      assertThat(desk.notes(invoice)).startsWith(HUMAN + "\n\n" + desk.opening(invoice));
      assertThat(desk.last(invoice).trouble()).isEmpty();
    }
  }

  /** The answer of a write that shows what FreshBooks really made of it. */
  private record Reread(VendorRequest write) {
    VendorRequest get() {
      return new VendorRequest(
          write.subject(), "invoice", HttpMethod.GET, write.uri(), write.deadline());
    }
  }

  /** As the reader of invoices leaves it behind. */
  private static void readByIntake(long invoice) {
    desk.store.sql(
        """
        insert into invoice (connection_id, invoice_id, number, client_id, version, verdict, reason)
        values ('shop', %d, '7', 77, '%s', 'ships', '')
        """
            .formatted(invoice, desk.invoice(invoice).getString("version")));
  }

  private static boolean isEcho(long invoice) {
    String version = desk.invoice(invoice).getString("version");
    return desk.store.count(
            "write_back where invoice_id = " + invoice + " and echo_version = '" + version + "'")
        == 1;
  }

  private static String trouble(long invoice) {
    return desk.last(invoice).trouble().orElse("none");
  }

  private static ReasonCode code(long invoice) {
    return desk.last(invoice).halt().orElseThrow().code();
  }

  private static String amount(long invoice) {
    return desk.invoice(invoice).getJsonObject("amount").getString("amount");
  }

  private static JsonObject line(JsonObject invoice, int index) {
    return invoice.getJsonArray("lines").getJsonObject(index);
  }

  private static List<String> names(JsonObject invoice) {
    return invoice.getJsonArray("lines").stream()
        .map(line -> ((JsonObject) line).getString("name"))
        .toList();
  }

  private static List<String> costs(JsonObject invoice) {
    return invoice.getJsonArray("lines").stream()
        .map(line -> ((JsonObject) line).getJsonObject("unit_cost"))
        .map(cost -> cost == null ? "" : cost.getString("amount"))
        .toList();
  }

  private static JsonObject writable(JsonObject line) {
    JsonObject some = new JsonObject();
    for (String name :
        List.of("lineid", "name", "description", "qty", "unit_cost", "taxName1", "taxAmount1")) {
      some.put(name, line.getValue(name));
    }
    return some;
  }

  private static JsonObject withoutTime(JsonObject line) {
    JsonObject rest = line.copy();
    rest.remove("updated");
    return rest;
  }
}
