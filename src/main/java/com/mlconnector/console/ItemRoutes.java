package com.mlconnector.console;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.csv.CsvErrors;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Item;
import com.mlconnector.domain.ItemKeys;
import com.mlconnector.domain.ReasonCode;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Contract;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Database;
import com.mlconnector.store.Items;
import com.mlconnector.store.SettingsJson;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The management API of what things weigh and what they are packed in, as files that spreadsheets
 * read and write. Runs on virtual threads.
 *
 * <p>A file is stored as a whole or not at all. After it, shipments that were halted for want of a
 * weight go on by themselves.
 */
public final class ItemRoutes {
  private final Database database;
  private final Connections connections;
  private final Items items;
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;

  public ItemRoutes(
      Database database,
      Connections connections,
      Items items,
      Work work,
      AuditTrail audit,
      Hints hints) {
    this.database = database;
    this.connections = connections;
    this.items = items;
    this.work = work;
    this.audit = audit;
    this.hints = hints;
  }

  public void mount(Contract contract) {
    contract.on("listItems", ctx -> with(ctx, this::items));
    contract.on("replaceItems", ctx -> withCsv(ctx, this::replace));
    contract.on("addItems", ctx -> withCsv(ctx, this::add));
    contract.on("removeItems", ctx -> with(ctx, this::remove));
    contract.on("listBoxes", ctx -> with(ctx, this::boxes));
    contract.on("replaceBoxes", ctx -> withCsv(ctx, this::replaceBoxes));
  }

  private interface Handler {
    void handle(RoutingContext ctx, ConnectionId connection);
  }

  private interface CsvHandler {
    void handle(RoutingContext ctx, ConnectionId connection, Buffer body);
  }

  private void with(RoutingContext ctx, Handler handler) {
    String name = ctx.pathParam("connection");
    if (ConnectionId.isValid(name)
        && database.transact(tx -> connections.find(tx, new ConnectionId(name))).isPresent()) {
      handler.handle(ctx, new ConnectionId(name));
    } else {
      Problem.of(404, "Unknown connection", "There is no connection '" + name + "'.").send(ctx);
    }
  }

  private void withCsv(RoutingContext ctx, CsvHandler handler) {
    with(
        ctx,
        (same, connection) -> {
          Buffer body = ctx.body().buffer();
          String type = Objects.requireNonNullElse(ctx.request().getHeader("content-type"), "");
          if (!type.startsWith("text/csv")) {
            Problem.of(415, "Not a CSV file", "Send the file as 'Content-Type: text/csv'.")
                .send(ctx);
          } else {
            handler.handle(ctx, connection, body == null ? Buffer.buffer() : body);
          }
        });
  }

  private void items(RoutingContext ctx, ConnectionId connection) {
    csv(ctx, ItemsCsv.write(database.transact(tx -> items.all(tx, connection))));
  }

  private void replace(RoutingContext ctx, ConnectionId connection, Buffer body) {
    store(ctx, connection, body, "replaced", items::replace);
  }

  private void add(RoutingContext ctx, ConnectionId connection, Buffer body) {
    store(ctx, connection, body, "added", items::put);
  }

  private interface Storing {
    void store(Tx tx, ConnectionId connection, List<Item> rows);
  }

  private void store(
      RoutingContext ctx, ConnectionId connection, Buffer body, String how, Storing storing) {
    CsvErrors errors = new CsvErrors();
    List<Item> rows = ItemsCsv.read(body, errors);
    if (!errors.isEmpty()) {
      refuse(ctx, errors.sentences());
      return;
    }
    int goOn =
        database.transact(tx -> {
          storing.store(tx, connection, rows);
          return changed(tx, connection, Caller.of(ctx), how, rows.size());
        });
    done(ctx, connection, rows.size(), goOn);
  }

  private int changed(Tx tx, ConnectionId connection, Caller by, String how, int rows) {
    audit.add(
        tx,
        connection,
        Action.ITEMS_CHANGED,
        Map.of("by", by.name(), "rows-" + how, Integer.toString(rows)));
    return work.raiseHalted(tx, connection, ReasonCode.WEIGHT_UNKNOWN);
  }

  private void remove(RoutingContext ctx, ConnectionId connection) {
    Optional<String> name = Optional.ofNullable(ctx.request().getParam("name"));
    Optional<String> sku = Optional.ofNullable(ctx.request().getParam("sku"));
    if (name.or(() -> sku).isEmpty()
        || name.filter(text -> ItemKeys.name(text).isEmpty()).isPresent()
        || sku.filter(text -> ItemKeys.sku(text).isEmpty()).isPresent()) {
      Problem.of(400, "Which item?", "Name it by '?name=', '?sku=' or both.").send(ctx);
      return;
    }
    int removed =
        database.transact(tx -> {
          int rows = items.remove(tx, connection, name, sku);
          if (rows > 0) {
            changed(tx, connection, Caller.of(ctx), "removed", rows);
          }
          return rows;
        });
    if (removed == 0) {
      Problem.of(404, "Unknown item", "The table has no such item.").send(ctx);
      return;
    }
    hints.workDue(connection, Work.Kind.INVOICE.key());
    ctx.response().setStatusCode(204).end().onFailure(gone -> {});
  }

  private void boxes(RoutingContext ctx, ConnectionId connection) {
    csv(ctx, BoxesCsv.write(database.transact(tx -> connections.settingsToChange(tx, connection))));
  }

  private void replaceBoxes(RoutingContext ctx, ConnectionId connection, Buffer body) {
    CsvErrors errors = new CsvErrors();
    BoxesCsv.Boxes boxes = BoxesCsv.read(body, errors);
    if (!errors.isEmpty()) {
      refuse(ctx, errors.sentences());
      return;
    }
    List<String> faults = new ArrayList<>();
    int goOn =
        database.transact(tx -> {
          JsonObject settings = connections.settingsToChange(tx, connection);
          settings.put("boxes", boxes.byName());
          settings.put("standardBox", boxes.standard());
          if (SettingsJson.read(settings, faults).isEmpty()) {
            return 0;
          }
          connections.changeSettings(tx, connection, settings);
          audit.add(
              tx,
              connection,
              Action.CONNECTION_CHANGED,
              Map.of(
                  "by", Caller.of(ctx).name(),
                  "boxes", Integer.toString(boxes.byName().size())));
          return work.raiseHalted(tx, connection, ReasonCode.WEIGHT_UNKNOWN);
        });
    if (!faults.isEmpty()) {
      refuse(ctx, faults);
      return;
    }
    hints.connectionChanged(connection);
    done(ctx, connection, boxes.byName().size(), goOn);
  }

  private void done(RoutingContext ctx, ConnectionId connection, int rows, int goOn) {
    hints.workDue(connection, Work.Kind.INVOICE.key());
    ctx.json(new JsonObject().put("rows", rows).put("invoicesReadAgain", goOn));
  }

  private static void csv(RoutingContext ctx, String text) {
    ctx.response()
        .putHeader("content-type", "text/csv; charset=utf-8")
        .putHeader("cache-control", "private, no-store")
        .end(text)
        .onFailure(gone -> {});
  }

  private static void refuse(RoutingContext ctx, List<String> errors) {
    Problem.of(
            400,
            "Wrong lines",
            "Nothing was stored. Correct what 'errors' names and send it again.")
        .withErrors(errors)
        .send(ctx);
  }
}
