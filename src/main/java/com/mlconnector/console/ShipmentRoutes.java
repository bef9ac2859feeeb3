package com.mlconnector.console;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Database;
import com.mlconnector.store.Invoices;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.store.WriteBacks;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The management API of shipments. Runs on virtual threads.
 *
 * <pre>
 * GET  /api/connections/{c}/shipments?state=halted     newest first, at most 200
 * GET  /api/connections/{c}/shipments/{id}             one, with parcels, halt and candidates
 * GET  /api/connections/{c}/shipments/{id}/audit       its steps
 * POST /api/connections/{c}/shipments/{id}/resume      a halted one goes on
 * GET  /api/connections/{c}/parcels/{1Z}/label         the label as UPS made it
 * GET  /api/connections/{c}/invoices/{id}              what the last reading came to
 * GET  /api/connections/{c}/audit                      the newest steps
 * </pre>
 */
public final class ShipmentRoutes {
  private static final int MOST = 200;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private final Database database;
  private final Connections connections;
  private final Shipments shipments;
  private final Parcels parcels;
  private final Invoices invoices;
  private final WriteBacks writeBacks;
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;

  public ShipmentRoutes(
      Database database,
      Connections connections,
      Shipments shipments,
      Parcels parcels,
      Invoices invoices,
      WriteBacks writeBacks,
      Work work,
      AuditTrail audit,
      Hints hints) {
    this.database = database;
    this.connections = connections;
    this.shipments = shipments;
    this.parcels = parcels;
    this.invoices = invoices;
    this.writeBacks = writeBacks;
    this.work = work;
    this.audit = audit;
    this.hints = hints;
  }

  public void mount(Router router) {
    String base = "/api/connections/:connection";
    router.get(base + "/shipments").handler(ctx -> with(ctx, this::list));
    router.get(base + "/shipments/:shipment").handler(ctx -> withShipment(ctx, this::show));
    router.get(base + "/shipments/:shipment/audit").handler(ctx -> withShipment(ctx, this::steps));
    router
        .post(base + "/shipments/:shipment/resume")
        .handler(ctx -> withShipment(ctx, this::resume));
    router.get(base + "/parcels/:parcel/label").handler(ctx -> with(ctx, this::label));
    router.get(base + "/invoices/:invoice").handler(ctx -> with(ctx, this::invoice));
    router.get(base + "/audit").handler(ctx -> with(ctx, this::newestSteps));
  }

  private interface Handler<T> {
    void handle(RoutingContext ctx, T subject);
  }

  private void with(RoutingContext ctx, Handler<ConnectionId> handler) {
    String name = ctx.pathParam("connection");
    if (ConnectionId.isValid(name)
        && database.transact(tx -> connections.find(tx, new ConnectionId(name))).isPresent()) {
      handler.handle(ctx, new ConnectionId(name));
    } else {
      Problem.of(404, "Unknown connection", "There is no connection '" + name + "'.").send(ctx);
    }
  }

  private void withShipment(RoutingContext ctx, Handler<Shipment> handler) {
    with(
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

  private void list(RoutingContext ctx, ConnectionId connection) {
    String wanted = ctx.request().getParam("state");
    Optional<ShipmentState> state = Optional.empty();
    if (wanted != null) {
      try {
        state = Optional.of(ShipmentState.ofKey(wanted));
      } catch (IllegalArgumentException unknown) {
        Problem.of(400, "Unknown state", "'state' must be one of " + states() + ".").send(ctx);
        return;
      }
    }
    Optional<ShipmentState> filter = state;
    JsonArray found =
        database.transact(tx -> {
          JsonArray all = new JsonArray();
          shipments
              .newest(tx, connection, filter, MOST)
              .forEach(shipment -> all.add(ShipmentView.of(shipment, parcelsOf(tx, shipment))));
          return all;
        });
    ctx.json(new JsonObject().put("shipments", found));
  }

  private static String states() {
    return String.join(
        ", ", List.of(ShipmentState.values()).stream().map(ShipmentState::key).toList());
  }

  private List<Parcels.Parcel> parcelsOf(Tx tx, Shipment shipment) {
    return parcels.ofShipment(tx, shipment.connection(), shipment.id());
  }

  private void show(RoutingContext ctx, Shipment shipment) {
    ctx.json(
        database.transact(tx ->
            ShipmentView.of(shipment, parcelsOf(tx, shipment))
                .put(
                    "writeBackTrouble",
                    writeBacks
                        .find(tx, shipment.connection(), shipment.invoice())
                        .trouble()
                        .orElse(null))));
  }

  private void steps(RoutingContext ctx, Shipment shipment) {
    ctx.json(
        rows(database.transact(tx -> audit.ofShipment(tx, shipment.connection(), shipment.id()))));
  }

  private void newestSteps(RoutingContext ctx, ConnectionId connection) {
    ctx.json(rows(database.transact(tx -> audit.newest(tx, connection, MOST))));
  }

  private static JsonObject rows(List<AuditTrail.Row> rows) {
    JsonArray steps = new JsonArray();
    rows.forEach(row ->
        steps.add(
            new JsonObject()
                .put("id", row.id())
                .put("at", row.at().toString())
                .put("action", row.action())
                .put("content", new JsonObject(row.content()))));
    return new JsonObject().put("steps", steps);
  }

  private void resume(RoutingContext ctx, Shipment shipment) {
    boolean resumed =
        database.transact(tx -> {
          Shipment locked = shipments.lock(tx, shipment.connection(), shipment.id()).orElseThrow();
          if (locked.state() != ShipmentState.HALTED || locked.order().isEmpty()) {
            return false;
          }
          shipments.save(tx, locked, change -> change.state(ShipmentState.ADDRESS_TO_CHECK));
          work.raise(tx, locked.connection(), Work.Kind.SHIPMENT, locked.id().toString());
          audit.add(
              tx,
              locked.connection(),
              locked.id(),
              Action.SHIPMENT_RESUMED,
              Map.of("by", "management API"));
          return true;
        });
    if (resumed) {
      hints.workDue(shipment.connection(), Work.Kind.SHIPMENT.key());
      ctx.response().setStatusCode(202);
      ctx.json(new JsonObject().put("id", shipment.id().toString()));
    } else {
      Problem.of(
              409,
              "Not resumable",
              "Only a halted shipment with a readable flag can be resumed; correct the invoice in"
                  + " FreshBooks instead.")
          .send(ctx);
    }
  }

  private void label(RoutingContext ctx, ConnectionId connection) {
    Optional<Label> label =
        database.transact(tx -> parcels.label(tx, connection, ctx.pathParam("parcel")));
    if (label.isEmpty()) {
      Problem.of(404, "Unknown parcel", "There is no parcel with this tracking number.").send(ctx);
      return;
    }
    ctx.response()
        .putHeader("content-type", label.get().format().mediaType())
        .putHeader("cache-control", "private, no-store")
        .end(Buffer.buffer(label.get().image()))
        .onFailure(gone -> {});
  }

  private void invoice(RoutingContext ctx, ConnectionId connection) {
    String id = ctx.pathParam("invoice");
    Optional<JsonObject> found =
        NUMBER.matcher(id).matches()
            ? database.transact(tx -> invoice(tx, connection, Long.parseLong(id)))
            : Optional.empty();
    if (found.isPresent()) {
      ctx.json(found.get());
    } else {
      Problem.of(404, "Unknown invoice", "Invoice " + id + " has not been read.").send(ctx);
    }
  }

  private Optional<JsonObject> invoice(Tx tx, ConnectionId connection, long id) {
    return invoices
        .find(tx, connection, id)
        .map(reading -> {
          JsonArray of = new JsonArray();
          shipments
              .ofInvoice(tx, connection, id)
              .forEach(shipment -> of.add(ShipmentView.of(shipment, parcelsOf(tx, shipment))));
          return new JsonObject()
              .put("invoice", id)
              .put("number", reading.number())
              .put("version", reading.version())
              .put("verdict", reading.verdict())
              .put("reason", reading.reason())
              .put("shipments", of);
        });
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }
}
