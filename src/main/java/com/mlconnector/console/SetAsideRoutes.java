package com.mlconnector.console;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Contract;
import com.mlconnector.http.JsonFields;
import com.mlconnector.http.Problem;
import com.mlconnector.http.Said;
import com.mlconnector.store.Database;
import com.mlconnector.store.Journal;
import com.mlconnector.store.SetAside;
import com.mlconnector.store.Tx;
import com.mlconnector.store.Work;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Work that the gateway gave up, and webhooks that the journal refused; and sending them on. */
final class SetAsideRoutes {
  private static final int MOST = 200;

  private final Subjects subjects;
  private final Database database;
  private final SetAside setAside;
  private final AuditTrail audit;
  private final Hints hints;

  SetAsideRoutes(
      Subjects subjects, Database database, SetAside setAside, AuditTrail audit, Hints hints) {
    this.subjects = subjects;
    this.database = database;
    this.setAside = setAside;
    this.audit = audit;
    this.hints = hints;
  }

  void mount(Contract contract) {
    contract.on("listSetAside", ctx -> subjects.connection(ctx, this::list));
    contract.on("retryWork", ctx -> subjects.connection(ctx, this::retry));
  }

  private void list(RoutingContext ctx, ConnectionId connection) {
    JsonObject page =
        database.transact(tx -> {
          JsonArray entries = new JsonArray();
          setAside.list(tx, connection, MOST).forEach(entry -> entries.add(view(entry)));
          return new JsonObject()
              .put("count", setAside.count(tx, connection))
              .put("setAside", entries);
        });
    ctx.json(page).onFailure(gone -> {});
  }

  private static JsonObject view(SetAside.Entry entry) {
    return new JsonObject()
        .put("kind", entry.kind())
        .put("key", entry.key())
        .put("about", about(entry))
        .put("trouble", entry.trouble())
        .put("since", entry.since().toString())
        .put("tries", entry.tries())
        .put("shipment", entry.shipment().map(UUID::toString).orElse(null));
  }

  private static String about(SetAside.Entry entry) {
    return Work.Kind.ofKey(entry.kind())
        .map(kind -> about(kind, entry))
        .orElse("A webhook is to be put into the journal; what it asked for is being done.");
  }

  private static String about(Work.Kind kind, SetAside.Entry entry) {
    String key = entry.key();
    return switch (kind) {
      case INVOICE -> "Invoice " + key + " is to be read.";
      case CLIENT -> "The waiting invoices of client " + key + " are to be read again.";
      case SHIPMENT ->
          "The next step of the shipment of invoice " + entry.invoiceNumber().orElse("?") + ".";
      case LATECOMER -> "UPS is to be asked whether it sold " + key + " after all.";
      case WRITE_BACK -> "Our text in invoice " + key + " is to be written.";
      case SUBSCRIPTION -> "Parcel " + key + " is to be followed.";
      case TRACKING -> "What UPS told of parcel " + key + " is to be applied.";
      case CALLBACK -> "The webhook registration for " + key + ".";
      case RESEAL -> "Sealed values are to be brought under the connection's newest key.";
    };
  }

  private void retry(RoutingContext ctx, ConnectionId connection) {
    JsonFields body = JsonFields.of(ctx).only(List.of("by", "reason"));
    Said said = Said.of(Caller.of(ctx), body, false);
    if (body.problem().isPresent()) {
      body.problem().get().send(ctx);
      return;
    }
    String kind = ctx.pathParam("kind");
    String key = ctx.pathParam("key");
    try {
      if (!database.transact(tx -> retry(tx, connection, kind, key, said))) {
        Problem.of(
                404, "Not set aside", "No such work is set aside; perhaps it has gone on by now.")
            .send(ctx);
        return;
      }
    } catch (RuntimeException refused) {
      if (!Journal.isDataFault(refused)) {
        throw refused;
      }
      Problem.of(409, "Refused again", "Postgres refuses it still: " + refused.getMessage())
          .send(ctx);
      return;
    }
    hints.workDue(connection, kind);
    ctx.response().setStatusCode(202);
    ctx.json(new JsonObject().put("kind", kind).put("key", key)).onFailure(gone -> {});
  }

  private boolean retry(Tx tx, ConnectionId connection, String kind, String key, Said said) {
    if (!sendOn(tx, connection, kind, key)) {
      return false;
    }
    Map<String, String> details =
        new TreeMap<>(Map.of("by", said.by(), "reason", said.reason(), "kind", kind, "key", key));
    if (kind.equals(Work.Kind.SHIPMENT.key())) {
      audit.add(tx, connection, UUID.fromString(key), Action.WORK_RETRIED, details);
    } else {
      audit.add(tx, connection, Action.WORK_RETRIED, details);
    }
    return true;
  }

  private boolean sendOn(Tx tx, ConnectionId connection, String kind, String key) {
    return kind.equals(SetAside.DELIVERY)
        ? setAside.retryDelivery(tx, connection, key)
        : Work.Kind.ofKey(kind)
            .map(known -> setAside.retry(tx, connection, known, key))
            .orElse(false);
  }
}
