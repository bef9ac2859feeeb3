package com.mlconnector.console;

import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Label;
import com.mlconnector.domain.NotesBlock;
import com.mlconnector.domain.ShipmentState;
import com.mlconnector.http.Contract;
import com.mlconnector.http.Problem;
import com.mlconnector.store.AcceptedAddresses;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Database;
import com.mlconnector.store.GivenUpPurchases;
import com.mlconnector.store.Halts;
import com.mlconnector.store.Invoices;
import com.mlconnector.store.Items;
import com.mlconnector.store.OperatorDecisions;
import com.mlconnector.store.Parcels;
import com.mlconnector.store.Rehearsals;
import com.mlconnector.store.SetAside;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.ShippedText;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import com.mlconnector.store.WriteBacks;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The management API of shipments, invoices and the audit trail. Runs on virtual threads. */
public final class ShipmentRoutes {
  private static final int MOST = 200;
  private static final Pattern PARCEL = Pattern.compile("[0-9A-Za-z]{1,35}");

  private final Database database;
  private final Shipments shipments;
  private final Parcels parcels;
  private final Invoices invoices;
  private final WriteBacks writeBacks;
  private final ShippedText shippedText;
  private final Connections connections;
  private final AuditTrail audit;
  private final Subjects subjects;
  private final HaltRoutes haltRoutes;
  private final SetAsideRoutes setAsideRoutes;
  private final OperatorRoutes operatorRoutes;
  private final DryRunRoutes dryRunRoutes;

  /** What these routes stand on. */
  public record Parts(
      Database database,
      Connections connections,
      Shipments shipments,
      Parcels parcels,
      Invoices invoices,
      WriteBacks writeBacks,
      GivenUpPurchases givenUp,
      ShippedText shippedText,
      Halts halts,
      SetAside setAside,
      OperatorDecisions decisions,
      AcceptedAddresses accepted,
      Items items,
      Work work,
      AuditTrail audit,
      Hints hints,
      InstantSource clock,
      Supplier<UUID> newId) {}

  public ShipmentRoutes(Parts parts) {
    this.database = parts.database;
    this.shipments = parts.shipments;
    this.parcels = parts.parcels;
    this.invoices = parts.invoices;
    this.writeBacks = parts.writeBacks;
    this.shippedText = parts.shippedText;
    this.connections = parts.connections;
    this.audit = parts.audit;
    this.subjects = new Subjects(parts.database, parts.connections, parts.shipments, parts.parcels);
    this.haltRoutes =
        new HaltRoutes(
            subjects,
            parts.database,
            parts.halts,
            parts.shipments,
            parts.writeBacks,
            parts.setAside);
    this.setAsideRoutes =
        new SetAsideRoutes(subjects, parts.database, parts.setAside, parts.audit, parts.hints);
    this.dryRunRoutes =
        new DryRunRoutes(
            subjects,
            parts.database,
            parts.connections,
            parts.shipments,
            new Rehearsals(),
            parts.halts,
            parts.shippedText,
            parts.work,
            parts.audit,
            parts.hints);
    this.operatorRoutes =
        new OperatorRoutes(
            subjects,
            new OperatorActions(
                parts.database,
                parts.connections,
                parts.shipments,
                parts.invoices,
                parts.decisions,
                parts.accepted,
                parts.items,
                parts.writeBacks,
                parts.givenUp,
                parts.work,
                parts.audit,
                parts.hints,
                parts.newId),
            parts.clock);
  }

  public void mount(Contract contract) {
    haltRoutes.mount(contract);
    setAsideRoutes.mount(contract);
    new FlagRoutes(subjects).mount(contract);
    operatorRoutes.mount(contract);
    dryRunRoutes.mount(contract);
    contract.on("listShipments", ctx -> subjects.connection(ctx, this::list));
    contract.on("showShipment", ctx -> subjects.shipment(ctx, this::show));
    contract.on("listStepsOfShipment", ctx -> subjects.shipment(ctx, this::steps));
    contract.on("showWriteBack", ctx -> subjects.shipment(ctx, this::text));
    contract.on("showLabel", ctx -> subjects.connection(ctx, this::label));
    contract.on("showInvoice", ctx -> subjects.invoice(ctx, this::invoice));
    contract.on("listStepsOfGateway", ctx -> newestSteps(ctx, ConnectionId.GATEWAY));
    contract.on("listSteps", ctx -> subjects.everWas(ctx, this::newestSteps));
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
        database.transact(tx -> {
          JsonObject view = ShipmentView.of(shipment, parcelsOf(tx, shipment));
          writeBacks
              .find(tx, shipment.connection(), shipment.invoice())
              .halt()
              .map(halt -> new Shipment.Halted(halt, List.of()))
              .ifPresent(trouble -> view.put("writeBack", ShipmentView.halt(trouble)));
          return view;
        }));
  }

  /** What stands in the invoice, or should: to be pasted by hand where we can't write. */
  private void text(RoutingContext ctx, Shipment shipment) {
    JsonObject text =
        database.transact(tx -> {
          ShippedText.Shipped shipped =
              shippedText.of(
                  tx,
                  connections.find(tx, shipment.connection()).orElseThrow(),
                  shipment.invoice());
          String number = shipment.invoiceNumber();
          return new JsonObject()
              .put(
                  "text",
                  shipped.shipments().isEmpty()
                      ? ""
                      : new NotesBlock(number, shipped.shipments(), shipped.template()).render());
        });
    ctx.json(text).onFailure(gone -> {});
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

  private void label(RoutingContext ctx, ConnectionId connection) {
    String number = ctx.pathParam("parcel");
    Optional<Label> label =
        PARCEL.matcher(number).matches()
            ? database.transact(tx -> parcels.label(tx, connection, number))
            : Optional.empty();
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

  private void invoice(RoutingContext ctx, ConnectionId connection, long id) {
    database
        .transact(tx -> invoice(tx, connection, id))
        .ifPresentOrElse(
            ctx::json,
            () ->
                Problem.of(404, "Unknown invoice", "Invoice " + id + " has not been read.")
                    .send(ctx));
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
}
