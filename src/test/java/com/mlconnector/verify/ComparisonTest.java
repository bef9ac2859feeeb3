package com.mlconnector.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.verify.Bookkeeper.Saved;
import com.mlconnector.verify.Difference.Kind;
import com.mlconnector.verify.Flag.Form;
import com.mlconnector.verify.Flag.Speed;
import com.mlconnector.verify.Model.Done;
import com.mlconnector.verify.Page.Goods;
import com.mlconnector.verify.Page.Place;
import com.mlconnector.verify.Page.Stop;
import com.mlconnector.verify.Seen.Audited;
import com.mlconnector.verify.Seen.Exchange;
import com.mlconnector.verify.Seen.Row;
import com.mlconnector.verify.Seen.ShipCall;
import com.mlconnector.verify.Seen.Sold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is not as it should be is found, and nothing else is. */
class ComparisonTest {
  private static final Instant MADE = Instant.EPOCH;
  private static final Instant SOLD = MADE.plusSeconds(60);
  private static final String REFERENCE = "FB-7-ABCD-1";
  private static final String PARCEL = "1Z1";
  private static final Page PAGE = page(Form.PLAIN, Speed.GROUND);

  private final List<Page> pages = new ArrayList<>();
  private String notes = PAGE.notes() + "\n\n" + block(PARCEL);
  private final List<Sold> sold = new ArrayList<>(List.of(sold(REFERENCE, "03", true)));
  private final List<ShipCall> calls = new ArrayList<>(List.of(new ShipCall(REFERENCE, 20)));
  private final List<Exchange> exchanges = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>(List.of(row("bought", Optional.empty())));
  private Set<String> parcels = Set.of(PARCEL);
  private Optional<String> trouble = Optional.empty();
  private final List<Audited> steps =
      new ArrayList<>(
          List.of(
              step("purchase-intended", SOLD.minusSeconds(1), REFERENCE),
              step("purchase-answered", SOLD.plusSeconds(1), REFERENCE)));
  private Map<String, Integer> journal = Map.of("body", 1);
  private final List<Saved> saves = new ArrayList<>();

  @Test
  void all_as_it_should_be() {
    assertThat(differences()).isEmpty();
  }

  @Test
  void a_second_label() {
    sold.add(sold("FB-7-ABCD-2", "03", true));
    assertThat(kinds()).contains(Kind.DOUBLED);
  }

  @Test
  void the_same_reference_sold_twice() {
    sold.add(sold(REFERENCE, "03", true));
    assertThat(sentences()).anyMatch(it -> it.contains("was sold 2 times"));
  }

  @Test
  void a_label_voided_with_a_step_and_without() {
    sold.add(sold("FB-7-ABCD-0", "03", false));
    assertThat(sentences()).singleElement().asString().contains("was voided, and no step");
    steps.add(step("late-label-settled", SOLD, "FB-7-ABCD-0"));
    assertThat(differences()).isEmpty();
  }

  @Test
  void no_label() {
    sold.clear();
    assertThat(kinds()).contains(Kind.LOST);
  }

  @Test
  void another_service_or_weight() {
    sold.set(0, sold(REFERENCE, "02", true));
    assertThat(kinds()).contains(Kind.OTHER);
    sold.set(0, sold(REFERENCE, "03", true));
    calls.set(0, new ShipCall(REFERENCE, 25));
    assertThat(kinds()).contains(Kind.OTHER);
  }

  @Test
  void a_label_that_the_gateway_does_not_know() {
    parcels = Set.of();
    assertThat(kinds()).containsExactly(Kind.LOST);
  }

  @Test
  void a_call_without_an_intent_and_a_call_repeated() {
    calls.add(new ShipCall("FB-7-ABCD-2", 20));
    assertThat(sentences()).singleElement().asString().contains("without an intent");
    calls.set(1, new ShipCall(REFERENCE, 20));
    assertThat(kinds()).contains(Kind.DOUBLED);
  }

  @Test
  void an_intent_that_was_committed_too_late() {
    steps.set(0, step("purchase-intended", SOLD.plusSeconds(1), REFERENCE));
    assertThat(sentences()).singleElement().asString().contains("before its intent");
  }

  @Test
  void a_purchase_that_is_audited_twice_or_not_at_all() {
    steps.add(step("purchase-adopted", SOLD, REFERENCE));
    assertThat(sentences()).singleElement().asString().contains("audited 2 times");
    steps.subList(1, 3).clear();
    assertThat(sentences()).singleElement().asString().contains("audited 0 times");
  }

  @Test
  void a_shipment_that_stands_still() {
    rows.set(0, row("held", Optional.empty()));
    assertThat(kinds()).containsExactly(Kind.OTHER);
    rows.set(0, row("halted", Optional.of("UPS_REFUSED")));
    assertThat(kinds()).containsExactly(Kind.OTHER);
  }

  @Test
  void the_number_is_missing_in_the_notes() {
    notes = PAGE.notes();
    assertThat(kinds()).containsExactly(Kind.LOST);
  }

  @Test
  void our_block_stands_twice() {
    notes = notes + "\n\n" + block(PARCEL);
    assertThat(kinds()).containsExactly(Kind.DOUBLED);
  }

  @Test
  void somebodys_words_are_gone() {
    notes = notes.replace("Thanks!", "Thanks");
    assertThat(kinds()).containsExactly(Kind.LOST);
  }

  @Test
  void words_that_were_saved_between_our_reading_and_our_write_can_not_be_kept() {
    String ours = notes.replace("Thanks!", "Older words");
    notes = ours;
    saves.add(new Saved(0, "v1", "v2", PAGE.notes()));
    exchanges.add(new Exchange("", "v1"));
    exchanges.add(new Exchange(ours, "v3"));
    assertThat(differences()).isEmpty();
    exchanges.set(0, new Exchange("", "v2"));
    assertThat(kinds()).containsExactly(Kind.LOST);
  }

  @Test
  void a_write_back_that_stopped_for_no_reason() {
    trouble = Optional.of("WRITEBACK_EDITED");
    assertThat(kinds()).containsExactly(Kind.OTHER);
    // Somebody saved an older page, without our block.
    saves.add(new Saved(0, "v1", "v3", PAGE.notes()));
    exchanges.add(new Exchange(notes, "v2"));
    notes = PAGE.notes();
    assertThat(differences()).isEmpty();
  }

  @Test
  void a_webhook_that_was_acknowledged_and_not_kept() {
    journal = Map.of();
    assertThat(kinds()).containsExactly(Kind.LOST);
  }

  @Test
  void a_label_that_is_not_what_the_invoice_says_by_now() {
    saves(page(Form.PLAIN, Speed.OVERNIGHT));
    assertThat(sentences()).singleElement().asString().contains("nobody is told");
    rows.set(0, new Row("id", 1, "bought", Optional.empty(), Optional.of(REFERENCE), true));
    assertThat(differences()).isEmpty();
  }

  @Test
  void a_label_that_is_not_what_the_invoice_says_after_a_further_one_was_taken_back() {
    saves(page(Form.AGAIN, Speed.OVERNIGHT));
    saves(page(Form.PLAIN, Speed.OVERNIGHT));
    rows.add(new Row("id-2", 2, "cancelled", Optional.empty(), Optional.empty(), false));
    assertThat(sentences()).singleElement().asString().contains("nobody is told");
    rows.set(0, new Row("id", 1, "bought", Optional.empty(), Optional.of(REFERENCE), true));
    assertThat(differences()).isEmpty();
  }

  private void saves(Page page) {
    pages.add(page);
    notes = page.notes() + "\n\n" + block(PARCEL);
  }

  private List<Kind> kinds() {
    return differences().stream().map(Difference::kind).toList();
  }

  private List<String> sentences() {
    return differences().stream().map(Difference::sentence).toList();
  }

  private List<Difference> differences() {
    List<Model.Event> events = new ArrayList<>();
    events.add(done(new Act.Issue(0, PAGE, Home.HARRISON, false, Act.Status.SENT), MADE, PAGE));
    pages.forEach(page -> events.add(done(new Act.Save(0, page), SOLD.plusSeconds(5), page)));
    Seen seen =
        new Seen(
            7,
            "0001",
            notes,
            sold,
            calls,
            exchanges,
            rows,
            parcels,
            trouble,
            steps,
            Map.of("body", 1),
            journal);
    InvoiceModel model = Optional.ofNullable(Model.of(events).get(0)).orElseThrow();
    return Comparison.of(0, model, seen, saves);
  }

  private static Page page(Form form, Speed speed) {
    return new Page(new Flag(form, speed, 20), Place.NOTES, Stop.NONE, "Thanks!", "", Goods.MUG, 1);
  }

  private static Done done(Act.OfInvoice act, Instant at, Page page) {
    return new Done(act, at, at.plusSeconds(1), Optional.of(page), Optional.empty());
  }

  private static Sold sold(String reference, String service, boolean live) {
    return new Sold(PARCEL, live, reference, service, Shop.OWN_ACCOUNT, SOLD, List.of(PARCEL));
  }

  private static Row row(String state, Optional<String> reason) {
    return new Row("id", 1, state, reason, Optional.of(REFERENCE), false);
  }

  private static Audited step(String action, Instant at, String reference) {
    return new Audited(action, at, Map.of("d.reference", reference, "d.ups-shipment", PARCEL));
  }

  private static String block(String parcel) {
    return "--- UPS shipment for invoice 0001 (kept up to date automatically) ---\n"
        + parcel
        + "\n--- end of UPS shipment ---";
  }
}
