package com.mlconnector.shipping;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.AcceptedAddress;
import com.mlconnector.domain.AddressCheck;
import com.mlconnector.domain.Brake;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.PurchasedShipment.PurchasedParcel;
import com.mlconnector.domain.ShipmentMachine.Then;
import com.mlconnector.domain.ShipmentMachine.Transition;
import com.mlconnector.store.AcceptedAddresses;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.Database;
import com.mlconnector.store.GivenUpPurchases;
import com.mlconnector.store.OperatorDecisions;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The transactions of a shipment's steps: lease held, shipment locked, state and audit row stored
 * together; nothing is stored for a shipment that is not the one the step began with.
 */
final class ShippingStore {

  /** What people have allowed, and where they want to be asked again. */
  record Allowances(
      ClientProfiles profiles,
      AcceptedAddresses accepted,
      OperatorDecisions decisions,
      Brake brake) {}

  private final Database database;
  private final Allowances allowances;
  private final Shipments shipments;
  private final Parcels parcels;
  private final GivenUpPurchases givenUp;
  private final Work work;
  private final AuditTrail audit;
  private final Duration lease;

  ShippingStore(
      Database database,
      Allowances allowances,
      Shipments shipments,
      Parcels parcels,
      GivenUpPurchases givenUp,
      Work work,
      AuditTrail audit,
      Duration lease) {
    this.database = database;
    this.allowances = allowances;
    this.shipments = shipments;
    this.parcels = parcels;
    this.givenUp = givenUp;
    this.work = work;
    this.audit = audit;
    this.lease = lease;
  }

  /** What people have allowed for this address. */
  AddressCheck.Leave leave(Step step) {
    Shipment shipment = step.shipment();
    return database.transact(tx -> {
      boolean ofClient =
          allowances
              .profiles()
              .find(tx, shipment.connection(), shipment.client())
              .filter(ClientProfiles.Profile::shipUnchecked)
              .isPresent();
      return new AddressCheck.Leave(
          ofClient || step.connection().settings().shipUnchecked(),
          AcceptedAddress.holds(
              allowances.accepted().ofClient(tx, shipment.connection(), shipment.client()),
              shipment.shipTo().orElseThrow()));
    });
  }

  /**
   * What speaks against one more purchase. Counted before the intent and not under one lock with
   * it: steps at the same time may overshoot by as many as there are slots, which a brake can bear.
   */
  Optional<Halt> brake(Step step) {
    Shipment shipment = step.shipment();
    return database.transact(tx -> {
      Shipments.Begun begun = shipments.begun(tx, shipment);
      return allowances
          .brake()
          .check(
              begun.inLastHour(),
              begun.ofInvoiceToday(),
              allowances.decisions().find(tx, shipment.connection(), shipment.invoice()).anyway());
    });
  }

  /** A step on the way: the work stays ours, and the next step can follow. */
  private StepResult proceed(Step step, BiConsumer<Tx, Shipment> change) {
    return database.transact(tx -> {
      Shipment locked = lock(tx, step);
      work.hold(tx, step.item(), lease);
      if (isAsRead(step, locked)) {
        change.accept(tx, locked);
      }
      return StepResult.goOn(shipments.find(tx, locked.connection(), locked.id()).orElseThrow());
    });
  }

  /** There is nothing to do for it. */
  StepResult rest(Step step) {
    return finish(step, (tx, shipment) -> {});
  }

  /** The last step for now: the work is done. */
  private StepResult finish(Step step, BiConsumer<Tx, Shipment> change) {
    return end(step, change, tx -> work.finish(tx, step.item()));
  }

  /** A step whose next one comes by plan, in a while. */
  private StepResult again(Step step, Duration delay, BiConsumer<Tx, Shipment> change) {
    return end(step, change, tx -> work.again(tx, step.item(), delay));
  }

  private StepResult end(Step step, BiConsumer<Tx, Shipment> change, Consumer<Tx> ending) {
    return database.transact(tx -> {
      Shipment locked = lock(tx, step);
      if (!isAsRead(step, locked)) {
        work.hold(tx, step.item(), lease);
        return StepResult.goOn(locked);
      }
      change.accept(tx, locked);
      ending.accept(tx);
      return StepResult.stored();
    });
  }

  /**
   * Somebody corrected or held the shipment while UPS was asked about what it was before: that
   * answer is worth nothing, and the next step is the one the shipment needs now.
   */
  private static boolean isAsRead(Step step, Shipment locked) {
    return locked.version() == step.shipment().version();
  }

  /** The shipment before its work, as everybody does who raises work for it. */
  private Shipment lock(Tx tx, Step step) {
    return shipments.lock(tx, step.connection().id(), step.shipment().id()).orElseThrow();
  }

  /**
   * Stores a move and what belongs to it, and goes on as the move says.
   *
   * @param change what the move changes in the shipment beside its state
   * @param also audit rows, and work that follows
   */
  StepResult make(
      Step step,
      Transition transition,
      UnaryOperator<Shipments.Change> change,
      BiConsumer<Tx, Shipment> also) {
    BiConsumer<Tx, Shipment> stored =
        (tx, shipment) -> {
          shipments.save(
              tx,
              shipment,
              transition.move(),
              to ->
                  change.apply(transition.why().map(halt -> to.halt(halt, List.of())).orElse(to)));
          also.accept(tx, shipment);
          transition
              .why()
              .ifPresent(halt ->
                  add(tx, shipment, Action.SHIPMENT_HALTED, Map.of("reason", halt.code().name())));
        };
    return switch (transition.then()) {
      case Then.GoOn _, Then.Retry _ -> proceed(step, stored);
      case Then.Wait(Duration delay) -> again(step, delay, stored);
      case Then.Rest _ -> finish(step, stored);
    };
  }

  /** What follows from labels that are ours: all of it due with the move that brings them. */
  void keepLabels(
      Tx tx, Shipment shipment, PurchasedShipment purchased, Action how, Map<String, String> more) {
    int position = 0;
    for (PurchasedParcel parcel : purchased.parcels()) {
      parcels.add(
          tx,
          shipment.connection(),
          shipment.id(),
          position++,
          parcel.trackingNumber(),
          parcel.label());
      work.raise(tx, shipment.connection(), Work.Kind.SUBSCRIPTION, parcel.trackingNumber());
    }
    work.raise(tx, shipment.connection(), Work.Kind.WRITE_BACK, Long.toString(shipment.invoice()));
    Map<String, String> details = new TreeMap<>(more);
    details.put("ups-shipment", purchased.upsShipment());
    details.put(
        "tracking",
        purchased.parcels().stream()
            .map(PurchasedParcel::trackingNumber)
            .collect(Collectors.joining(" ")));
    purchased.charged().ifPresent(money -> details.put("charged", money.toString()));
    add(tx, shipment, how, details);
  }

  /** How long ago the call went out that nobody heard the answer of. */
  Duration sinceIntent(Shipment shipment) {
    return database.transact(tx -> shipments.sinceIntent(tx, shipment));
  }

  /** The attempt under way is given up: from now on it is looked for. */
  void giveUp(Tx tx, Shipment shipment, Duration firstLook) {
    givenUp.add(tx, shipment);
    work.raise(
        tx,
        shipment.connection(),
        Work.Kind.LATECOMER,
        shipment.reference().orElseThrow(),
        firstLook);
  }

  void add(Tx tx, Shipment shipment, Action action, Map<String, String> details) {
    audit.add(tx, shipment.connection(), shipment.id(), action, details);
  }
}
