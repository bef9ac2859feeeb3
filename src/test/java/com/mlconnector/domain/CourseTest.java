package com.mlconnector.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.mlconnector.domain.Intake.Verdict;
import com.mlconnector.domain.ShipmentOrder.AddressSource;
import com.mlconnector.domain.ShipmentOrder.Residential;
import com.mlconnector.domain.ShipmentOrder.Signature;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CourseTest {
  private static final Instant NOW = Instant.parse("2026-08-01T12:00:00Z");
  private static final Address HOME =
      new Address("Ann", "", List.of("1 Elm St"), "Oakland", "CA", "94607", "US", "");
  private static final Verdict.Ready READY = new Verdict.Ready(order("03"), HOME, List.of());
  private static final Verdict.Ready OTHER = new Verdict.Ready(order("02"), HOME, List.of());

  /** Disputed and settled, held by an operator until today: the invoice asks for it again. */
  @Test
  void what_was_held_goes_on_when_nothing_holds_it_any_more() {
    assertThat(course(ShipmentState.HELD, READY, READY))
        .isEqualTo(new Course.Order(1, READY, Optional.empty()));
  }

  @Test
  void what_is_held_stays_so_as_long_as_the_invoice_says_so() {
    Verdict waiting =
        new Verdict.Waiting("#hold", Optional.empty(), Optional.of(READY.whileHeld()));
    assertThat(course(ShipmentState.HELD, READY.whileHeld(), waiting)).isEqualTo(new Course.Stay());
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ADDRESS_TO_CHECK", "READY_TO_BUY", "HALTED", "INTENDED", "PURCHASE_UNKNOWN"})
  void what_is_under_way_is_not_ordered_twice(ShipmentState state) {
    assertThat(course(state, READY, READY)).isEqualTo(new Course.Stay());
  }

  /** What is read while nobody knows whether it was bought must not be forgotten. */
  @ParameterizedTest
  @EnumSource(names = {"INTENDED", "PURCHASE_UNKNOWN"})
  void a_change_while_ups_has_not_answered_is_read_again_later(ShipmentState state) {
    assertThat(course(state, READY, OTHER)).isEqualTo(new Course.Later());
    assertThat(course(state, READY, new Verdict.Ignored("#noship", true)))
        .isEqualTo(new Course.Later());
  }

  @Test
  void a_further_label_edited_into_another_order_is_taken_back_and_the_difference_told() {
    assertThat(afterReship(ShipmentState.HALTED, OTHER))
        .isInstanceOfSatisfying(
            Course.Cancel.class, cancel -> assertThat(cancel.difference()).isPresent());
    assertThat(afterReship(ShipmentState.CANCELLED, OTHER)).isInstanceOf(Course.Differ.class);
  }

  @Test
  void a_further_label_taken_back_leaves_nothing_to_tell_where_the_first_one_is_right() {
    assertThat(afterReship(ShipmentState.HALTED, READY))
        .isInstanceOfSatisfying(
            Course.Cancel.class, cancel -> assertThat(cancel.difference()).isEmpty());
    assertThat(afterReship(ShipmentState.CANCELLED, READY)).isEqualTo(new Course.Stay());
  }

  @Test
  void an_invoice_taken_back_with_its_further_label_is_told_of_the_first() {
    Verdict deleted = new Verdict.Ignored("The invoice is deleted.", true);
    assertThat(afterReship(ShipmentState.HALTED, deleted))
        .isInstanceOfSatisfying(
            Course.Cancel.class, cancel -> assertThat(cancel.difference()).isPresent());
    assertThat(afterReship(ShipmentState.CANCELLED, deleted)).isInstanceOf(Course.Differ.class);
  }

  private static Course course(ShipmentState state, Verdict.Ready ordered, Verdict verdict) {
    Course.Newest newest =
        new Course.Newest(
            1,
            state,
            Optional.empty(),
            Optional.empty(),
            Optional.of(ordered.order()),
            Optional.of(ordered.shipTo()),
            Optional.empty());
    return Course.of(Optional.of(newest), verdict, Optional.empty(), Set.of(), NOW);
  }

  /** The label that was bought is for {@link #READY}; a further one, asked for, waits or did. */
  private static Course afterReship(ShipmentState state, Verdict verdict) {
    Course.Newest newest =
        new Course.Newest(
            2,
            state,
            Optional.of("reship"),
            Optional.empty(),
            Optional.of(READY.order()),
            Optional.of(HOME),
            Optional.of(
                new Course.Label(
                    new AfterShipping.Bought(READY.order(), HOME, NOW.minusSeconds(60), false),
                    Optional.empty())));
    return Course.of(Optional.of(newest), verdict, Optional.empty(), Set.of("reship"), NOW);
  }

  private static ShipmentOrder order(String service) {
    return new ShipmentOrder(
        service.equals("03") ? Service.GROUND : Service.SECOND_DAY_AIR,
        List.of(new Parcel(Weight.of("2", Weight.Unit.POUND), null, null)),
        "shipper",
        Signature.NONE,
        false,
        Residential.ASK_UPS,
        AddressSource.CLIENT_BILLING,
        false,
        "service=" + service,
        List.of());
  }
}
