package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.InvoiceLine.Tax;
import com.mlconnector.domain.InvoiceLine.Terms;
import com.mlconnector.domain.WriteBackSettings.Place;
import com.mlconnector.domain.Writing.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LineWritingTest {
  private static final String NUMBER = "1Z999AA10123456784";
  private static final InvoiceLine MUG =
      line(1, "Blue mug", "Glazed \r\n", "9.50", new Tax("HST", new BigDecimal("13")));
  private static final InvoiceLine SHIPPING =
      line(2, "Shipping: UPS Ground", "2.5 lb", "12.00", Tax.NONE);

  private List<InvoiceLine> lines = new ArrayList<>(List.of(MUG, SHIPPING));
  private String amount = "22.74";
  private String paid = "0.00";
  private String status = "sent";
  private int version = 1;
  private Written written = Written.NOTHING;
  private boolean onPaid;

  @Test
  void a_line_of_our_own_is_added_over_nothing() {
    Step end = write(Place.LINE, 0);
    assertThat(end).isInstanceOf(Step.Stands.class);
    assertThat(lines).startsWith(MUG, SHIPPING).hasSize(3);
    assertThat(lines.getLast().name()).isEqualTo("Shipped by UPS Ground");
    assertThat(lines.getLast().description())
        .isEqualTo(
            """
            1Z999AA10123456784 - Label created (2026-08-03)
            Track: https://www.ups.com/track?tracknum=1Z999AA10123456784\
            """);
    assertThat(lines.getLast().terms()).contains(Terms.free("USD"));
  }

  @Test
  void our_line_is_replaced_and_not_added_again() {
    stands(write(Place.LINE, 0));
    stands(write(Place.LINE, 5));
    assertThat(lines).hasSize(3);
    assertThat(lines.getLast().description()).contains("Out for delivery");
    assertThat(write(Place.LINE, 5)).isInstanceOf(Step.Stands.class);
  }

  @Test
  void the_tracking_numbers_go_into_the_description_of_the_shipping_line() {
    stands(write(Place.DESCRIPTION, 0));
    stands(write(Place.DESCRIPTION, 5));
    assertThat(lines)
        .containsExactly(
            MUG,
            SHIPPING.describedAs(
                "2.5 lb\nUPS tracking: 1Z999AA10123456784 - Out for delivery (2026-08-08)"));
    assertThat(LineText.ofPeople(lines)).containsExactly(MUG, SHIPPING);
  }

  @Test
  void our_own_line_is_no_line_of_peoples() {
    stands(write(Place.LINE, 0));
    assertThat(LineText.ofPeople(lines)).containsExactly(MUG, SHIPPING);
  }

  @Test
  void without_a_shipping_line_it_goes_elsewhere() {
    lines.remove(SHIPPING);
    assertThat(write(Place.DESCRIPTION, 0))
        .isEqualTo(new Step.Elsewhere("the invoice has no line for shipping"));
  }

  @Test
  void what_a_write_might_break_is_left_alone() {
    paid = "1.00";
    assertThat(elsewhere()).isEqualTo("the invoice is paid or partly paid");
    onPaid = true;
    assertThat(write(Place.LINE, 0)).isInstanceOf(Step.Stands.class);
  }

  @Test
  void a_status_that_says_paid_is_believed_without_a_payment() {
    status = "deposit-paid";
    assertThat(elsewhere()).contains("paid");
  }

  @Test
  void lines_that_hang_on_something_are_left_alone() {
    lines.add(with(new Terms(1, usd("1.00"), Tax.NONE, Tax.NONE, false, 0, false)));
    assertThat(elsewhere()).startsWith("line 3 hangs on");
    lines.set(2, with(new Terms(0, usd("1.00"), Tax.NONE, Tax.NONE, false, 8, false)));
    assertThat(elsewhere()).startsWith("line 3 hangs on");
    lines.set(2, with(new Terms(0, usd("1.00"), Tax.NONE, Tax.NONE, false, 0, true)));
    assertThat(elsewhere()).startsWith("line 3 hangs on");
    lines.set(2, new InvoiceLine(3, "x", "", BigDecimal.ONE));
    assertThat(elsewhere()).isEqualTo("line 3 can't be read in full");
    lines.clear();
    assertThat(elsewhere()).isEqualTo("the invoice has no lines");
  }

  @Test
  void a_changed_or_removed_line_of_ours_is_not_touched() {
    stands(write(Place.LINE, 0));
    InvoiceLine ours = lines.getLast();
    lines.set(2, ours.describedAs("Gift: " + ours.description()));
    assertThat(edited(Place.LINE)).contains("the line is not as we wrote it.");
    lines.removeLast();
    assertThat(edited(Place.LINE)).contains("the line was removed.");
  }

  @Test
  void a_changed_or_removed_description_of_ours_is_not_touched() {
    stands(write(Place.DESCRIPTION, 0));
    InvoiceLine ours = lines.getLast();
    lines.set(1, ours.describedAs(ours.description().replace("Label", "Nice label")));
    assertThat(edited(Place.DESCRIPTION)).contains("not as we wrote it");
    lines.set(1, SHIPPING);
    assertThat(edited(Place.DESCRIPTION)).contains("removed");
  }

  @Test
  void a_fresh_line_is_written_beside_the_one_that_a_person_changed() {
    stands(write(Place.LINE, 0));
    InvoiceLine theirs = lines.getLast().describedAs("Mine: " + NUMBER);
    lines.set(2, theirs);
    written = new Written(Set.of(), false, true);
    stands(write(Place.LINE, 0));
    stands(write(Place.LINE, 5));
    assertThat(lines).hasSize(4).contains(theirs);
    assertThat(lines.getLast().description()).contains("Out for delivery");
  }

  @Test
  void a_write_that_changed_the_amount_is_an_alarm_naming_both() {
    Step end = write(Place.LINE, 0, after -> amount = "20.00");
    assertThat(end).isInstanceOf(Step.Stop.class);
    Step.Stop stop = (Step.Stop) end;
    assertThat(stop.forGood()).isTrue();
    assertThat(stop.halt().code()).isEqualTo(ReasonCode.WRITEBACK_FAILED);
    assertThat(stop.halt().sentence()).contains("22.74 USD before and comes to 20.00 USD now");
  }

  @Test
  void a_write_that_cost_or_changed_another_line_is_an_alarm() {
    assertThat(write(Place.LINE, 0, after -> lines.remove(MUG))).isInstanceOf(Step.Stop.class);
    lines = new ArrayList<>(List.of(MUG, SHIPPING));
    Step end = write(Place.LINE, 0, after -> lines.set(0, MUG.describedAs("")));
    assertThat(((Step.Stop) end).halt().sentence()).contains("another line is not as it was.");
  }

  @Test
  void what_a_person_changes_after_our_write_is_no_alarm() {
    LineWriting writing = writing(Place.LINE, 0, Optional.empty());
    writing.next(invoice());
    Step.PutLines put = (Step.PutLines) writing.next(invoice());
    lines = new ArrayList<>(put.lines());
    version++;
    writing.answered(invoice());
    lines.remove(MUG);
    version++;
    assertThat(writing.next(invoice())).isInstanceOf(Step.Stands.class);
  }

  @Test
  void a_write_whose_end_nobody_saw_is_checked_by_the_next_run() {
    LineWriting killed = writing(Place.LINE, 0, Optional.empty());
    Step.Begin begin = (Step.Begin) killed.next(invoice());
    Bill before = Bill.of(invoice()).orElseThrow();
    Step.PutLines put = (Step.PutLines) killed.next(invoice());
    lines = new ArrayList<>(put.lines());
    lines.remove(MUG);
    written = new Written(Set.of(begin.hash()), false, false);
    LineWriting next =
        writing(Place.LINE, 5, Optional.of(new LineWriting.Open(begin.hash(), before)));
    assertThat(next.next(invoice())).isInstanceOf(Step.Stop.class);
  }

  @Test
  void line_ids_that_freshbooks_gave_anew_are_no_difference() {
    Step end =
        write(
            Place.LINE,
            0,
            after ->
                lines.set(
                    0,
                    new InvoiceLine(
                        9, MUG.name(), MUG.description(), MUG.quantity(), MUG.terms())));
    assertThat(end).isInstanceOf(Step.Stands.class);
  }

  private String elsewhere() {
    return ((Step.Elsewhere) write(Place.LINE, 0)).why();
  }

  private String edited(Place place) {
    List<InvoiceLine> before = List.copyOf(lines);
    Step.Stop stop = (Step.Stop) write(place, 5);
    assertThat(stop.halt().code()).isEqualTo(ReasonCode.WRITEBACK_EDITED);
    assertThat(lines).isEqualTo(before);
    return stop.halt().sentence();
  }

  private void stands(Step end) {
    assertThat(end).isInstanceOf(Step.Stands.class);
    written =
        new Written(written.and(((Step.Stands) end).hash()).hashes(), true, written.released());
  }

  private Step write(Place place, int status) {
    return write(place, status, after -> {});
  }

  private Step write(Place place, int status, Consumer<LineWriting> after) {
    LineWriting writing = writing(place, status, Optional.empty());
    while (true) {
      Step step = writing.next(invoice());
      if (step instanceof Step.PutLines(List<InvoiceLine> put)) {
        lines = new ArrayList<>(put);
        after.accept(writing);
        version++;
        writing.answered(invoice());
      } else if (!(step instanceof Step.Begin)) {
        return step;
      }
    }
  }

  private LineWriting writing(Place place, int status, Optional<LineWriting.Open> open) {
    FlagSettings flags = FlagSettings.standard(Weight.Unit.POUND);
    return new LineWriting(
        new LineWriting.Plan(place, WritingProgram.block(status), flags, onPaid), written, open);
  }

  private Invoice invoice() {
    Invoice any = WritingProgram.invoice("", version);
    return new Invoice(
        any.id(),
        any.number(),
        any.clientId(),
        any.version(),
        any.createdAt(),
        0,
        status,
        "",
        "",
        "",
        any.snapshot(),
        lines,
        Optional.of(new Invoice.Totals(usd(amount), usd(paid))));
  }

  private static InvoiceLine line(long id, String name, String text, String cost, Tax tax) {
    Terms terms = new Terms(0, usd(cost), tax, Tax.NONE, false, 0, false);
    return new InvoiceLine(id, name, text, BigDecimal.ONE, Optional.of(terms));
  }

  private static InvoiceLine with(Terms terms) {
    return new InvoiceLine(3, "x", "", BigDecimal.ONE, Optional.of(terms));
  }

  private static Money usd(String amount) {
    return new Money(new BigDecimal(amount), "USD");
  }
}
