package com.mlconnector.console;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a path speaks of: the connection, the shipment, the invoice, or a 404 that says which is not
 * there.
 */
final class Subjects {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private final Database database;
  private final Connections connections;
  private final Shipments shipments;
  private final Parcels parcels;

  Subjects(Database database, Connections connections, Shipments shipments, Parcels parcels) {
    this.database = database;
    this.connections = connections;
    this.shipments = shipments;
    this.parcels = parcels;
  }

  interface Handler<T> {
    void handle(RoutingContext ctx, T subject);
  }

  interface InvoiceHandler {
    void handle(RoutingContext ctx, ConnectionId connection, long invoice);
  }

  void connection(RoutingContext ctx, Handler<ConnectionId> handler) {
    whole(ctx, (same, connection) -> handler.handle(ctx, connection.id()));
  }

  /** Of one that was deleted as well. */
  void everWas(RoutingContext ctx, Handler<ConnectionId> handler) {
    String name = ctx.pathParam("connection");
    Optional.of(name)
        .filter(ConnectionId::isValid)
        .map(ConnectionId::new)
        .filter(id -> database.autocommit(tx -> connections.everWas(tx, id)))
        .ifPresentOrElse(id -> handler.handle(ctx, id), () -> unknown(ctx, name));
  }

  /** With its settings. */
  void whole(RoutingContext ctx, Handler<Connection> handler) {
    String name = ctx.pathParam("connection");
    Optional<Connection> found =
        ConnectionId.isValid(name)
            ? database.transact(tx -> connections.find(tx, new ConnectionId(name)))
            : Optional.empty();
    found.ifPresentOrElse(connection -> handler.handle(ctx, connection), () -> unknown(ctx, name));
  }

  private static void unknown(RoutingContext ctx, String name) {
    Problem.of(404, "Unknown connection", "There is no connection '" + name + "'.").send(ctx);
  }

  void shipment(RoutingContext ctx, Handler<Shipment> handler) {
    connection(
        ctx,
        (same, connection) ->
            uuid(ctx.pathParam("shipment"))
                .flatMap(id -> database.transact(tx -> shipments.find(tx, connection, id)))
                .ifPresentOrElse(
                    shipment -> handler.handle(ctx, shipment),
                    () ->
                        Problem.of(404, "Unknown shipment", "There is no such shipment.")
                            .send(ctx)));
  }

  void invoice(RoutingContext ctx, InvoiceHandler handler) {
    connection(
        ctx,
        (same, connection) -> {
          String id = ctx.pathParam("invoice");
          if (NUMBER.matcher(id).matches()) {
            handler.handle(ctx, connection, Long.parseLong(id));
          } else {
            Problem.of(404, "Unknown invoice", "'" + id + "' is no FreshBooks invoice id.")
                .send(ctx);
          }
        });
  }

  /** The shipment as it is now. */
  JsonObject view(Shipment shipment) {
    return database.transact(tx ->
        ShipmentView.of(
            shipments.find(tx, shipment.connection(), shipment.id()).orElseThrow(),
            parcels.ofShipment(tx, shipment.connection(), shipment.id())));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }
}
