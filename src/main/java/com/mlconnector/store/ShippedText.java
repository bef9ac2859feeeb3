package com.mlconnector.store;

import com.mlconnector.domain.BlockShipment;
import com.mlconnector.domain.BlockTemplate;
import com.mlconnector.domain.NotesBlock;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.domain.TrackingEvent;
import com.mlconnector.domain.TrackingMilestone;
import com.mlconnector.domain.TrackingState;
import com.mlconnector.domain.TrackingStatus;
import com.mlconnector.store.Connections.Connection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an invoice is to say of its shipments, oldest first, and in whose words. */
public final class ShippedText {
  private final Shipments shipments;
  private final ClientProfiles profiles;

  public ShippedText(Shipments shipments, ClientProfiles profiles) {
    this.shipments = shipments;
    this.profiles = profiles;
  }

  /**
   * @param template the client's own words, or the shop's
   */
  public record Shipped(List<BlockShipment> shipments, BlockTemplate template) {}

  public Shipped of(Tx tx, Connection connection, long invoice) {
    Map<UUID, Bought> all = new LinkedHashMap<>();
    tx.all(
        """
        select s.*, p.tracking_number, e.at, e.type, e.code, e.status3, e.description, e.place,
               e.source, c.sealed_ups_account, c.sealed_address, c.settings
        from shipment s
        left join client_profile c
          on c.connection_id = s.connection_id and c.client_id = s.client_id
        left join parcel p on p.shipment_id = s.id and p.connection_id = s.connection_id
        left join tracking_event e
          on e.connection_id = p.connection_id and e.tracking_number = p.tracking_number
        where s.connection_id = $1 and s.invoice_id = $2 and s.state = $3
        order by s.generation, p.position
        """,
        Tuple.of(connection.id().value(), invoice, ShipmentState.BOUGHT.key()),
        row -> all.computeIfAbsent(row.getUUID("id"), first -> bought(connection, row)).told(row));
    ZoneId zone = connection.settings().zone();
    return new Shipped(
        all.values().stream().flatMap(bought -> bought.block(zone).stream()).toList(),
        all.values().stream()
            .findFirst()
            .flatMap(Bought::template)
            .orElse(connection.settings().writeBack().template()));
  }

  /** What it would be if this one were bought then; the numbers are UPS's to give. */
  public NotesBlock ifBought(Tx tx, Connection connection, Shipment shipment, Instant then) {
    ShipmentOrder order = shipment.order().orElseThrow();
    BlockShipment.Piece unnumbered =
        new BlockShipment.Piece("1Z…", TrackingStatus.LABEL_CREATED, null);
    BlockShipment block =
        new BlockShipment(
            order.service(),
            day(then, connection.settings().zone()),
            Collections.nCopies(order.parcels().size(), unnumbered),
            null);
    BlockTemplate template =
        profiles
            .find(tx, connection.id(), shipment.client())
            .flatMap(ClientProfiles.Profile::block)
            .orElse(connection.settings().writeBack().template());
    return new NotesBlock(shipment.invoiceNumber(), List.of(block), template);
  }

  private Bought bought(Connection connection, Row row) {
    return new Bought(
        shipments.shipment(row),
        row.getValue("settings") == null
            ? Optional.empty()
            : profiles.profile(connection.id(), row).block(),
        new LinkedHashMap<>());
  }

  /**
   * @param parcels what was told of each, by tracking number
   */
  private record Bought(
      Shipment shipment,
      Optional<BlockTemplate> template,
      Map<String, List<TrackingEvent>> parcels) {

    boolean told(Row row) {
      @Nullable String number = row.getString("tracking_number");
      if (number == null) {
        return false;
      }
      List<TrackingEvent> events = parcels.computeIfAbsent(number, first -> new ArrayList<>());
      return row.getValue("at") != null && events.add(Parcels.event(number, row));
    }

    /**
     * Empty where another shipment has the parcels: UPS's test host gives every parcel the same
     * number, and a number is one parcel.
     */
    Optional<BlockShipment> block(ZoneId zone) {
      if (parcels.isEmpty()) {
        return Optional.empty();
      }
      BlockShipment block =
          new BlockShipment(
              shipment.order().orElseThrow().service(),
              day(shipment.boughtAt().orElseThrow(), zone),
              parcels.entrySet().stream()
                  .map(parcel -> piece(parcel.getKey(), parcel.getValue(), zone))
                  .toList(),
              null);
      return Optional.of(block.voidedIfAllPiecesAre());
    }

    private static BlockShipment.Piece piece(
        String number, List<TrackingEvent> events, ZoneId zone) {
      TrackingState told = TrackingMilestone.of(events);
      @Nullable Instant since = told.since();
      return new BlockShipment.Piece(
          number,
          Objects.requireNonNullElse(told.status(), TrackingStatus.LABEL_CREATED),
          since == null ? null : day(since, zone));
    }
  }

  private static LocalDate day(Instant at, ZoneId zone) {
    return at.atZone(zone).toLocalDate();
  }
}
