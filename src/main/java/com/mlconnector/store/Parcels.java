package com.mlconnector.store;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.TrackingEvent;
import com.mlconnector.domain.TrackingStatus;
import com.mlconnector.store.Subscriptions.Subscription;
import com.mlconnector.vault.Vault;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The parcels that UPS sold us: sealed labels, where each one is, and every event heard of it. */
public final class Parcels {
  static final String LABEL = "label";

  /**
   * @param lastDelivery the newest webhook that has been applied
   */
  public record Parcel(
      String trackingNumber,
      UUID shipment,
      int position,
      TrackingStatus status,
      String statusText,
      Optional<Instant> statusAt,
      long lastDelivery) {}

  private record Added(
      ConnectionId connection,
      UUID shipment,
      int position,
      String trackingNumber,
      Label.Format format,
      Buffer sealedLabel) {}

  // An adopted purchase may find its parcels stored already.
  private static final Tx.AtEnd<Added> ADD =
      new Tx.AtEnd<>(
          """
          added as (
            insert into parcel (connection_id, tracking_number, shipment_id, position,
                                label_format, sealed_label)
            select * from unnest($1::text[], $2::text[], $3::uuid[], $4::int[], $5::text[],
                                 $6::bytea[])
            on conflict (connection_id, tracking_number) do nothing)
          """,
          added ->
              Tuple.tuple()
                  .addArrayOfString(column(added, String[]::new, a -> a.connection().value()))
                  .addArrayOfString(column(added, String[]::new, Added::trackingNumber))
                  .addArrayOfUUID(column(added, UUID[]::new, Added::shipment))
                  .addArrayOfInteger(column(added, Integer[]::new, Added::position))
                  .addArrayOfString(column(added, String[]::new, a -> a.format().name()))
                  .addArrayOfBuffer(column(added, Buffer[]::new, Added::sealedLabel)));

  private static <T> T[] column(
      List<Added> added, IntFunction<T[]> array, Function<Added, T> value) {
    return added.stream().map(value).toArray(array);
  }

  private final Seals seals;

  public Parcels(Vault vault) {
    this.seals = new Seals(vault);
  }

  public void add(
      Tx tx,
      ConnectionId connection,
      UUID shipment,
      int position,
      String trackingNumber,
      Label label) {
    tx.atEnd(
        ADD,
        new Added(
            connection,
            shipment,
            position,
            trackingNumber,
            label.format(),
            seals.sealBytes(connection, LABEL, label.image())));
  }

  public List<Parcel> ofShipment(Tx tx, ConnectionId connection, UUID shipment) {
    return tx.all(
        "select * from parcel where shipment_id = $1 and connection_id = $2 order by position",
        Tuple.of(shipment, connection.value()),
        Parcels::parcel);
  }

  public Optional<Parcel> lock(Tx tx, ConnectionId connection, String trackingNumber) {
    return tx.one(
        "select * from parcel where connection_id = $1 and tracking_number = $2 for update",
        Tuple.of(connection.value(), trackingNumber),
        Parcels::parcel);
  }

  public Optional<Label> label(Tx tx, ConnectionId connection, String trackingNumber) {
    return tx.one(
        """
        select label_format, sealed_label from parcel
        where connection_id = $1 and tracking_number = $2
        """,
        Tuple.of(connection.value(), trackingNumber),
        row ->
            new Label(
                Label.Format.valueOf(row.getString("label_format")),
                seals.openBytes(connection, LABEL, row.getBuffer("sealed_label"))));
  }

  /** False if this event was known already, from whatever source. */
  public boolean addEvent(Tx tx, ConnectionId connection, TrackingEvent event) {
    return tx.run(
            """
            insert into tracking_event (connection_id, tracking_number, at, type, code, status3,
                                        description, place, source)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict do nothing
            """,
            Tuple.tuple()
                .addString(connection.value())
                .addString(event.trackingNumber())
                .addOffsetDateTime(event.at().atOffset(ZoneOffset.UTC))
                .addString(event.type())
                .addString(event.code())
                .addString(event.status3())
                .addString(event.text())
                .addString(event.place())
                .addString(key(event.source())))
        == 1;
  }

  /**
   * What whoever watches a parcel needs to know.
   *
   * @param pushed there are webhooks for it that nobody has applied
   */
  public record Watched(
      Parcel parcel,
      String accountHolder,
      Optional<Instant> boughtAt,
      Optional<Subscription> subscription,
      boolean pushed) {}

  public Optional<Watched> watched(Tx tx, ConnectionId connection, String trackingNumber) {
    return tx.one(
        """
        select p.*, coalesce(s.account_holder, 'shipper') as account_holder, s.bought_at,
               u.subscribed_at, u.expires_at, u.renew_at, u.times, u.answer,
               exists (
                 select from delivery d
                 where d.source = 'ups' and d.connection_id = p.connection_id
                   and d.object_id = p.tracking_number and d.id > p.last_delivery) as pushed
        from parcel p
        join shipment s on s.id = p.shipment_id
        left join subscription u
          on u.connection_id = p.connection_id and u.tracking_number = p.tracking_number
        where p.connection_id = $1 and p.tracking_number = $2
        """,
        Tuple.of(connection.value(), trackingNumber),
        row ->
            new Watched(
                parcel(row),
                row.getString("account_holder"),
                instant(row.getOffsetDateTime("bought_at")),
                row.getValue("times") == null
                    ? Optional.empty()
                    : Optional.of(Subscriptions.subscription(row)),
                row.getBoolean("pushed")));
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  static TrackingEvent event(String trackingNumber, Row row) {
    return new TrackingEvent(
        trackingNumber,
        row.getOffsetDateTime("at").toInstant(),
        row.getString("type"),
        row.getString("code"),
        row.getString("status3"),
        row.getString("description"),
        row.getString("place"),
        TrackingEvent.Source.valueOf(
            row.getString("source").toUpperCase(Locale.ROOT).replace('-', '_')));
  }

  public void move(
      Tx tx,
      ConnectionId connection,
      String trackingNumber,
      TrackingStatus status,
      String text,
      Instant at) {
    tx.run(
        """
        update parcel set status = $3, status_text = left($4, 200), status_at = $5
        where connection_id = $1 and tracking_number = $2
        """,
        Tuple.of(
            connection.value(), trackingNumber, key(status), text, at.atOffset(ZoneOffset.UTC)));
  }

  public void markApplied(Tx tx, ConnectionId connection, String trackingNumber, long delivery) {
    tx.run(
        """
        update parcel set last_delivery = greatest(last_delivery, $3)
        where connection_id = $1 and tracking_number = $2
        """,
        Tuple.of(connection.value(), trackingNumber, delivery));
  }

  private static Parcel parcel(Row row) {
    return new Parcel(
        row.getString("tracking_number"),
        row.getUUID("shipment_id"),
        row.getInteger("position"),
        TrackingStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT).replace('-', '_')),
        row.getString("status_text"),
        instant(row.getOffsetDateTime("status_at")),
        row.getLong("last_delivery"));
  }

  private static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
