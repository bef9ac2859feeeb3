package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.bus.Hints;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Lane;
import com.mlconnector.domain.Vendor;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.VendorGates;
import com.mlconnector.store.VendorGates.Closed;
import com.mlconnector.store.Work;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which vendors a connection leaves alone, and an operator who would rather ask now. */
final class GateRoutes {
  private final Database database;
  private final VendorGates gates;
  private final TokenRows tokens;
  private final Work work;
  private final AuditTrail audit;
  private final Hints hints;

  GateRoutes(
      Database database,
      VendorGates gates,
      TokenRows tokens,
      Work work,
      AuditTrail audit,
      Hints hints) {
    this.database = database;
    this.gates = gates;
    this.tokens = tokens;
    this.work = work;
    this.audit = audit;
    this.hints = hints;
  }

  JsonArray shown(ConnectionId connection) {
    JsonArray all = new JsonArray();
    database.transact(tx -> gates.of(tx, connection)).forEach(gate -> all.add(shown(gate)));
    return all;
  }

  private static JsonObject shown(Closed gate) {
    return new JsonObject()
        .put("vendor", gate.lane().vendor().key())
        .put("lane", gate.lane().key())
        .put("since", gate.since().toString())
        .put("closedUntil", gate.until().toString())
        .put("reason", gate.reason().key())
        .put("why", gate.why())
        .put("remedy", remedy(gate));
  }

  private static String remedy(Closed gate) {
    Remedy remedy = new Remedy(gate.connection(), gate.lane().vendor());
    return switch (gate.reason()) {
      case BUSY, FAILING -> remedy.none();
      case NOT_ALLOWED ->
          switch (gate.lane().vendor()) {
            case FRESHBOOKS -> remedy.newConsent();
            case UPS -> remedy.missingProduct(gate.lane());
          };
    };
  }

  /** One call is let through on each lane; what comes of it decides. */
  void retry(RoutingContext ctx, Connection connection) {
    String word = ctx.pathParam("vendor");
    Optional<Vendor> vendor =
        Arrays.stream(Vendor.values()).filter(one -> one.key().equals(word)).findFirst();
    if (vendor.isEmpty()) {
      Problem.of(404, "Unknown vendor", "'" + word + "' is neither freshbooks nor ups.").send(ctx);
      return;
    }
    List<Lane> lanes = Lane.of(vendor.get());
    int closed =
        database.transact(tx -> {
          int found = gates.tryIn(tx, connection.id(), lanes, Duration.ZERO);
          int paused = tokens.tryNow(tx, connection.id(), vendor.get());
          if (found + paused > 0) {
            work.hurry(tx, connection.id());
            audit.add(
                tx,
                connection.id(),
                Action.VENDOR_RETRIED,
                Map.of("by", Caller.of(ctx).name(), "vendor", word));
          }
          return found;
        });
    for (Work.Kind kind : Work.Kind.values()) {
      hints.workDue(connection.id(), kind.key());
    }
    ctx.response().setStatusCode(202);
    ctx.json(new JsonObject().put("lanes", closed)).onFailure(gone -> {});
  }
}
