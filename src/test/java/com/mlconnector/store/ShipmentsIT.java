package com.mlconnector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mlconnector.domain.Address;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.AddressVerdict.Classification;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.Move;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.support.Samples;
import com.mlconnector.support.TestStore;
import io.vertx.pgclient.PgException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShipmentsIT {
  private static final ConnectionId SHOP = new ConnectionId("shop");
  private static final Halt HALT =
      new Halt(ReasonCode.ADDRESS_AMBIGUOUS, "Which one is it?", List.of("Choose.", "Or correct."));
  private static final Candidate CANDIDATE =
      new Candidate(
          List.of("417 ELM ST", "APT 5"),
          "ALBANY",
          "NY",
          "12207",
          "1234",
          "US",
          Classification.RESIDENTIAL);
  private static final AtomicLong INVOICES = new AtomicLong();

  @AutoClose private static TestStore store;
  private static Shipments shipments;

  @BeforeAll
  static void open() {
    store = TestStore.open();
    shipments = new Shipments(store.vault());
    Connections connections = new Connections(store.vault(), new ClientProfiles(store.vault()));
    store.run(tx -> connections.add(tx, Samples.connection(SHOP)));
  }

  @Test
  void everything_of_a_bought_shipment_comes_back() {
    Shipment opened = opened();
    save(
        opened,
        Move.ORDER,
        change -> change.order(Samples.order(), Samples.CUSTOMER).residential(true));
    save(find(opened), Move.PASS_ADDRESS, change -> change);
    save(find(opened), Move.INTEND, change -> change.intent("ML-" + opened.invoice() + "-1"));
    save(find(opened), Move.LOSE_ANSWER, change -> change);
    save(find(opened), Move.ASK, change -> change.asked(true));
    Money price = new Money(new BigDecimal("12.340"), "USD");
    save(find(opened), Move.ADOPT, change -> change.bought("1Z9", Optional.of(price)));

    Shipment bought = find(opened);
    assertThat(bought.state()).isEqualTo(ShipmentState.BOUGHT);
    assertThat(bought.order()).contains(Samples.order());
    assertThat(bought.shipTo()).contains(Samples.CUSTOMER);
    assertThat(bought.residential()).contains(true);
    assertThat(bought.reference()).contains("ML-" + opened.invoice() + "-1");
    assertThat(bought.attempt()).isEqualTo(1);
    assertThat(bought.asked()).isEqualTo(1);
    assertThat(bought.upsShipment()).contains("1Z9");
    assertThat(bought.charged()).contains(price);
    assertThat(bought.intendedAt()).isPresent();
    assertThat(bought.boughtAt()).isPresent();
    assertThat(bought.notFound()).isEqualTo(1);
    assertThat(bought.version()).isEqualTo(7);
  }

  @Test
  void a_halt_comes_back_with_its_candidates_and_goes_with_the_next_state() {
    Shipment opened = opened();
    save(opened, Move.HALT, change -> change.halt(HALT, List.of(CANDIDATE)));
    Shipment halted = find(opened);
    assertThat(halted.state()).isEqualTo(ShipmentState.HALTED);
    assertThat(halted.halted()).contains(new Shipment.Halted(HALT, List.of(CANDIDATE)));
    save(halted, Move.ORDER, change -> change);
    assertThat(find(opened).halted()).isEmpty();
  }

  @Test
  void an_address_longer_than_the_api_takes_still_opens_again() {
    Address long_ =
        new Address(
            "Ada Example", "", List.of("417 Elm St"), "Albany", "NY", "12207-1234 USA", "US", "");
    Shipment opened = opened();
    save(opened, Move.ORDER, change -> change.order(Samples.order(), long_));
    assertThat(find(opened).shipTo()).contains(long_);
  }

  @Test
  void a_move_that_does_not_exist_is_refused() {
    Shipment opened = opened();
    assertThatThrownBy(
            () -> save(opened, Move.BUY, change -> change.bought("1Z9", Optional.empty())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(find(opened).state()).isEqualTo(ShipmentState.ADDRESS_TO_CHECK);
  }

  @Test
  void what_was_read_before_another_change_is_not_stored() {
    Shipment stale = opened();
    save(stale, Move.HALT, change -> change.halt(HALT, List.of()));
    assertThatThrownBy(() -> save(stale, Move.CANCEL, change -> change))
        .isInstanceOf(IllegalStateException.class);
    assertThat(find(stale).state()).isEqualTo(ShipmentState.HALTED);
  }

  @Test
  void one_invoice_has_one_first_generation() {
    Shipment opened = opened();
    assertThatThrownBy(() -> store.run(tx -> open(tx, opened.invoice())))
        .isInstanceOfSatisfying(
            PgException.class, e -> assertThat(e.getSqlState()).isEqualTo("23505"));
  }

  @Test
  void a_shipment_is_found_under_its_own_connection_only() {
    Shipment opened = opened();
    ConnectionId other = new ConnectionId("other");
    Optional<Shipment> foreign = store.in(tx -> shipments.find(tx, other, opened.id()));
    assertThat(foreign).isEmpty();
    Optional<Shipment> foreignInvoice =
        store.in(tx -> shipments.lockOfInvoice(tx, other, opened.invoice()));
    assertThat(foreignInvoice).isEmpty();
    Optional<Shipment> own = store.in(tx -> shipments.lockOfInvoice(tx, SHOP, opened.invoice()));
    assertThat(own).map(Shipment::id).contains(opened.id());
  }

  @Test
  void the_newest_are_listed_by_state() {
    Shipment cancelled = opened();
    save(cancelled, Move.CANCEL, change -> change);
    List<Shipment> found =
        store.in(tx -> shipments.newest(tx, SHOP, Optional.of(ShipmentState.CANCELLED), 1));
    assertThat(found).extracting(Shipment::id).containsExactly(cancelled.id());
    List<Shipment> any = store.in(tx -> shipments.newest(tx, SHOP, Optional.empty(), 1));
    assertThat(any).extracting(Shipment::id).containsExactly(cancelled.id());
  }

  private static Shipment opened() {
    return store.in(tx -> open(tx, INVOICES.incrementAndGet()));
  }

  private static Shipment open(Tx tx, long invoice) {
    return shipments.save(tx, Samples.opened(SHOP, invoice), Move.ORDER);
  }

  private static void save(Shipment from, Move move, UnaryOperator<Shipments.Change> change) {
    store.run(tx -> shipments.save(tx, from, move, change));
  }

  private static Shipment find(Shipment shipment) {
    return store.in(tx -> shipments.lock(tx, SHOP, shipment.id())).orElseThrow();
  }
}
