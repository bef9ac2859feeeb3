package com.mlconnector.console;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.csv.CsvFile;
import com.mlconnector.domain.Address;
import com.mlconnector.domain.Money;
import com.mlconnector.domain.Parcel;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.ShipmentOrder;
import com.mlconnector.domain.Weight;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Contract;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.http.Said;
import com.mlconnector.store.AddressJson;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.Halts;
import com.mlconnector.store.Rehearsals;
import com.mlconnector.store.Rehearsals.Rehearsal;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.ShippedText;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What a dry run would have done, and sending it on afterwards. */
final class DryRunRoutes {
  private static final int MOST = 1_000;
  private static final List<String> COLUMNS =
      List.of(
          "invoice",
          "client",
          "service",
          "parcels",
          "weight",
          "ship_to",
          "pays",
          "account",
          "price",
          "currency",
          "text");

  private final Subjects subjects;
  private final Database database;
  private final Connections connections;
  private final Shipments shipments;
  private final Rehearsals rehearsals;
  private final Halts halts;
  private final ShippedText shippedText;
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;

  DryRunRoutes(
      Subjects subjects,
      Database database,
      Connections connections,
      Shipments shipments,
      Rehearsals rehearsals,
      Halts halts,
      ShippedText shippedText,
      Work work,
      AuditTrail audit,
      Hints hints) {
    this.subjects = subjects;
    this.database = database;
    this.connections = connections;
    this.shipments = shipments;
    this.rehearsals = rehearsals;
    this.halts = halts;
    this.shippedText = shippedText;
    this.work = work;
    this.audit = audit;
    this.hints = hints;
  }

  void mount(Contract contract) {
    contract.on("showDryRun", ctx -> subjects.whole(ctx, this::show));
    contract.on("releaseDryRun", ctx -> subjects.whole(ctx, this::release));
  }

  /**
   * One shipment that would have been bought.
   *
   * @param account masked; absent if none is stored for who pays
   */
  private record Row(
      Shipment shipment,
      ShipmentOrder order,
      Address shipTo,
      Optional<String> account,
      Optional<Money> price,
      String text) {

    /** In UPS's words for the shop's country: pounds. */
    String weight() {
      return order.parcels().stream()
          .map(Parcel::weight)
          .reduce(Weight::plus)
          .orElseThrow()
          .show(Weight.Unit.POUND);
    }
  }

  private void show(RoutingContext ctx, Connection connection) {
    String format = Objects.requireNonNullElse(ctx.request().getParam("format"), "json");
    switch (format) {
      case "json" ->
          ctx.json(database.transact(tx -> report(tx, connection))).onFailure(gone -> {});
      case "csv" ->
          ctx.response()
              .putHeader("content-type", "text/csv; charset=utf-8")
              .putHeader("cache-control", "private, no-store")
              .end(csv(database.transact(tx -> rows(tx, connection))))
              .onFailure(gone -> {});
      default -> Problem.of(400, "Wrong parameter", "'format' must be json or csv.").send(ctx);
    }
  }

  private JsonObject report(Tx tx, Connection connection) {
    JsonArray prices = new JsonArray();
    int count = 0;
    int unpriced = 0;
    for (Rehearsals.Total total : rehearsals.totals(tx, connection.id())) {
      count += total.shipments();
      unpriced += total.price().isPresent() ? 0 : total.shipments();
      total.price().map(Money::toString).ifPresent(prices::add);
    }
    JsonArray wouldHalt = new JsonArray();
    halts.counts(tx, connection.id()).stream()
        .filter(it -> it.reason() != ReasonCode.DRY_RUN)
        .forEach(it ->
            wouldHalt.add(
                new JsonObject()
                    .put("reason", it.reason().name())
                    .put("title", it.reason().title())
                    .put("count", it.count())));
    JsonArray list = new JsonArray();
    rows(tx, connection).forEach(row -> list.add(view(row)));
    return new JsonObject()
        .put("dryRun", connection.settings().dryRun())
        .put("wouldShip", count)
        .put("prices", prices)
        .put("withoutPrice", unpriced)
        .put("wouldHalt", wouldHalt)
        .put("shipments", list);
  }

  private List<Row> rows(Tx tx, Connection connection) {
    Map<UUID, Rehearsal> known = rehearsals.of(tx, connection.id());
    List<Row> rows = new ArrayList<>();
    for (Shipment shipment : shipments.halted(tx, connection.id(), ReasonCode.DRY_RUN, MOST)) {
      Optional<Rehearsal> rehearsal = Optional.ofNullable(known.get(shipment.id()));
      rows.add(
          new Row(
              shipment,
              shipment.order().orElseThrow(),
              shipment.shipTo().orElseThrow(),
              connections.merchant(tx, connection, shipment.accountHolder()).map(Secret::masked),
              rehearsal.flatMap(Rehearsal::price),
              shippedText
                  .ifBought(
                      tx,
                      connection,
                      shipment,
                      rehearsal.map(Rehearsal::at).orElse(shipment.updatedAt()))
                  .render()));
    }
    return rows;
  }

  private static JsonObject view(Row row) {
    Shipment shipment = row.shipment();
    return new JsonObject()
        .put("shipment", shipment.id().toString())
        .put("invoice", shipment.invoice())
        .put("invoiceNumber", shipment.invoiceNumber())
        .put("client", shipment.client())
        .put("service", row.order().service().label())
        .put("parcels", row.order().parcels().size())
        .put("weight", row.weight())
        .put("shipTo", AddressJson.write(row.shipTo()))
        .put("pays", row.order().accountHolder())
        .put("account", row.account().orElse(null))
        .put("price", row.price().map(Money::toString).orElse(null))
        .put("text", row.text());
  }

  private static String csv(List<Row> rows) {
    return CsvFile.write(COLUMNS, rows.stream().map(DryRunRoutes::fields).toList());
  }

  private static List<String> fields(Row row) {
    Address to = row.shipTo();
    String place =
        "%s, %s, %s %s"
            .formatted(to.name(), String.join(", ", to.lines()), to.city(), to.state())
            .strip();
    return List.of(
        row.shipment().invoiceNumber(),
        Long.toString(row.shipment().client()),
        row.order().service().label(),
        Integer.toString(row.order().parcels().size()),
        row.weight(),
        place + " " + to.postalCode(),
        row.order().accountHolder(),
        row.account().orElse(""),
        row.price().map(price -> price.amount().toPlainString()).orElse(""),
        row.price().map(Money::currency).orElse(""),
        row.text());
  }

  /** A person has decided that nothing of it was shipped by hand. */
  private void release(RoutingContext ctx, Connection connection) {
    JsonFields body = JsonFields.of(ctx).only(List.of("by", "reason"));
    Said said = Said.of(Caller.of(ctx), body, true);
    Optional<Problem> problem = body.problem();
    if (problem.isEmpty() && connection.settings().dryRun()) {
      problem =
          Optional.of(
              Problem.of(
                  409,
                  "Dry run",
                  "The connection is still in a dry run. Switch 'dryRun' off in the settings"
                      + " first."));
    }
    if (problem.isPresent()) {
      problem.get().send(ctx);
      return;
    }
    int sentOn =
        database.transact(tx -> {
          rehearsals.releaseAll(tx, connection.id());
          List<Long> sent =
              shipments.sendOn(tx, connection.id(), Optional.empty(), List.of(ReasonCode.DRY_RUN));
          sent.forEach(invoice ->
              work.raise(tx, connection.id(), Work.Kind.INVOICE, Long.toString(invoice)));
          audit.add(
              tx,
              connection.id(),
              Action.DRY_RUN_RELEASED,
              Map.of(
                  "by",
                  said.by(),
                  "reason",
                  said.reason(),
                  "shipments",
                  Integer.toString(sent.size())));
          return sent.size();
        });
    hints.workDue(connection.id(), Work.Kind.INVOICE.key());
    ctx.response().setStatusCode(202);
    ctx.json(new JsonObject().put("shipments", sentOn)).onFailure(gone -> {});
  }
}
