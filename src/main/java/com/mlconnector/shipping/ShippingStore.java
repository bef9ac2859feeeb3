package com.mlconnector.shipping;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.AddressVerdict.Candidate;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.PurchasedShipment;
import com.mlconnector.domain.PurchasedShipment.PurchasedParcel;
import com.mlconnector.store.Database;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The transactions of a shipment's steps: lease held, shipment locked, state and audit row stored
 * together.
 */
final class ShippingStore {
  private final Database database;
  private final Shipments shipments;
  private final Parcels parcels;
  private final Work work;
  private final AuditTrail audit;
  private final Duration lease;

  ShippingStore(
      Database database,
      Shipments shipments,
      Parcels parcels,
      Work work,
      AuditTrail audit,
      Duration lease) {
    this.database = database;
    this.shipments = shipments;
    this.parcels = parcels;
    this.work = work;
    this.audit = audit;
    this.lease = lease;
  }

  /** A step on the way: the work stays ours. */
  Shipment proceed(Step step, BiConsumer<Tx, Shipment> change) {
    return database.transact(tx -> {
      work.hold(tx, step.item(), lease);
      Shipment locked = lock(tx, step);
      change.accept(tx, locked);
      return shipments.find(tx, locked.connection(), locked.id()).orElseThrow();
    });
  }

  /** The last step for now: the work is done. */
  void finish(Step step, BiConsumer<Tx, Shipment> change) {
    database.transactVoid(tx -> {
      change.accept(tx, lock(tx, step));
      work.finish(tx, step.item());
    });
  }

  /** A step whose next one comes by plan, in a while. */
  void again(Step step, Duration delay, BiConsumer<Tx, Shipment> change) {
    database.transactVoid(tx -> {
      change.accept(tx, lock(tx, step));
      work.again(tx, step.item(), delay);
    });
  }

  private Shipment lock(Tx tx, Step step) {
    return shipments.lock(tx, step.connection().id(), step.shipment().id()).orElseThrow();
  }

  void halt(
      Step step, Halt halt, List<Candidate> candidates, Action action, Map<String, String> more) {
    finish(
        step,
        (tx, shipment) -> {
          shipments.save(tx, shipment, change -> change.halt(halt, candidates));
          add(tx, shipment, action, more);
          add(tx, shipment, Action.SHIPMENT_HALTED, Map.of("reason", halt.code().name()));
        });
  }

  /** Label and numbers are ours: stored, and everything that follows from them is made due. */
  void bought(Step step, PurchasedShipment purchased, Action how, Map<String, String> more) {
    finish(
        step,
        (tx, shipment) -> {
          shipments.save(
              tx, shipment, change -> change.bought(purchased.upsShipment(), purchased.charged()));
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
