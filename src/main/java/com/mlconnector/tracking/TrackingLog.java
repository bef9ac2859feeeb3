package com.mlconnector.tracking;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.TrackingEvent;
import com.mlconnector.domain.TrackingState;
import com.mlconnector.domain.TrackingStatus;
import com.mlconnector.store.Journal;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Parcels.Parcel;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.ups.TrackAlertPush;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Applies tracking events, from whatever source, to a parcel: each scan once, in any order. */
final class TrackingLog {
  private final Journal journal;
  private final Parcels parcels;
  private final Shipments shipments;
  private final Work work;
  private final AuditTrail audit;

  TrackingLog(Journal journal, Parcels parcels, Shipments shipments, Work work, AuditTrail audit) {
    this.journal = journal;
    this.parcels = parcels;
    this.shipments = shipments;
    this.work = work;
    this.audit = audit;
  }

  /** The pushes for a locked parcel that came since the last time. */
  void applyPushes(Tx tx, ConnectionId connection, Parcel parcel) {
    List<Journal.Stored> pushes =
        journal.ofParcel(tx, connection, parcel.trackingNumber(), parcel.lastDelivery());
    if (pushes.isEmpty()) {
      return;
    }
    List<TrackingEvent> events = new ArrayList<>();
    for (Journal.Stored push : pushes) {
      TrackAlertPush.read(push.body(), push.receivedAt()).ifPresent(events::add);
    }
    apply(tx, connection, parcel, events);
    parcels.markApplied(tx, connection, parcel.trackingNumber(), pushes.getLast().id());
  }

  /** Events for a locked parcel; those known already change nothing. */
  void apply(Tx tx, ConnectionId connection, Parcel parcel, List<TrackingEvent> events) {
    TrackingState before = state(parcel);
    TrackingState after = before;
    String text = parcel.statusText();
    for (TrackingEvent event : events) {
      if (parcels.addEvent(tx, connection, event)) {
        TrackingState next = TrackingState.apply(after, event);
        if (!next.equals(after)) {
          text = event.text();
        }
        after = next;
      }
    }
    TrackingStatus status = after.status();
    Instant since = after.since();
    if (after.equals(before) || status == null || since == null) {
      return;
    }
    parcels.move(tx, connection, parcel.trackingNumber(), status, text, since);
    if (status == parcel.status()) {
      return;
    }
    audit.add(
        tx,
        connection,
        parcel.shipment(),
        Action.TRACKING_MOVED,
        Map.of(
            "tracking", parcel.trackingNumber(),
            "from", parcel.status().name(),
            "to", status.name(),
            "since", since.toString()));
    if (status.isWorthWriting(parcel.status())) {
      shipments
          .find(tx, connection, parcel.shipment())
          .ifPresent(shipment ->
              work.raise(tx, connection, Work.Kind.WRITE_BACK, Long.toString(shipment.invoice())));
    }
  }

  private static TrackingState state(Parcel parcel) {
    return parcel
        .statusAt()
        .map(at -> new TrackingState(parcel.status(), at))
        .orElse(TrackingState.UNKNOWN);
  }
}
