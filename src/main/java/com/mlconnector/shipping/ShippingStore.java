package com.mlconnector.shipping;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.crash.CrashPoint;
import com.mlconnector.domain.AcceptedAddress;
import com.mlconnector.domain.AddressCheck;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.Brake;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.PurchasedShipment.PurchasedParcel;
import com.mlconnector.store.AcceptedAddresses;
import com.mlconnector.store.ClientProfiles;
import com.mlconnector.store.Database;
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
  private final Work work;
  private final AuditTrail audit;
  private final Duration lease;

  ShippingStore(
      Database database,
      Allowances allowances,
      Shipments shipments,
      Parcels parcels,
      Work work,
      AuditTrail audit,
      Duration lease) {
    this.database = database;
    this.allowances = allowances;
    this.shipments = shipments;
    this.parcels = parcels;
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
  StepResult proceed(Step step, BiConsumer<Tx, Shipment> change) {
    return database.transact(tx -> {
      Shipment locked = lock(tx, step);
      work.hold(tx, step.item(), lease);
      if (isAsRead(step, locked)) {
        change.accept(tx, locked);
      }
      return StepResult.goOn(shipments.find(tx, locked.connection(), locked.id()).orElseThrow());
    });
  }

  /** The last step for now: the work is done. */
  StepResult finish(Step step, BiConsumer<Tx, Shipment> change) {
    return end(step, change, tx -> work.finish(tx, step.item()));
  }

  /** A step whose next one comes by plan, in a while. */
  StepResult again(Step step, Duration delay, BiConsumer<Tx, Shipment> change) {
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

  StepResult halt(
      Step step, Halt halt, List<Candidate> candidates, Action action, Map<String, String> more) {
    return finish(
        step,
        (tx, shipment) -> {
          add(tx, shipment, action, more);
          halt(tx, shipment, halt, candidates);
        });
  }

  /** Without a call to UPS. */
  StepResult halt(Step step, Halt halt) {
    return finish(step, (tx, shipment) -> halt(tx, shipment, halt, List.of()));
  }

  private void halt(Tx tx, Shipment shipment, Halt halt, List<Candidate> candidates) {
    shipments.save(tx, shipment, change -> change.halt(halt, candidates));
    add(tx, shipment, Action.SHIPMENT_HALTED, Map.of("reason", halt.code().name()));
  }

  /** Label and numbers are ours: stored, and everything that follows from them is made due. */
  StepResult bought(Step step, PurchasedShipment purchased, Action how, Map<String, String> more) {
    return finish(
        step,
        (tx, shipment) -> {
          shipments.save(
              tx, shipment, change -> change.bought(purchased.upsShipment(), purchased.charged()));
          CrashPoint.LABEL_NOT_STORED.pass();
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
          work.raise(
              tx, shipment.connection(), Work.Kind.WRITE_BACK, Long.toString(shipment.invoice()));
          Map<String, String> details = new TreeMap<>(more);
          details.put("ups-shipment", purchased.upsShipment());
          details.put(
              "tracking",
              purchased.parcels().stream()
                  .map(PurchasedParcel::trackingNumber)
                  .collect(Collectors.joining(" ")));
          purchased.charged().ifPresent(money -> details.put("charged", money.toString()));
          add(tx, shipment, how, details);
        });
  }

  void add(Tx tx, Shipment shipment, Action action, Map<String, String> details) {
    audit.add(tx, shipment.connection(), shipment.id(), action, details);
  }

  Shipments shipments() {
    return shipments;
  }
}
