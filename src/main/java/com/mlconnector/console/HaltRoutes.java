package com.mlconnector.console;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Halt;
import com.mlconnector.domain.Latecomers;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.http.Contract;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Database;
import com.mlconnector.store.Halts;
import com.mlconnector.store.SetAside;
import com.mlconnector.store.Shipment;
import com.mlconnector.store.Shipments;
import com.mlconnector.store.Tx;
import com.mlconnector.store.WriteBacks;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What waits for a person, oldest first. Every page counts every reason. */
final class HaltRoutes {
  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final Subjects subjects;
  private final Database database;
  private final Halts halts;
  private final Shipments shipments;
  private final WriteBacks writeBacks;
  private final SetAside setAside;

  HaltRoutes(
      Subjects subjects,
      Database database,
      Halts halts,
      Shipments shipments,
      WriteBacks writeBacks,
      SetAside setAside) {
    this.subjects = subjects;
    this.database = database;
    this.halts = halts;
    this.shipments = shipments;
    this.writeBacks = writeBacks;
    this.setAside = setAside;
  }

  void mount(Contract contract) {
    contract.on("listHalts", ctx -> subjects.connection(ctx, this::list));
  }

  private void list(RoutingContext ctx, ConnectionId connection) {
    try {
      Optional<ReasonCode> reason = param(ctx, "reason").map(HaltRoutes::reason);
      Optional<Halts.Place> after = param(ctx, "after").map(HaltRoutes::place);
      int limit = param(ctx, "limit").map(HaltRoutes::limit).orElse(USUAL);
      ctx.json(database.transact(tx -> page(tx, connection, reason, after, limit)))
          .onFailure(gone -> {});
    } catch (WrongParameter wrong) {
      Problem.of(400, "Wrong parameter", String.valueOf(wrong.getMessage())).send(ctx);
    }
  }

  private JsonObject page(
      Tx tx,
      ConnectionId connection,
      Optional<ReasonCode> reason,
      Optional<Halts.Place> after,
      int limit) {
    JsonArray counts = new JsonArray();
    halts
        .counts(tx, connection)
        .forEach(count ->
            counts.add(
                new JsonObject()
                    .put("reason", count.reason().name())
                    .put("owner", ShipmentView.key(count.reason().owner()))
                    .put("title", count.reason().title())
                    .put("count", count.count())));
    List<Halts.Entry> found = halts.list(tx, connection, reason, after, limit + 1);
    List<Halts.Entry> shown = found.subList(0, Math.min(limit, found.size()));
    JsonArray entries = new JsonArray();
    shown.forEach(entry -> entry(tx, connection, entry).ifPresent(entries::add));
    return new JsonObject()
        .put("counts", counts)
        .put("halts", entries)
        .put("setAside", setAside.count(tx, connection))
        .put("next", found.size() > limit ? text(shown.getLast().place()) : null);
  }

  /** Empty if it has gone on since the list was read. */
  private Optional<JsonObject> entry(Tx tx, ConnectionId connection, Halts.Entry entry) {
    return shipments
        .find(tx, connection, entry.shipment())
        .flatMap(shipment ->
            halted(tx, shipment, entry.reason()).map(halted -> view(shipment, entry, halted)));
  }

  private static JsonObject view(Shipment shipment, Halts.Entry entry, Shipment.Halted halted) {
    JsonArray actions = new JsonArray();
    OperatorActions.possible(shipment).forEach(action -> actions.add(action.key()));
    return new JsonObject()
        .put("shipment", shipment.id().toString())
        .put("version", shipment.version())
        .put("state", shipment.state().key())
        .put("invoice", shipment.invoice())
        .put("invoiceNumber", shipment.invoiceNumber())
        .put("client", shipment.client())
        .put("since", entry.since().toString())
        .put("halt", ShipmentView.halt(halted))
        .put("actions", actions);
  }

  private Optional<Shipment.Halted> halted(Tx tx, Shipment shipment, ReasonCode reason) {
    return switch (reason) {
      case CHANGED_AFTER_SHIPPING ->
          shipment.change().map(change -> withoutCandidates(change.difference().halt()));
      case LABEL_TO_VOID ->
          shipment.lateLabel().map(Latecomers::toVoid).map(HaltRoutes::withoutCandidates);
      case WRITEBACK_FAILED, WRITEBACK_EDITED ->
          writeBacks
              .find(tx, shipment.connection(), shipment.invoice())
              .halt()
              .map(HaltRoutes::withoutCandidates);
      default -> shipment.halted();
    };
  }

  private static Shipment.Halted withoutCandidates(Halt halt) {
    return new Shipment.Halted(halt, List.of());
  }

  /** A sentence for the caller. */
  private static final class WrongParameter extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongParameter(String sentence) {
      super(sentence, null, false, false);
    }
  }

  private static Optional<String> param(RoutingContext ctx, String name) {
    return Optional.ofNullable(ctx.request().getParam(name)).filter(text -> !text.isBlank());
  }

  private static ReasonCode reason(String text) {
    return Arrays.stream(ReasonCode.values())
        .filter(code -> code.name().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new WrongParameter("'reason' must be one of " + List.of(ReasonCode.values()) + "."));
  }

  private static int limit(String text) {
    if (text.matches("[0-9]{1,3}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST) {
        return number;
      }
    }
    throw new WrongParameter("'limit' must be a whole number from 1 to " + MOST + ".");
  }

  private static String text(Halts.Place place) {
    return place.since() + "_" + place.shipment();
  }

  private static Halts.Place place(String text) {
    int middle = text.indexOf('_');
    try {
      // Years of four digits: others parse as well, and no timestamp of Postgres holds them.
      return new Halts.Place(
          Instant.parse(text.matches("\\d{4}-.*") ? text.substring(0, Math.max(0, middle)) : ""),
          UUID.fromString(text.substring(middle + 1)));
    } catch (DateTimeException | IllegalArgumentException notOne) {
      throw new WrongParameter("'after' must be what an earlier answer gave as 'next'.");
    }
  }
}
