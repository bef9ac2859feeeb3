package com.mlconnector.connections;

import com.mlconnector.audit.AuditEntry.Action;
import com.mlconnector.audit.AuditTrail;
import com.mlconnector.domain.App;
import com.mlconnector.domain.ConnectionId;
import com.mlconnector.domain.Lane;
import com.mlconnector.domain.Secret;
import com.mlconnector.domain.Vendor;
import com.mlconnector.http.Caller;
import com.mlconnector.http.JsonFields;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Connections.Connection;
import com.mlconnector.store.Database;
import com.mlconnector.store.TokenRows;
import com.mlconnector.store.Tx;
import com.mlconnector.store.VendorGates;
import com.mlconnector.store.Work;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** New ids and secrets of the apps, when a vendor has given out others. */
final class CredentialRoutes {
  private final Database database;
  private final Connections connections;
  private final TokenRows tokens;
  private final VendorGates gates;
  private final Work work;
  private final AuditTrail audit;

  CredentialRoutes(
      Database database,
      Connections connections,
      TokenRows tokens,
      VendorGates gates,
      Work work,
      AuditTrail audit) {
    this.database = database;
    this.connections = connections;
    this.tokens = tokens;
    this.gates = gates;
    this.work = work;
    this.audit = audit;
  }

  void change(RoutingContext ctx, Connection connection) {
    JsonFields body = JsonFields.of(ctx).only(List.of("freshbooks", "ups"));
    Map<Vendor, App> apps = new EnumMap<>(Vendor.class);
    for (Vendor vendor : Vendor.values()) {
      if (body.value(vendor.key()) != null) {
        JsonFields app = body.object(vendor.key()).only(List.of("clientId", "clientSecret"));
        apps.put(
            vendor, new App(app.text("clientId", 200), new Secret(app.text("clientSecret", 500))));
      }
    }
    if (apps.isEmpty()) {
      body.wrong("'freshbooks', 'ups' or both must be given.");
    }
    body.problem()
        .ifPresentOrElse(
            problem -> problem.send(ctx),
            () -> {
              database.transactVoid(tx -> change(tx, connection.id(), apps, Caller.of(ctx)));
              JsonArray changed = new JsonArray();
              apps.keySet().forEach(vendor -> changed.add(vendor.key()));
              ctx.json(new JsonObject().put("changed", changed)).onFailure(gone -> {});
            });
  }

  /** What waits for them is tried at once. */
  private void change(Tx tx, ConnectionId id, Map<Vendor, App> apps, Caller by) {
    apps.forEach((vendor, app) -> {
      connections.changeApp(tx, id, vendor, app);
      tokens.tryNow(tx, id, vendor);
      gates.tryIn(tx, id, Lane.of(vendor), Duration.ZERO);
      audit.add(
          tx,
          id,
          Action.CONNECTION_CHANGED,
          Map.of("by", by.name(), vendor.key() + "-app", app.clientId()));
    });
    work.hurry(tx, id);
  }
}
