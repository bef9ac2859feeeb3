package com.mlconnector.store;

import com.mlconnector.domain.BlockShipment;
import com.mlconnector.domain.BlockTemplate;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.domain.TrackingMilestone;
import com.mlconnector.domain.TrackingState;
import com.mlconnector.domain.TrackingStatus;
import com.mlconnector.store.Connections.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an invoice is to say of its shipments, oldest first, and in whose words. */
public final class ShippedText {
  private final Shipments shipments;
  private final Parcels parcels;
  private final ClientProfiles profiles;

  public ShippedText(Shipments shipments, Parcels parcels, ClientProfiles profiles) {
    this.shipments = shipments;
    this.parcels = parcels;
    this.profiles = profiles;
  }

  /**
   * @param template the client's own words, or the shop's
   */
  public record Shipped(List<BlockShipment> shipments, BlockTemplate template) {}

  public Shipped of(Tx tx, Connection connection, long invoice) {
    List<Shipment> bought =
        shipments.ofInvoice(tx, connection.id(), invoice).stream()
            .filter(shipment -> shipment.state() == ShipmentState.BOUGHT)
            .toList();
    ZoneId zone = connection.settings().zone();
    return new Shipped(
        bought.stream().flatMap(shipment -> block(tx, shipment, zone).stream()).toList(),
        bought.stream()
            .findFirst()
            .flatMap(shipment -> profiles.find(tx, connection.id(), shipment.client()))
            .flatMap(ClientProfiles.Profile::block)
            .orElse(connection.settings().writeBack().template()));
  }

  /**
   * Empty where another shipment has the parcels: UPS's test host gives every parcel the same
   * number, and a number is one parcel.
   */
  private Optional<BlockShipment> block(Tx tx, Shipment shipment, ZoneId zone) {
    List<BlockShipment.Piece> pieces =
        parcels.ofShipment(tx, shipment.connection(), shipment.id()).stream()
            .map(parcel -> piece(tx, shipment, parcel, zone))
            .toList();
    if (pieces.isEmpty()) {
      return Optional.empty();
    }
    BlockShipment block =
        new BlockShipment(
            shipment.order().orElseThrow().service(),
            day(shipment.boughtAt().orElseThrow(), zone),
            pieces,
            null);
    return Optional.of(block.voidedIfAllPiecesAre());
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
