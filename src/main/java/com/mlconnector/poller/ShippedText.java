package com.mlconnector.poller;

import com.mlconnector.domain.BlockShipment;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.domain.TrackingMilestone;
import com.mlconnector.domain.TrackingState;
import com.mlconnector.domain.TrackingStatus;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an invoice is to say of its shipments, oldest first. */
final class ShippedText {
  private final Shipments shipments;
  private final Parcels parcels;

  ShippedText(Shipments shipments, Parcels parcels) {
    this.shipments = shipments;
    this.parcels = parcels;
  }

  /** The client of the invoice comes along, for it may have words of its own. */
  record Shipped(List<BlockShipment> shipments, Optional<Long> client) {}

  Shipped of(Tx tx, Connection connection, long invoice) {
    List<Shipment> bought =
        shipments.ofInvoice(tx, connection.id(), invoice).stream()
            .filter(shipment -> shipment.state() == ShipmentState.BOUGHT)
            .toList();
    ZoneId zone = connection.settings().zone();
    return new Shipped(
        bought.stream().map(shipment -> block(tx, shipment, zone)).toList(),
        bought.stream().findFirst().map(Shipment::client));
  }

  private BlockShipment block(Tx tx, Shipment shipment, ZoneId zone) {
    List<BlockShipment.Piece> pieces =
        parcels.ofShipment(tx, shipment.connection(), shipment.id()).stream()
            .map(parcel -> piece(tx, shipment, parcel, zone))
            .toList();
    BlockShipment block =
        new BlockShipment(
            shipment.order().orElseThrow().service(),
            day(shipment.boughtAt().orElseThrow(), zone),
            pieces,
            null);
    return block.voidedIfAllPiecesAre();
  }

  private BlockShipment.Piece piece(Tx tx, Shipment shipment, Parcels.Parcel parcel, ZoneId zone) {
    String number = parcel.trackingNumber();
    TrackingState told = TrackingMilestone.of(parcels.events(tx, shipment.connection(), number));
    @Nullable Instant since = told.since();
    return new BlockShipment.Piece(
        number,
        Objects.requireNonNullElse(told.status(), TrackingStatus.LABEL_CREATED),
        since == null ? null : day(since, zone));
  }

  private static LocalDate day(Instant at, ZoneId zone) {
    return at.atZone(zone).toLocalDate();
  }
}
