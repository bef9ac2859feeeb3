package com.mlconnector.check;

import com.mlconnector.domain.ConnectionId;
import com.mlconnector.http.Caller;
import com.mlconnector.http.Contract;
import com.mlconnector.http.Problem;
import com.mlconnector.store.Connections;
import com.mlconnector.store.Database;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A check over the management API, one at a time for each connection. Runs on virtual threads. */
public final class CheckRoutes {
  private final Check check;
  private final Database database;
  private final Connections connections;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  public CheckRoutes(Check check, Database database, Connections connections) {
    this.check = check;
    this.database = database;
    this.connections = connections;
  }

  public void mount(Contract contract) {
    contract.on("checkConnection", this::run);
  }

  private void run(RoutingContext ctx) {
    String name = ctx.pathParam("connection");
    if (!exists(name)) {
      Problem.of(404, "Unknown connection", "There is no connection '" + name + "'.").send(ctx);
      return;
    }
    if (!underWay.add(name)) {
      Problem.of(409, "Under way", "A check of '" + name + "' is under way; wait for its end.")
          .send(ctx);
      return;
    }
    try {
      Report report = check.run(Optional.of(name), false, Caller.of(ctx).name());
      ctx.json(report.json().put("connection", name)).onFailure(gone -> {});
    } finally {
      underWay.remove(name);
    }
  }

  private boolean exists(String name) {
    return ConnectionId.isValid(name)
        && database.transact(tx -> connections.find(tx, new ConnectionId(name))).isPresent();
  }
}
