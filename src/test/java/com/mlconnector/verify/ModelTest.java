package com.mlconnector.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.verify.Flag.Form;
import com.mlconnector.verify.Flag.Speed;
import com.mlconnector.verify.Model.Done;
import com.mlconnector.verify.Model.Event;
import com.mlconnector.verify.Model.Rest;
import com.mlconnector.verify.Page.Goods;
import com.mlconnector.verify.Page.Place;
import com.mlconnector.verify.Page.Stop;
import com.mlconnector.verify.Wish.Ships;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the model promises of single invoices. */
class ModelTest {
  private static final Page GROUND = page(new Flag(Form.PLAIN, Speed.GROUND, 20), Stop.NONE);
  private static final Page TWO_DAY = page(new Flag(Form.PLAIN, Speed.TWO_DAY, 35), Stop.NONE);
  private static final Ships BY_GROUND = new Ships("03", 20, false);
  private static final Ships BY_AIR = new Ships("02", 35, false);

  private final List<Event> events = new ArrayList<>();
  private int minute;

  @Test
  void a_flagged_invoice_has_one_label() {
    issue(GROUND, Home.HARRISON);
    assertThat(model().least()).isEqualTo(1);
    assertThat(model().most()).isEqualTo(1);
    assertThat(model().current()).containsExactly(BY_GROUND);
  }

  @Test
  void what_is_changed_before_anybody_rests_may_be_bought_either_way() {
    issue(GROUND, Home.HARRISON);
    does(new Act.Save(0, TWO_DAY), TWO_DAY);
    assertThat(model().allowedAt(at(5))).containsExactlyInAnyOrder(BY_GROUND, BY_AIR);
    assertThat(model().allowedAt(at(0))).containsExactly(BY_GROUND);
    assertThat(model().most()).isEqualTo(1);
  }

  @Test
  void after_a_rest_only_what_it_says_since_can_be_bought() {
    issue(page(Flag.NONE, Stop.NONE), Home.HARRISON);
    rest(0);
    does(new Act.Save(0, GROUND), GROUND);
    does(new Act.Save(0, page(Flag.NONE, Stop.NONE)), page(Flag.NONE, Stop.NONE));
    rest(0);
    does(new Act.Save(0, TWO_DAY), TWO_DAY);
    assertThat(model().allowedAt(at(9))).containsExactly(BY_AIR);
  }

  @Test
  void a_flag_that_was_there_for_a_moment_may_have_been_bought_or_not() {
    issue(GROUND, Home.HARRISON);
    does(new Act.Delete(0));
    assertThat(model().least()).isZero();
    assertThat(model().most()).isEqualTo(1);
    assertThat(model().current()).containsExactly(new Wish.TakenBack());
  }

  @Test
  void a_label_that_was_seen_stays() {
    issue(GROUND, Home.HARRISON);
    rest(1);
    does(new Act.Delete(0));
    assertThat(model().least()).isEqualTo(1);
  }

  @Test
  void each_reship_is_one_label_more() {
    issue(GROUND, Home.HARRISON);
    rest(1);
    decides(new Way.Reship());
    assertThat(model().least()).isEqualTo(2);
    assertThat(model().most()).isEqualTo(2);
  }

  @Test
  void a_reship_of_what_is_taken_back_waits() {
    issue(GROUND, Home.HARRISON);
    rest(1);
    does(new Act.Delete(0));
    decides(new Way.Reship());
    assertThat(model().most()).isEqualTo(1);
  }

  @Test
  void a_further_label_by_text_needs_a_person_on_the_same_day() {
    Page again = page(new Flag(Form.AGAIN, Speed.GROUND, 20), Stop.NONE);
    issue(GROUND, Home.HARRISON);
    rest(1);
    does(new Act.Save(0, again), again);
    assertThat(model().most()).isEqualTo(1);
    decides(new Way.OverruleBrake());
    assertThat(model().most()).isEqualTo(2);
    assertThat(model().least()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "MISSPELT,        HARRISON, NONE,    FLAG_UNKNOWN_WORD",
    "WITHOUT_SERVICE, HARRISON, NONE,    FLAG_SERVICE_MISSING",
    "TWO_SERVICES,    HARRISON, NONE,    FLAG_CONFLICT",
    "WITHOUT_WEIGHT,  HARRISON, NONE,    WEIGHT_UNKNOWN",
    "PLAIN,           ELMWOOD,  NONE,    ADDRESS_AMBIGUOUS",
    "PLAIN,           NOWHERE,  NONE,    ADDRESS_INVALID",
    "PLAIN,           BOX,      NONE,    ADDRESS_PO_BOX",
    // A held one is prepared, and its trouble shows.
    "PLAIN,           NOWHERE,  NOT_YET, ADDRESS_INVALID",
  })
  void what_a_person_has_to_see_to(Form form, Home home, Stop stop, String reason) {
    issue(page(new Flag(form, Speed.GROUND, 20), stop), home);
    assertThat(model().current()).containsExactly(new Wish.Halts(reason));
    assertThat(model().most()).isZero();
  }

  @Test
  void the_goods_weigh_what_the_table_says() {
    Flag flag = new Flag(Form.WITHOUT_WEIGHT, Speed.GROUND, 20);
    issue(new Page(flag, Place.LINE, Stop.NONE, "", "", Goods.MUG, 3), Home.HARRISON);
    assertThat(model().current()).containsExactly(new Ships("03", 24, false));
  }

  @Test
  void a_picked_word_holds_as_long_as_it_stands_there() {
    Page misspelt = page(new Flag(Form.MISSPELT, Speed.GROUND, 20), Stop.NONE);
    issue(misspelt, Home.HARRISON);
    decides(new Way.PickWord("#ship grond 2.0lb"));
    assertThat(model().current()).containsExactly(BY_GROUND);
    Page other = page(new Flag(Form.MISSPELT, Speed.GROUND, 21), Stop.NONE);
    does(new Act.Save(0, other), other);
    assertThat(model().current()).containsExactly(new Wish.Halts("FLAG_UNKNOWN_WORD"));
  }

  @Test
  void what_is_accepted_for_a_client_sends_its_other_invoices_on() {
    issue(GROUND, Home.NOWHERE);
    done(new Act.Copy(1, 0), Optional.of(GROUND), Optional.empty());
    decides(new Way.KeepAddress(Home.NOWHERE));
    assertThat(model().current()).containsExactly(BY_GROUND);
    InvoiceModel copy = Objects.requireNonNull(Model.of(events).get(1));
    assertThat(copy.current()).containsExactly(BY_GROUND);
    assertThat(copy.least()).isEqualTo(1);
  }

  @Test
  void a_client_that_moves_asks_for_the_same() {
    issue(GROUND, Home.HARRISON);
    rest(1);
    does(new Act.Move(0, Home.CONGRESS));
    assertThat(model().current()).containsExactly(BY_GROUND);
  }

  @Test
  void hold_cancel_and_resume() {
    issue(GROUND, Home.HARRISON);
    decides(new Way.Hold());
    assertThat(model().current()).containsExactly(new Wish.Waits());
    decides(new Way.Cancel());
    assertThat(model().current()).containsExactly(new Wish.TakenBack());
    decides(new Way.Resume());
    assertThat(model().current()).containsExactly(BY_GROUND);
  }

  private void issue(Page page, Home home) {
    done(new Act.Issue(0, page, home, false, Act.Status.SENT), Optional.of(page), Optional.empty());
  }

  private void does(Act.OfInvoice act) {
    done(act, Optional.empty(), Optional.empty());
  }

  private void does(Act.OfInvoice act, Page page) {
    done(act, Optional.of(page), Optional.empty());
  }

  private void decides(Way way) {
    done(new Act.Operate(0, 0), Optional.empty(), Optional.of(way));
  }

  private void done(Act.OfInvoice act, Optional<Page> page, Optional<Way> way) {
    Instant begun = at(minute++);
    events.add(new Done(act, begun, begun.plusSeconds(1), page, way));
  }

  private void rest(int labels) {
    events.add(new Rest(at(minute++), Map.of(0, labels)));
  }

  private static Instant at(int minute) {
    return Instant.EPOCH.plusSeconds(60L * minute);
  }

  private InvoiceModel model() {
    return Optional.ofNullable(Model.of(events).get(0)).orElseThrow();
  }

  private static Page page(Flag flag, Stop stop) {
    return new Page(flag, Place.NOTES, stop, "Thanks!", "", Goods.BOWL, 1);
  }
}
